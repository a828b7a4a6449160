// name: checks.projects.ended_project_actions_not_applied
// id: PR-05
// severity: MAJOR
// title en: A project has ended, and what it did is not in the dates of its targets
// title fr: Un projet est terminé, et ce qu’il a fait n’est pas dans les dates de ses cibles
// why en: With the project gone from the plans, the application comes back to life, or never begins.
// why fr: Le projet sorti des plans, l’application revit, ou ne commence jamais.
// remedy en: Write the date into the target (retired, active).
// remedy fr: Inscrire la date dans la cible (retired, active).
// detail: Action
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, detail: string
// mode: read
MATCH (p:Project)-[r:IMPACTS]->(a:Application)
WHERE coalesce(p.status <> 'STOPPED', true)
WITH p, r.action AS action, coalesce(r.date, p.`end`) AS day, a
WHERE (p.status = 'DONE' OR p.`end` <= $at) AND coalesce(day <= $at, true)
  AND ((action IN ['RETIRE', 'REPLACE', 'WITHDRAW']
        AND a._live_from_none <= $at AND $at < a._live_to_none)
       OR (action IN ['CREATE', 'ROLL_OUT'] AND a._live_from_none > $at))
RETURN p.id AS node, 'Project' AS kind, p.name AS name, a.id AS other, a.name AS other_name,
       'IMPACTS' AS relation, day AS date, action AS detail
UNION ALL
MATCH (p:Project)-[r:IMPACTS]->(a:Flow)
WHERE coalesce(p.status <> 'STOPPED', true)
WITH p, r.action AS action, coalesce(r.date, p.`end`) AS day, a
WHERE (p.status = 'DONE' OR p.`end` <= $at) AND coalesce(day <= $at, true)
  AND ((action IN ['RETIRE', 'REPLACE', 'WITHDRAW']
        AND a._live_from_none <= $at AND $at < a._live_to_none)
       OR (action IN ['CREATE', 'ROLL_OUT'] AND a._live_from_none > $at))
RETURN p.id AS node, 'Project' AS kind, p.name AS name, a.id AS other, a.name AS other_name,
       'IMPACTS' AS relation, day AS date, action AS detail
