// name: store.remove_relations
// Relations that go: a key is enough to find one.
// params: rows: rows
// returns: written: int
// mode: write
// fill: type
UNWIND $rows AS row
MATCH ()-[r:`{{type}}` {_key: row._key}]->()
USING INDEX SEEK r:`{{type}}`(_key)
DELETE r
RETURN count(*) AS written
