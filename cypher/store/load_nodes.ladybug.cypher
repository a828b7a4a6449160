// name: store.load_nodes
// New nodes, from an Arrow table with the columns of the kind's table in their order.
// params: rows: rows
// mode: write
// fill: label
COPY `{{label}}` FROM $rows
