// name: checks.technology.banned_technology
// id: TE-03
// severity: MAJOR
// title en: An application runs on a banned technology
// title fr: Une application repose sur un composant interdit
// why en: The company has decided to be rid of it; each use that stays keeps all its costs.
// why fr: L’entreprise a décidé de s’en défaire ; chaque usage qui reste en maintient tous les coûts.
// remedy en: Plan its replacement; where an exception was granted, state risk_accepted_until.
// remedy fr: Prévoir son remplacement ; si une dérogation existe, renseigner risk_accepted_until.
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// mode: read
MATCH (p:Application|Module)-[u:USES_TECH]->(t:Technology)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(u.valid_from <= $at, true) AND coalesce(u.valid_to > $at, true)
      AND coalesce(u.risk_accepted_until <= $at, true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH coalesce(w.id, p.id) AS node, coalesce(w.name, p.name) AS name, t
WHERE t.standard = 'BANNED'
RETURN DISTINCT node AS node, 'Application' AS kind, name AS name, t.id AS other,
       t.name AS other_name, 'USES_TECH' AS relation
ORDER BY node, other
