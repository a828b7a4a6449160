// name: store.remove_nodes
// Nodes that go; it fails where one still has relations.
// params: rows: rows
// returns: written: int
// mode: write
// fill: label
UNWIND $rows AS row
MATCH (n:`{{label}}` {id: row.id})
USING INDEX SEEK n:`{{label}}`(id)
DELETE n
RETURN count(*) AS written
