// name: export.create_nodes
// Nodes of a kind, in a script that rebuilds a portfolio: its rows are written out in their place.
// params: rows: rows
// mode: write
// fill: label
UNWIND $rows AS row
CREATE (n:`{{label}}`)
SET n = row
