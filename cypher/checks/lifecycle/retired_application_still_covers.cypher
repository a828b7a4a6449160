// name: checks.lifecycle.retired_application_still_covers
// id: LC-03
// severity: MAJOR
// title en: A retired application is still stated to cover scopes
// title fr: Une application retirée est encore déclarée couvrir des périmètres
// why en: Who reads its sheet believes the scopes are served.
// why fr: Qui lit sa fiche croit les périmètres servis.
// remedy en: End its coverages (valid_to), or correct the retirement.
// remedy fr: Clore ses couvertures (valid_to), ou corriger le retrait.
// detail: Scope
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, date: date, detail: list
// mode: read
MATCH (p:Application)-[c:COVERS]->(s:Scope)
WHERE p._live_to_{{plan}} <= $at AND coalesce(c.valid_from <= $at, true)
      AND coalesce(c.valid_to > $at, true) AND coalesce(c.level, 'FULL') <> 'PLANNED'
  AND (p._live_from_{{plan}} < p._live_to_{{plan}} OR coalesce(p.phase = 'RETIRED', false))
WITH p, collect(DISTINCT s.id) AS scopes
RETURN p.id AS node, 'Application' AS kind, p.name AS name, 'COVERS' AS relation,
       CASE WHEN p._live_from_{{plan}} < p._live_to_{{plan}} THEN p._live_to_{{plan}}
             ELSE NULL END AS date,
       scopes AS detail
UNION ALL
MATCH (p:Module)-[c:COVERS]->(s:Scope)
WHERE p._live_to_{{plan}} <= $at AND coalesce(c.valid_from <= $at, true)
      AND coalesce(c.valid_to > $at, true) AND coalesce(c.level, 'FULL') <> 'PLANNED'
  AND (p._live_from_{{plan}} < p._live_to_{{plan}} OR coalesce(p.phase = 'RETIRED', false))
WITH p, collect(DISTINCT s.id) AS scopes
RETURN p.id AS node, 'Module' AS kind, p.name AS name, 'COVERS' AS relation,
       CASE WHEN p._live_from_{{plan}} < p._live_to_{{plan}} THEN p._live_to_{{plan}}
             ELSE NULL END AS date,
       scopes AS detail
