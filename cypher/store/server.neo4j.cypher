// name: store.server
// The server's version and edition.
// returns: version: string, edition: string
// mode: read
CALL dbms.components() YIELD name, versions, edition
WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS version, edition
ORDER BY version
