// name: find.relations_to
// Every relation that leads to a node, whatever its kind, with the other end.
// params: id: string
// returns: type: string, relation: map, kind: string, id: string, name: string
// mode: read
MATCH (n:Domain|Scope|Application|Module|Flow|DataObject|Technology|Provider|Journey|Organisation|Need|Period|Person|Project|Milestone|Plateau|Decision {id: $id})<-[r]-(m)
RETURN label(r) AS type, r AS relation, label(m) AS kind, m.id AS id, m.name AS name
ORDER BY type, id, r.key
