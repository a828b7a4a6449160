// name: checks.coverage.covered_by_the_outgoing_only
// id: CO-09
// severity: MAJOR
// title en: A scope is covered only by applications that are to go
// title fr: Un périmètre n’est couvert que par des applications qui doivent disparaître
// why en: When they go, nothing is left; the successor takes longer to find than the contract lasts.
// why fr: Quand elles partiront, il ne restera rien ; trouver un successeur prend plus de temps que n’en laisse le contrat.
// remedy en: Plan what comes after: a coverage with valid_from, or a project.
// remedy fr: Prévoir la suite : une couverture avec valid_from, ou un projet.
// detail: Application
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE coalesce(c.valid_to > $at, true) AND $at < p._live_to_{{plan}}
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH s, coalesce(w.id, p.id) AS application,
     p._live_from_{{plan}} <= $at AND coalesce(c.valid_from <= $at, true)
           AND coalesce(c.level, 'FULL') <> 'PLANNED' AS now,
     coalesce(p.disposition = 'ELIMINATE', false) OR coalesce(w.disposition = 'ELIMINATE', false)
           OR coalesce(p.phase_out <= $at, false) OR coalesce(p.phase = 'PHASE_OUT', false)
           OR coalesce(w.phase_out <= $at, false) OR coalesce(w.phase = 'PHASE_OUT', false)
           AS outgoing
WITH s, collect(DISTINCT application) AS applications,
     sum(CASE WHEN now THEN 1 ELSE 0 END) AS serving,
     sum(CASE WHEN outgoing THEN 0 ELSE 1 END) AS staying
WHERE serving > 0 AND staying = 0 AND coalesce(s.target_coverage <> 'NONE', true)
  AND NOT EXISTS { MATCH (s)-[:CONTAINS]->(:Scope) }
RETURN s.id AS node, 'Scope' AS kind, s.name AS name, 'COVERS' AS relation,
       applications AS detail
ORDER BY node
