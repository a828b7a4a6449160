// name: checks.projects.decision_overdue
// id: GO-01
// severity: MINOR
// title en: A decision was to be taken and is not
// title fr: Une décision devait être prise et ne l’est pas
// why en: What waits for it stands still, or goes on without it.
// why fr: Ce qui l’attend est arrêté, ou continue sans elle.
// remedy en: Take it, or set another day.
// remedy fr: La prendre, ou fixer un autre jour.
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, date: date
// mode: read
MATCH (d:Decision)
WHERE d.status = 'PROPOSED' AND d.due <= $at
OPTIONAL MATCH (d)-[:TAKEN_BY]->(o:Organisation)
WITH d, min(o.id) AS other
OPTIONAL MATCH (t:Organisation)
WHERE t.id = other
RETURN d.id AS node, 'Decision' AS kind, d.name AS name, other AS other, t.name AS other_name,
       d.due AS date
ORDER BY node
