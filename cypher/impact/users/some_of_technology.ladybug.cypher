// name: impact.users.some_of_technology
// The first of those built on a technology: enough to see that others are, without reading all.
// params: id: string, at_most: int
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string, risk_accepted_until: date
// mode: read
// around: yes
MATCH (n:Technology {id: $id})<-[r:USES_TECH]-(x)
RETURN n.id AS id, label(r) AS type, label(x) AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id,
       r.risk_accepted_until AS risk_accepted_until
ORDER BY id, other, key
LIMIT $at_most
