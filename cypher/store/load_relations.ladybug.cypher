// name: store.load_relations
// New relations between two kinds, from an Arrow table: both ends, then the table's columns.
// params: rows: rows
// mode: write
// fill: type, source, target
COPY `{{type}}` FROM $rows (from='{{source}}', to='{{target}}')
