// name: checks.flows.duplicate_flow
// id: FL-03
// severity: MINOR
// title en: Two flows carry the same object between the same ends in the same mode
// title fr: Deux flux portent le même objet entre les mêmes extrémités, dans le même mode
// why en: One of them is likely recorded twice; counts of interfaces are too high.
// why fr: L’un est sans doute recensé deux fois ; le nombre d’interfaces est surestimé.
// remedy en: Merge them (archrepo merge), or tell their modes apart.
// remedy fr: Les fusionner (archrepo merge), ou distinguer leurs modes.
// detail: DataObject
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, detail: list
// mode: read
MATCH (a:Application|Module|Organisation)-[e:EMITS]->(f:Flow)
WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
      AND coalesce(e.valid_from <= $at, true) AND coalesce(e.valid_to > $at, true)
WITH a, f
MATCH (f)-[t:FEEDS]->(b:Application|Module|Organisation)
WHERE coalesce(t.valid_from <= $at, true) AND coalesce(t.valid_to > $at, true)
WITH a, b, coalesce(f.mode, '?') AS mode, collect(f.id) AS alike
WHERE size(alike) > 1
UNWIND alike AS one
MATCH (f:Flow)-[:CARRIES]->(o:DataObject)
WHERE f.id = one
WITH a, b, mode, o.id AS carried, min(f.id) AS first, collect({id: f.id, name: f.name}) AS flows
WHERE size(flows) > 1
UNWIND flows AS flow
WITH first, carried, flow.id AS node, flow.name AS name
WHERE node <> first
RETURN node AS node, 'Flow' AS kind, name AS name, first AS other,
      collect(DISTINCT carried) AS detail
ORDER BY node, other
