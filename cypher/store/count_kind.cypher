// name: store.count_kind
// How many nodes a kind has.
// returns: count: int
// mode: read
// fill: label
MATCH (n:`{{label}}`)
RETURN count(*) AS count
ORDER BY count
