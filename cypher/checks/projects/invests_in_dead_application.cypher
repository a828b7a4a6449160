// name: checks.projects.invests_in_dead_application
// id: PR-02
// severity: MAJOR
// title en: A project builds on an application that is on its way out
// title fr: Un projet construit sur une application en fin de vie
// why en: What is built goes with it, unless the programme replaces it.
// why fr: Ce qui est construit disparaît avec elle, sauf si le programme la remplace.
// remedy en: Build on the successor, or move the retirement.
// remedy fr: Construire sur le successeur, ou reporter le retrait.
// detail: Action
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, detail: string
// mode: read
MATCH (p:Project)-[r:IMPACTS]->(a:Application)
WHERE r.action IN ['MODIFY', 'EXTEND', 'ROLL_OUT'] AND coalesce(p.status <> 'STOPPED', true)
      AND coalesce(p.status <> 'DONE', true)
WITH p, r.action AS action, coalesce(r.date, p.`end`, $at) AS day, a
WHERE a.disposition = 'ELIMINATE' OR a.phase_out <= day OR a.phase = 'PHASE_OUT'
   OR a._live_to_{{plan}} <= day
OPTIONAL MATCH (g:Project)-[:CONTAINS]->(p)
WITH p, action, day, a, coalesce(g.id, p.id) AS programme
OPTIONAL MATCH (q:Project)-[x:IMPACTS]->(a)
WHERE x.action IN ['RETIRE', 'REPLACE', 'MIGRATE']
OPTIONAL MATCH (h:Project)-[:CONTAINS]->(q)
WITH p, action, day, a, programme, coalesce(h.id, q.id, '') AS ending
WITH p, action, day, a, sum(CASE WHEN ending = programme THEN 1 ELSE 0 END) AS ended
WHERE ended = 0
RETURN p.id AS node, 'Project' AS kind, p.name AS name, a.id AS other, a.name AS other_name,
       'IMPACTS' AS relation, day AS date, action AS detail
ORDER BY node, other, date, detail
