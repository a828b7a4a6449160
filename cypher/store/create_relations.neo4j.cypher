// name: store.create_relations
// New relations of any types, between nodes told by where they are: one text whatever they join.
// params: rows: rows
// returns: written: int
// mode: write
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row.from
MATCH (b) WHERE elementId(b) = row.to
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.values
RETURN count(*) AS written
