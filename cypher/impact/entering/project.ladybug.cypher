// name: impact.entering.project
// What an analysis reads of the relations that lead to a project.
// params: id: string
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string, role: string, raci: string, deputy: bool, lag_days: int
// mode: read
// around: yes
MATCH (n:Project {id: $id})<-[r:CONTAINS|RESPONSIBLE_FOR|DEPENDS_ON]-(x)
RETURN n.id AS id, label(r) AS type, label(x) AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id, r.role AS role, r.raci AS raci,
       r.deputy AS deputy, r.lag_days AS lag_days
ORDER BY id, key
