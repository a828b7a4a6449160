// name: find.names
// What everything is called: to search, and to suggest what was meant.
// returns: kind: string, id: string, name: string, aliases: list, external_ids: list
// mode: read
MATCH (n:Domain|Scope|Application|Module|Flow|DataObject|Technology|Provider|Journey|Organisation|Need|Period|Person|Project|Milestone|Plateau|Decision)
RETURN labels(n)[0] AS kind, n.id AS id, n.name AS name, n.aliases AS aliases, n.external_ids AS external_ids
ORDER BY kind, id
