// name: store.project
// What of a project decides whether and when its actions count.
// params: id: string
// returns: id: string, status: string, end: date
// mode: read
MATCH (p:Project {id: $id})
RETURN p.id AS id, p.status AS status, p.`end` AS `end`
ORDER BY id
