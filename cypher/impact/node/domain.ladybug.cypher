// name: impact.node.domain
// A domain: its name.
// params: id: string
// returns: id: string, name: string
// mode: read
// around: yes
MATCH (n:Domain {id: $id})
RETURN n.id AS id, n.name AS name
ORDER BY id
