// name: store.undeclared
// What nodes of a kind hold beside what is known: on how many, with its least and its greatest value.
// params: known: list
// returns: name: string, filled: int, ends: list
// mode: read
// fill: label
MATCH (n:`{{label}}`)
UNWIND [name IN keys(n) WHERE NOT name IN $known] AS name
RETURN name, count(*) AS filled, [min(n[name]), max(n[name])] AS ends
ORDER BY name
