// name: checks.technology.unsupported_technology_in_use
// id: TE-01
// severity: MAJOR
// title en: An application runs on a technology that nobody supports any more
// title fr: Une application repose sur un composant que plus personne ne supporte
// why en: Its flaws are no longer mended: each one found stays open.
// why fr: Ses failles ne sont plus corrigées : chaque faille trouvée reste ouverte.
// remedy en: Plan its replacement; where the risk is taken knowingly, state risk_accepted_until.
// remedy fr: Prévoir son remplacement ; si le risque est assumé, renseigner risk_accepted_until.
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date
// mode: read
MATCH (p:Application|Module)-[u:USES_TECH]->(t:Technology)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(u.valid_from <= $at, true) AND coalesce(u.valid_to > $at, true)
      AND coalesce(u.risk_accepted_until <= $at, true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH coalesce(w.id, p.id) AS node, coalesce(w.name, p.name) AS name, t
WHERE coalesce(t.vendor_extended_end, t.vendor_support_end) <= $at
RETURN DISTINCT node AS node, 'Application' AS kind, name AS name, t.id AS other,
       t.name AS other_name, 'USES_TECH' AS relation,
       coalesce(t.vendor_extended_end, t.vendor_support_end) AS date
ORDER BY node, other
