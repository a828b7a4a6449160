// name: store.update_relations
// New values of relations between two kinds, from an Arrow table.
// params: rows: rows
// mode: write
// fill: type, source, target
// each value: `{name}` AS `new_{name}`
// each change: r.`{name}` = `new_{name}`
LOAD FROM $rows
WITH `key` AS `wanted`, {{value}}
MATCH (:`{{source}}`)-[r:`{{type}}`]->(:`{{target}}`)
WHERE r.`key` = `wanted`
SET {{change}}
