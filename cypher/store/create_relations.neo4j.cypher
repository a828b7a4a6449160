// name: store.create_relations
// New relations of a type between two kinds.
// params: rows: rows
// returns: written: int
// mode: write
// fill: type, source, target
UNWIND $rows AS row
MATCH (a:`{{source}}` {id: row.from})
USING INDEX SEEK a:`{{source}}`(id)
MATCH (b:`{{target}}` {id: row.to})
USING INDEX SEEK b:`{{target}}`(id)
CREATE (a)-[r:`{{type}}`]->(b)
SET r = row.values
RETURN count(*) AS written
