// name: store.scan_relation
// Every relation of a type with its two ends, in no order.
// returns: from_kind: string, from: string, to_kind: string, to: string
// mode: read
// fill: type
// each column: r.`{name}` AS `{name}`
MATCH (a)-[r:`{{type}}`]->(b)
RETURN label(a) AS from_kind, a.id AS `from`, label(b) AS to_kind, b.id AS `to`, {{column}}
