// name: store.set_lives
// When nodes are live: only what is stored of that changes.
// params: rows: rows
// returns: written: int
// mode: write
// fill: label
UNWIND $rows AS row
MATCH (n:`{{label}}` {id: row.id})
USING INDEX SEEK n:`{{label}}`(id)
SET n += row
RETURN count(*) AS written
