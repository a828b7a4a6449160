// name: store.count_relations
// How many relations each type has that has any.
// returns: family: string, count: int
// mode: read
MATCH ()-[r]->()
RETURN label(r) AS family, count(*) AS count
ORDER BY family
