// name: impact.node.milestone
// A milestone: its day.
// params: ids: list
// returns: id: string, name: string, date: date
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Milestone {id: id})
RETURN n.id AS id, n.name AS name, n.date AS date
ORDER BY id
