// name: impact.node.technology
// A technology.
// params: id: string
// returns: id: string, name: string
// mode: read
// around: yes
MATCH (n:Technology {id: $id})
RETURN n.id AS id, n.name AS name
ORDER BY id
