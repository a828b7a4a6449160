// name: checks.projects.journey_through_uncovered_scope
// id: JO-01
// severity: MAJOR
// title en: A journey passes through a scope that no application covers
// title fr: Un parcours traverse un périmètre qu’aucune application ne couvre
// why en: The step is done by hand, or the customer stops there.
// why fr: L’étape se fait à la main, ou le client s’y arrête.
// remedy en: Cover the scope, or set its target_coverage to NONE where people do the work.
// remedy fr: Couvrir le périmètre, ou mettre sa target_coverage à NONE si ce sont des personnes qui font le travail.
// assessed: Scope COVERS
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: severity: string, detail: string, parent: string, parent_name: string
// mode: read
MATCH (j:Journey)-[t:PASSES_THROUGH]->(s:Scope)
WHERE coalesce(t.valid_from <= $at, true) AND coalesce(t.valid_to > $at, true)
WITH j, t.step AS step, coalesce(t.essential, true) AS essential, s
WHERE coalesce(s.target_coverage <> 'NONE', true)
  AND NOT EXISTS { MATCH (:Scope)-[:REALISES]->(s) }
OPTIONAL MATCH (s)-[:CONTAINS*1..4]->(below:Scope)
WITH j, step, essential, s, collect(below.id) AS parts
OPTIONAL MATCH (p:Application|Module)-[c:COVERS]->(x:Scope)
WHERE (x.id = s.id OR x.id IN parts) AND p._live_from_{{plan}} <= $at
      AND $at < p._live_to_{{plan}} AND coalesce(c.valid_from <= $at, true)
      AND coalesce(c.valid_to > $at, true) AND coalesce(c.level, 'FULL') <> 'PLANNED'
WITH j, step, essential, s, count(p.id) AS covering
WHERE covering = 0
WITH j, step, s, essential AND (s.target_coverage IS NOT NULL
     OR coalesce(s.criticality IN ['BUSINESS_CRITICAL', 'MISSION_CRITICAL'], false)
     OR coalesce(j.criticality IN ['BUSINESS_CRITICAL', 'MISSION_CRITICAL'], false)) AS matters
RETURN j.id AS node, 'Journey' AS kind, j.name AS name, s.id AS other, s.name AS other_name,
       'PASSES_THROUGH' AS relation, CASE WHEN matters THEN 'MAJOR' ELSE 'MINOR' END AS severity,
       step AS detail, CASE WHEN matters THEN NULL ELSE j.id END AS parent,
       CASE WHEN matters THEN NULL ELSE j.name END AS parent_name
ORDER BY node, other, detail
