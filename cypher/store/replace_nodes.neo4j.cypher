// name: store.replace_nodes
// All values of nodes: what a row leaves out is unset. The hint keeps a fresh load from being scanned.
// params: rows: rows
// returns: written: int
// mode: write
// fill: label
UNWIND $rows AS row
MATCH (n:`{{label}}` {id: row.id})
USING INDEX SEEK n:`{{label}}`(id)
SET n = row
RETURN count(*) AS written
