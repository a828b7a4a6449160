// name: checks.coverage.uncovered_scope
// id: CO-01
// severity: MAJOR
// title en: A scope is covered by no application
// title fr: Un périmètre n’est couvert par aucune application
// why en: What the scope stands for is done by hand, outside the information system, or by something nobody recorded.
// why fr: Ce que porte le périmètre se fait à la main, hors du système d’information, ou par quelque chose que personne n’a recensé.
// remedy en: State the application that covers it, plan one, or set target_coverage to NONE where none is meant.
// remedy fr: Déclarer l’application qui le couvre, en prévoir une, ou mettre target_coverage à NONE si aucune n’est voulue.
// assessed: Scope COVERS
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, severity: string, parent: string
// returns: parent_name: string
// mode: read
MATCH (s:Scope)
WHERE coalesce(s.target_coverage <> 'NONE', true)
  AND NOT EXISTS { MATCH (s)-[:CONTAINS]->(:Scope) }
  AND NOT EXISTS { MATCH (:Scope)-[:REALISES]->(s) }
  AND NOT EXISTS {
    MATCH (p:Application|Module)-[c:COVERS]->(s)
    WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
          AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
          AND coalesce(c.level, 'FULL') <> 'PLANNED'
  }
OPTIONAL MATCH (above:Domain|Scope)-[:CONTAINS]->(s)
RETURN s.id AS node, 'Scope' AS kind, s.name AS name, 'COVERS' AS relation,
       CASE WHEN s.criticality = 'MISSION_CRITICAL' THEN 'CRITICAL'
            WHEN s.target_coverage IS NOT NULL OR s.criticality = 'BUSINESS_CRITICAL' THEN 'MAJOR'
            ELSE 'MINOR' END AS severity,
       CASE WHEN s.target_coverage IS NULL THEN above.id ELSE NULL END AS parent,
       CASE WHEN s.target_coverage IS NULL THEN above.name ELSE NULL END AS parent_name
ORDER BY node
