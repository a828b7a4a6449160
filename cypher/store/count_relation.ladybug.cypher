// name: store.count_relation
// How many relations a type has; the kinds at its ends make it quicker to compile.
// returns: count: int
// mode: read
// fill: type, source, target
MATCH (:{{source}})-[r:`{{type}}`]->(:{{target}})
RETURN count(*) AS count
ORDER BY count
