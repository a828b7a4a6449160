// name: impact.node.person
// A person, and the day they left.
// params: id: string
// returns: id: string, name: string, left_on: date
// mode: read
// around: yes
MATCH (n:Person {id: $id})
RETURN n.id AS id, n.name AS name, n.left_on AS left_on
ORDER BY id
