// name: store.anything
// Whether the database holds anything at all.
// returns: nodes: int
// mode: read
MATCH (n)
RETURN count(n) AS nodes
ORDER BY nodes
