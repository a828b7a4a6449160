// name: store.update_nodes
// New values of nodes, from an Arrow table; an unset attribute is null there.
// params: rows: rows
// mode: write
// fill: label
// each value: `{name}` AS `new_{name}`
// each change: n.`{name}` = `new_{name}`
LOAD FROM $rows
WITH `id` AS `wanted`, {{value}}
MATCH (n:`{{label}}` {id: `wanted`})
SET {{change}}
