// name: impact.leaving.project
// What an analysis reads of the relations that start from a project.
// params: ids: list
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string, action: string, date: date, committed: bool, lag_days: int
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Project {id: id})-[r:IMPACTS|CONTAINS|DEPENDS_ON|ANSWERS]->(x)
RETURN n.id AS id, type(r) AS type, labels(x)[0] AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id, r.action AS action, r.date AS date,
       r.committed AS committed, r.lag_days AS lag_days
ORDER BY id, key
