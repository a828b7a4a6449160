// name: store.remove_relations
// Relations between two kinds that go.
// params: rows: rows
// returns: written: int
// mode: write
// fill: type, source, target
UNWIND $rows AS row
MATCH (a:`{{source}}` {id: row.from})
MATCH (b:`{{target}}` {id: row.to})
MATCH (a)-[r:`{{type}}` {key: row.key}]->(b)
DELETE r
RETURN count(*) AS written
