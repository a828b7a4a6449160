// name: impact.node.organisation
// An organisation.
// params: id: string
// returns: id: string, name: string
// mode: read
// around: yes
MATCH (n:Organisation {id: $id})
RETURN n.id AS id, n.name AS name
ORDER BY id
