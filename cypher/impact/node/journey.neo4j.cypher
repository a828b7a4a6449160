// name: impact.node.journey
// A journey: how critical it is.
// params: ids: list
// returns: id: string, name: string, criticality: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Journey {id: id})
RETURN n.id AS id, n.name AS name, n.criticality AS criticality
ORDER BY id
