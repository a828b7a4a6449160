// name: store.clear_kind
// Some nodes of a kind, with their relations, that go; run it until none is left.
// params: some: int
// returns: written: int
// mode: write
// fill: label
MATCH (n:`{{label}}`)
WITH n LIMIT $some
DETACH DELETE n
RETURN count(*) AS written
