// name: store.replace_relations
// All values of relations between two kinds: what a row leaves out is unset.
// params: rows: rows
// returns: written: int
// mode: write
// fill: type, source, target
UNWIND $rows AS row
MATCH (a:`{{source}}`)-[r:`{{type}}` {_key: row.values._key}]->(b:`{{target}}`)
USING INDEX SEEK r:`{{type}}`(_key)
SET r = row.values
RETURN count(*) AS written
