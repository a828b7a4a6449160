// name: find.node
// The node of that id, whatever its kind, with all it has.
// params: id: string
// returns: kind: string, node: map
// mode: read
MATCH (n:Domain|Scope|Application|Module|Flow|DataObject|Technology|Provider|Journey|Organisation|Need|Period|Person|Project|Milestone|Plateau|Decision {id: $id})
RETURN labels(n)[0] AS kind, properties(n) AS node
ORDER BY kind
