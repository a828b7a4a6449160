// name: impact.profile.project
// A project: where it stands, when it starts and ends.
// params: ids: list
// returns: id: string, name: string, status: string, start: date, end: date
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Project {id: id})
RETURN n.id AS id, n.name AS name, n.status AS status, n.start AS start, n.`end` AS `end`
ORDER BY id
