// name: checks.coverage.scope_without_primary
// id: CO-02
// severity: MAJOR
// title en: Several applications cover a scope and none is the primary one
// title fr: Plusieurs applications couvrent un périmètre et aucune n’est la principale
// why en: Nobody knows which one is meant to stay, where to put an evolution, or which one others may be switched off for.
// why fr: Nul ne sait laquelle doit rester, où porter une évolution, ni au profit de laquelle arrêter les autres.
// remedy en: Say which one is PRIMARY (role of its coverage); the others are SECONDARY.
// remedy fr: Dire laquelle est PRIMARY (rôle de sa couverture) ; les autres sont SECONDARY.
// assessed: COVERS.role
// detail: Application
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
      AND coalesce(c.level, 'FULL') <> 'PLANNED'
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH s, coalesce(w.id, p.id) AS application, c.role AS role, CASE coalesce(c.level, 'FULL')
      WHEN 'FULL' THEN 4 WHEN 'PARTIAL' THEN 3 WHEN 'MARGINAL' THEN 2 ELSE 1 END AS level
WITH s, collect(DISTINCT application) AS applications,
     sum(CASE WHEN role = 'PRIMARY' THEN 1 ELSE 0 END) AS primaries,
     sum(CASE WHEN level = 4 THEN 1 ELSE 0 END) AS full,
     sum(CASE WHEN level = 3 THEN 1 ELSE 0 END) AS partial,
     sum(CASE WHEN level = 2 THEN 1 ELSE 0 END) AS marginal,
     sum(CASE WHEN level = 4 AND role IS NULL THEN 1 ELSE 0 END) AS full_unstated,
     sum(CASE WHEN level = 3 AND role IS NULL THEN 1 ELSE 0 END) AS partial_unstated,
     sum(CASE WHEN level = 2 AND role IS NULL THEN 1 ELSE 0 END) AS marginal_unstated
// A role unstated is PRIMARY for the application that is alone at the best level.
WHERE size(applications) > 1 AND primaries = 0
  AND NOT (full = 1 AND full_unstated = 1)
  AND NOT (full = 0 AND partial = 1 AND partial_unstated = 1)
  AND NOT (full = 0 AND partial = 0 AND marginal = 1 AND marginal_unstated = 1)
RETURN s.id AS node, 'Scope' AS kind, s.name AS name, 'COVERS' AS relation,
       applications AS detail
ORDER BY node
