// name: lineage.transformed_by_application
// What an application hands on transformed: its flows, each with the object it declares to have made.
// params: id: string
// returns: id: string, flow: string, object: string, transformation: string
// mode: read
// around: yes
MATCH (x:Application {id: $id})-[:EMITS]->(f:Flow)-[c:CARRIES]->(o:DataObject)
WHERE c.transformation <> 'NONE'
RETURN DISTINCT x.id AS id, f.id AS flow, o.id AS object, c.transformation AS transformation
ORDER BY id, flow, object, transformation
