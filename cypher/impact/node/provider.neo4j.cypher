// name: impact.node.provider
// A provider: its name.
// params: ids: list
// returns: id: string, name: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Provider {id: id})
RETURN n.id AS id, n.name AS name
ORDER BY id
