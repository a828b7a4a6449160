// name: store.remove_relations
// Relations between two kinds that go.
// params: rows: rows
// returns: written: int
// mode: write
// fill: type, source, target
UNWIND $rows AS row
MATCH (a:`{{source}}`)-[r:`{{type}}` {_key: row._key}]->(b:`{{target}}`)
USING INDEX SEEK r:`{{type}}`(_key)
DELETE r
RETURN count(*) AS written
