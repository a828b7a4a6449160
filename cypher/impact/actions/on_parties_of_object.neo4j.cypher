// name: impact.actions.on_parties_of_object
// What projects do to the applications that send or receive a data object.
// params: ids: list
// returns: object: string, id: string, key: string, project: string, name: string
// returns: status: string, end: date, action: string, date: date, committed: bool
// returns: confidence: float, sources: list, batch_id: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (o:DataObject {id: id})<-[:CARRIES]-(:Flow)<-[:EMITS]-(a:Application)<-[r:IMPACTS]-(p:Project)
RETURN o.id AS object, a.id AS id, r.key AS key, p.id AS project,
       p.name AS name, p.status AS status, p.`end` AS `end`, r.action AS action,
       r.date AS date, r.committed AS committed, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id
UNION
UNWIND $ids AS id
MATCH (o:DataObject {id: id})<-[:CARRIES]-(:Flow)-[:FEEDS]->(a:Application)<-[r:IMPACTS]-(p:Project)
RETURN o.id AS object, a.id AS id, r.key AS key, p.id AS project,
       p.name AS name, p.status AS status, p.`end` AS `end`, r.action AS action,
       r.date AS date, r.committed AS committed, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id
