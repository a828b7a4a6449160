// name: checks.lifecycle.phase_out_without_successor
// id: LC-06
// severity: MAJOR
// title en: An application is being phased out, and no other takes over what it covers
// title fr: Une application est en cours de retrait et aucune autre ne reprend ce qu’elle couvre
// why en: On the day it goes, the scopes named are left without.
// why fr: Le jour où elle part, les périmètres cités restent sans rien.
// remedy en: State its successor (REPLACED_BY), or who covers these scopes as well as it does.
// remedy fr: Déclarer son successeur (REPLACED_BY), ou qui couvre ces périmètres aussi bien.
// detail: Scope
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, date: date, detail: list
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
  AND NOT EXISTS { MATCH (a)-[:REPLACED_BY]->(:Application) }
WITH a
WHERE a.phase_out IS NOT NULL OR coalesce(a.phase = 'PHASE_OUT', false)
OPTIONAL MATCH (a)-[:CONTAINS]->(m:Module)
WITH a, collect(m.id) + [a.id] AS parts
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
      AND coalesce(c.level, 'FULL') <> 'PLANNED' AND p.id IN parts
WITH a, parts, s, max(CASE coalesce(c.level, 'FULL') WHEN 'FULL' THEN 4 WHEN 'PARTIAL'
      THEN 3 WHEN 'MARGINAL' THEN 2 ELSE 1 END) AS level
OPTIONAL MATCH (q:Application|Module)-[d:COVERS]->(s)
WHERE coalesce(d.valid_to > $at, true) AND coalesce(d.level, 'FULL') <> 'PLANNED'
      AND $at < q._live_to_{{plan}}
  AND q.phase_out IS NULL AND coalesce(q.phase <> 'PHASE_OUT', true)
WITH a, s, level, CASE WHEN q.id IS NULL OR q.id IN parts THEN 'NONE'
      ELSE coalesce(d.level, 'FULL') END AS other
WITH a, s, level, max(CASE other WHEN 'FULL' THEN 4 WHEN 'PARTIAL'
      THEN 3 WHEN 'MARGINAL' THEN 2 ELSE 0 END) AS others
WHERE others < level
RETURN a.id AS node, 'Application' AS kind, a.name AS name, 'REPLACED_BY' AS relation,
       a.phase_out AS date, collect(DISTINCT s.id) AS detail
ORDER BY node
