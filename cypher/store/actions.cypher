// name: store.actions
// What projects do to whatever has a lifecycle, with what decides whether and when it counts.
// returns: kind: string, target: string, key: string, project: string, action: string, date: date
// returns: committed: bool, status: string, project_end: date
// mode: read
MATCH (p:Project)-[r:IMPACTS]->(n:Application)
RETURN 'Application' AS kind, n.id AS target, r.`key` AS `key`, p.id AS project, r.action AS action,
       r.date AS date, r.committed AS committed, p.status AS status, p.`end` AS project_end
UNION ALL
MATCH (p:Project)-[r:IMPACTS]->(n:Flow)
RETURN 'Flow' AS kind, n.id AS target, r.`key` AS `key`, p.id AS project, r.action AS action,
       r.date AS date, r.committed AS committed, p.status AS status, p.`end` AS project_end
