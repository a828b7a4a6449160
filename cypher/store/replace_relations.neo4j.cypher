// name: store.replace_relations
// All values of relations, found by their keys: what a row leaves out is unset.
// params: rows: rows
// returns: written: int
// mode: write
// fill: type
UNWIND $rows AS row
MATCH ()-[r:`{{type}}` {_key: row._key}]->()
USING INDEX SEEK r:`{{type}}`(_key)
SET r = row
RETURN count(*) AS written
