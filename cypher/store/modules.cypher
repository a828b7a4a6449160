// name: store.modules
// Every module with the application it is a part of.
// returns: module: string, application: string
// mode: read
MATCH (a:Application)-[:CONTAINS]->(m:Module)
RETURN m.id AS module, a.id AS application
ORDER BY module
