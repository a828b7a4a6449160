// name: impact.holders_of_roles
// Who holds one of some roles, on anything.
// params: roles: list
// returns: key: string, kind: string, id: string, to_kind: string, to: string, role: string
// returns: raci: string, deputy: bool, valid_from: date, valid_to: date
// mode: read
MATCH (x:Organisation)-[r:RESPONSIBLE_FOR]->(n)
WHERE r.role IN $roles
RETURN r.key AS key, 'Organisation' AS kind, x.id AS id, labels(n)[0] AS to_kind, n.id AS `to`, r.role AS role,
       r.raci AS raci, r.deputy AS deputy, r.valid_from AS valid_from, r.valid_to AS valid_to
UNION ALL
MATCH (x:Person)-[r:RESPONSIBLE_FOR]->(n)
WHERE r.role IN $roles
RETURN r.key AS key, 'Person' AS kind, x.id AS id, labels(n)[0] AS to_kind, n.id AS `to`, r.role AS role,
       r.raci AS raci, r.deputy AS deputy, r.valid_from AS valid_from, r.valid_to AS valid_to
