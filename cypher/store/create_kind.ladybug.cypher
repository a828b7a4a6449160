// name: store.create_kind
// The table of a kind of node.
// mode: schema
// fill: label
// each column: `{name}` {type}
CREATE NODE TABLE `{{label}}`({{column}}, PRIMARY KEY(`id`))
