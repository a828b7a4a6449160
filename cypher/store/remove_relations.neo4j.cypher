// name: store.remove_relations
// Relations between two kinds that go.
// params: rows: rows
// returns: written: int
// mode: write
// fill: type, source, target
UNWIND $rows AS row
MATCH (a:`{{source}}`)-[r:`{{type}}` {key: row.key}]->(b:`{{target}}`)
USING INDEX SEEK r:`{{type}}`(key)
DELETE r
RETURN count(*) AS written
