// name: impact.node.milestone
// A milestone: its day.
// params: id: string
// returns: id: string, name: string, date: date
// mode: read
// around: yes
MATCH (n:Milestone {id: $id})
RETURN n.id AS id, n.name AS name, n.date AS date
ORDER BY id
