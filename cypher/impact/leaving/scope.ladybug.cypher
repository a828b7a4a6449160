// name: impact.leaving.scope
// What an analysis reads of the relations that start from a scope.
// params: id: string
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string
// mode: read
// around: yes
MATCH (n:Scope {id: $id})-[r:CONTAINS|NEEDS]->(x)
HINT (n JOIN r) JOIN x
RETURN n.id AS id, label(r) AS type, label(x) AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id
ORDER BY id, key
