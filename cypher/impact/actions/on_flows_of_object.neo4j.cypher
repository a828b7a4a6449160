// name: impact.actions.on_flows_of_object
// What projects do to the flows that carry a data object.
// params: ids: list
// returns: object: string, id: string, key: string, project: string, name: string
// returns: status: string, end: date, action: string, date: date, committed: bool
// returns: confidence: float, sources: list, batch_id: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (o:DataObject {id: id})<-[:CARRIES]-(f:Flow)<-[r:IMPACTS]-(p:Project)
RETURN o.id AS object, f.id AS id, r.key AS key, p.id AS project,
       p.name AS name, p.status AS status, p.`end` AS `end`, r.action AS action,
       r.date AS date, r.committed AS committed, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id
ORDER BY object, id, key
