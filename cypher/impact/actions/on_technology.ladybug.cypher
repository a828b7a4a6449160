// name: impact.actions.on_technology
// What projects do to a technology, and where they stand.
// params: id: string
// returns: id: string, key: string, project: string, name: string, status: string, end: date
// returns: action: string, date: date, committed: bool, confidence: float, sources: list
// returns: batch_id: string
// mode: read
// around: yes
MATCH (n:Technology {id: $id})<-[r:IMPACTS]-(p:Project)
RETURN n.id AS id, r.key AS key, p.id AS project, p.name AS name, p.status AS status,
       p.`end` AS `end`, r.action AS action, r.date AS date, r.committed AS committed,
       r.confidence AS confidence, r.sources AS sources, r.batch_id AS batch_id
ORDER BY id, key
