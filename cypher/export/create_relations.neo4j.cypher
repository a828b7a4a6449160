// name: export.create_relations
// Relations of a type between two kinds, in a script that rebuilds a portfolio.
// params: rows: rows
// mode: write
// fill: type, source, target
UNWIND $rows AS row
MATCH (a:`{{source}}` {id: row.a})
MATCH (b:`{{target}}` {id: row.b})
CREATE (a)-[r:`{{type}}`]->(b)
SET r = row.values
