// name: impact.node.person
// A person, and the day they left.
// params: ids: list
// returns: id: string, name: string, left_on: date
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Person {id: id})
RETURN n.id AS id, n.name AS name, n.left_on AS left_on
ORDER BY id
