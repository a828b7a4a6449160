// name: impact.entering.need
// What an analysis reads of the relations that lead to a need.
// params: id: string
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string, role: string, raci: string, deputy: bool
// mode: read
// around: yes
MATCH (n:Need {id: $id})<-[r:ANSWERS|RAISES|RESPONSIBLE_FOR]-(x)
RETURN n.id AS id, label(r) AS type, label(x) AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id, r.role AS role, r.raci AS raci,
       r.deputy AS deputy
ORDER BY id, key
