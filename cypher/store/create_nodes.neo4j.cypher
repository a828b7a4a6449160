// name: store.create_nodes
// New nodes of any kinds, and where they are. Kinds are not places in the text: the server plans each text it has not seen, and that costs more than to write.
// params: rows: rows
// returns: kinds: list, ids: list, elements: list
// mode: write
UNWIND $rows AS row
CREATE (n:$(row.kind))
SET n = row.values
RETURN collect(row.kind) AS kinds, collect(n.id) AS ids, collect(elementId(n)) AS elements
