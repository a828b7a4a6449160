// name: impact.modules_of_application
// Which modules an application contains.
// params: id: string
// returns: id: string, module: string, key: string
// mode: read
// around: yes
MATCH (n:Application {id: $id})-[r:CONTAINS]->(m:Module)
RETURN n.id AS id, m.id AS module, r.key AS key
ORDER BY id, key
