// name: impact.node.journey
// A journey: how critical it is.
// params: id: string
// returns: id: string, name: string, criticality: string
// mode: read
// around: yes
MATCH (n:Journey {id: $id})
RETURN n.id AS id, n.name AS name, n.criticality AS criticality
ORDER BY id
