// name: impact.leaving.technology
// What an analysis reads of the relations that start from a technology.
// params: ids: list
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Technology {id: id})-[r:CONTAINS]->(x)
RETURN n.id AS id, type(r) AS type, labels(x)[0] AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id
ORDER BY id, key
