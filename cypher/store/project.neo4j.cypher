// name: store.project
// What of a project decides whether and when its actions count.
// params: ids: list
// returns: id: string, status: string, end: date
// mode: read
UNWIND $ids AS id
MATCH (p:Project {id: id})
RETURN p.id AS id, p.status AS status, p.`end` AS `end`
ORDER BY id
