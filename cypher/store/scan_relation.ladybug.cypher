// name: store.scan_relation
// Every relation of a type with its two ends, in no order; the kinds at its ends make it quicker to compile.
// returns: from_kind: string, from: string, to_kind: string, to: string
// mode: read
// fill: type, source, target
// each column: r.`{name}` AS `{name}`
MATCH (a:{{source}})-[r:`{{type}}`]->(b:{{target}})
RETURN label(a) AS from_kind, a.id AS `from`, label(b) AS to_kind, b.id AS `to`, {{column}}
