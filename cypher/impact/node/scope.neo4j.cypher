// name: impact.node.scope
// A scope: how critical it is, and what outage it bears.
// params: ids: list
// returns: id: string, name: string, criticality: string, max_tolerable_downtime_h: float
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Scope {id: id})
RETURN n.id AS id, n.name AS name, n.criticality AS criticality,
       n.max_tolerable_downtime_h AS max_tolerable_downtime_h
ORDER BY id
