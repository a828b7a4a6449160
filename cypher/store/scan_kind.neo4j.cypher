// name: store.scan_kind
// Every node of a kind, in no order.
// returns: id: string
// mode: read
// fill: label
// each column: n.`{name}` AS `{name}`
MATCH (n:`{{label}}`)
RETURN {{column}}
