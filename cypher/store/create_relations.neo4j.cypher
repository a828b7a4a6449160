// name: store.create_relations
// New relations of a type between two kinds.
// params: rows: rows
// returns: written: int
// mode: write
// fill: type, source, target
UNWIND $rows AS row
MATCH (a:`{{source}}` {id: row.from})
MATCH (b:`{{target}}` {id: row.to})
CREATE (a)-[r:`{{type}}`]->(b)
SET r = row.values
RETURN count(*) AS written
