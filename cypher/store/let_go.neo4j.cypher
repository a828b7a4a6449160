// name: store.let_go
// Some values of an attribute that go; run it until none is left.
// params: some: int
// returns: written: int
// mode: write
// fill: label, column
MATCH (n:`{{label}}`)
WHERE n.`{{column}}` IS NOT NULL
WITH n LIMIT $some
REMOVE n.`{{column}}`
RETURN count(*) AS written
