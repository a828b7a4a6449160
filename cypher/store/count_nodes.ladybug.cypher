// name: store.count_nodes
// How many nodes each kind has that has any: at once, since each statement costs more than counting.
// returns: family: string, count: int
// mode: read
MATCH (n)
RETURN label(n) AS family, count(*) AS count
ORDER BY family
