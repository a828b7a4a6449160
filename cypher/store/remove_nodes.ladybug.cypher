// name: store.remove_nodes
// Nodes that go; it fails where one still has relations.
// params: rows: rows
// mode: write
// fill: label
LOAD FROM $rows
WITH `id` AS `wanted`
MATCH (n:`{{label}}` {id: `wanted`})
DELETE n
