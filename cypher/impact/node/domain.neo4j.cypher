// name: impact.node.domain
// A domain: its name.
// params: ids: list
// returns: id: string, name: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Domain {id: id})
RETURN n.id AS id, n.name AS name
ORDER BY id
