// name: impact.node.project
// A project: where it stands and when it ends.
// params: id: string
// returns: id: string, name: string, status: string, end: date
// mode: read
// around: yes
MATCH (n:Project {id: $id})
RETURN n.id AS id, n.name AS name, n.status AS status, n.`end` AS `end`
ORDER BY id
