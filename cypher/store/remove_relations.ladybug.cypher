// name: store.remove_relations
// Relations between two kinds that go.
// params: rows: rows
// mode: write
// fill: type, source, target
LOAD FROM $rows
WITH `key` AS `wanted`
MATCH (:`{{source}}`)-[r:`{{type}}`]->(:`{{target}}`)
WHERE r.`key` = `wanted`
DELETE r
