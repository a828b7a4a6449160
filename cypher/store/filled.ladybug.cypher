// name: store.filled
// How many nodes of a kind have something in a column.
// returns: filled: int
// mode: read
// fill: label, column
MATCH (n:`{{label}}`) WHERE n.`{{column}}` IS NOT NULL RETURN count(*) AS filled
