// name: impact.node.provider
// A provider: its name.
// params: id: string
// returns: id: string, name: string
// mode: read
// around: yes
MATCH (n:Provider {id: $id})
RETURN n.id AS id, n.name AS name
ORDER BY id
