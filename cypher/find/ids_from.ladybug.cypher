// name: find.ids_from
// Ids that start so, to complete what is being typed.
// params: prefix: string
// returns: kind: string, id: string, name: string
// mode: read
MATCH (n:Domain|Scope|Application|Module|Flow|DataObject|Technology|Provider|Journey|Organisation|Need|Period|Person|Project|Milestone|Plateau|Decision)
WHERE n.id STARTS WITH $prefix
RETURN label(n) AS kind, n.id AS id, n.name AS name
ORDER BY id
LIMIT 200
