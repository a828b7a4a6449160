// name: impact.node.organisation
// An organisation.
// params: ids: list
// returns: id: string, name: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Organisation {id: id})
RETURN n.id AS id, n.name AS name
ORDER BY id
