// name: store.replace_nodes
// All values of nodes: what a row leaves out is unset.
// params: rows: rows
// returns: written: int
// mode: write
// fill: label
UNWIND $rows AS row
MATCH (n:`{{label}}` {id: row.id})
SET n = row
RETURN count(*) AS written
