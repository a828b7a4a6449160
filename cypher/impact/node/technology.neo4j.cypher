// name: impact.node.technology
// A technology.
// params: ids: list
// returns: id: string, name: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Technology {id: id})
RETURN n.id AS id, n.name AS name
ORDER BY id
