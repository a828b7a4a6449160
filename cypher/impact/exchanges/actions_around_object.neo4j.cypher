// name: impact.exchanges.actions_around_object
// What projects do to the flows of a data object, and to the applications at their ends.
// params: ids: list
// returns: object: string, kind: string, id: string, key: string, project: string
// returns: name: string, status: string, end: date, action: string, date: date
// returns: committed: bool, confidence: float, sources: list, batch_id: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (o:DataObject {id: id})<-[:CARRIES]-(f:Flow)<-[r:IMPACTS]-(p:Project)
RETURN o.id AS object, 'Flow' AS kind, f.id AS id, r.key AS key, p.id AS project,
       p.name AS name, p.status AS status, p.`end` AS `end`, r.action AS action,
       r.date AS date, r.committed AS committed, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id
UNION
UNWIND $ids AS id
MATCH (o:DataObject {id: id})<-[:CARRIES]-(:Flow)<-[:EMITS]-(a:Application)<-[r:IMPACTS]-(p:Project)
RETURN o.id AS object, 'Application' AS kind, a.id AS id, r.key AS key, p.id AS project,
       p.name AS name, p.status AS status, p.`end` AS `end`, r.action AS action,
       r.date AS date, r.committed AS committed, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id
UNION
UNWIND $ids AS id
MATCH (o:DataObject {id: id})<-[:CARRIES]-(:Flow)-[:FEEDS]->(a:Application)<-[r:IMPACTS]-(p:Project)
RETURN o.id AS object, 'Application' AS kind, a.id AS id, r.key AS key, p.id AS project,
       p.name AS name, p.status AS status, p.`end` AS `end`, r.action AS action,
       r.date AS date, r.committed AS committed, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id
