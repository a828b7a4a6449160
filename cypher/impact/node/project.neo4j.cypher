// name: impact.node.project
// A project: where it stands and when it ends.
// params: ids: list
// returns: id: string, name: string, status: string, end: date
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Project {id: id})
RETURN n.id AS id, n.name AS name, n.status AS status, n.`end` AS `end`
ORDER BY id
