// name: impact.node.flow
// A flow: how critical it is, and how it is protected.
// params: ids: list
// returns: id: string, name: string, criticality: string, encrypted: bool, exposure: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Flow {id: id})
RETURN n.id AS id, n.name AS name, n.criticality AS criticality, n.encrypted AS encrypted,
       n.exposure AS exposure
ORDER BY id
