// name: checks.projects.retires_without_replacement
// id: PR-04
// severity: MAJOR
// title en: A project retires an application that nothing replaces
// title fr: Un projet retire une application que rien ne remplace
// why en: What it covers is lost on that day.
// why fr: Ce qu’elle couvre est perdu ce jour-là.
// remedy en: State the successor (REPLACED_BY), or end its coverages as no longer needed.
// remedy fr: Déclarer le successeur (REPLACED_BY), ou clore ses couvertures devenues inutiles.
// detail: Action
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, detail: string
// mode: read
MATCH (p:Project)-[r:IMPACTS]->(a:Application)
WHERE r.action IN ['RETIRE', 'WITHDRAW'] AND coalesce(p.status <> 'STOPPED', true)
      AND coalesce(p.status <> 'DONE', true)
WITH p, r.action AS action, coalesce(r.date, p.`end`) AS day, a
WHERE NOT EXISTS { MATCH (a)-[:REPLACED_BY]->(:Application) }
WITH p, action, day, a
WHERE EXISTS { MATCH (a)-[c:COVERS]->(:Scope) WHERE coalesce(c.valid_to > $at, true)
        AND coalesce(c.level, 'FULL') <> 'PLANNED' }
  OR EXISTS { MATCH (a)-[:CONTAINS]->(:Module)-[c:COVERS]->(:Scope)
        WHERE coalesce(c.valid_to > $at, true) AND coalesce(c.level, 'FULL') <> 'PLANNED' }
RETURN p.id AS node, 'Project' AS kind, p.name AS name, a.id AS other, a.name AS other_name,
       'REPLACED_BY' AS relation, day AS date, action AS detail
ORDER BY node, other
