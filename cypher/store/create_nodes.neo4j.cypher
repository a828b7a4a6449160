// name: store.create_nodes
// New nodes of a kind.
// params: rows: rows
// returns: written: int
// mode: write
// fill: label
UNWIND $rows AS row
CREATE (n:`{{label}}`)
SET n = row
RETURN count(*) AS written
