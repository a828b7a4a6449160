// name: store.count_relation
// How many relations a type has.
// returns: count: int
// mode: read
// fill: type
MATCH ()-[r:`{{type}}`]->()
RETURN count(*) AS count
ORDER BY count
