// name: checks.lifecycle.flow_with_retired_end
// id: LC-04
// severity: MAJOR
// title en: A flow goes on after one of its ends is retired
// title fr: Un flux continue après le retrait d’une de ses extrémités
// why en: It cannot run: either it is gone too, or the application is not.
// why fr: Il ne peut pas fonctionner : ou bien il a disparu aussi, ou bien l’application est toujours là.
// remedy en: Retire the flow, or give it its new end.
// remedy fr: Retirer le flux, ou lui donner sa nouvelle extrémité.
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, parent: string, parent_name: string
// mode: read
MATCH (p:Application|Module)
WHERE p._live_to_{{plan}} <= $at
  AND (p._live_from_{{plan}} < p._live_to_{{plan}} OR coalesce(p.phase = 'RETIRED', false))
WITH p
MATCH (p)-[r:EMITS]->(f:Flow)
WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
      AND coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to > $at, true)
RETURN f.id AS node, 'Flow' AS kind, f.name AS name, p.id AS other, p.name AS other_name,
       'EMITS' AS relation,
       CASE WHEN p._live_from_{{plan}} < p._live_to_{{plan}} THEN p._live_to_{{plan}}
             ELSE NULL END AS date,
       p.id AS parent, p.name AS parent_name
UNION ALL
MATCH (p:Application|Module)
WHERE p._live_to_{{plan}} <= $at
  AND (p._live_from_{{plan}} < p._live_to_{{plan}} OR coalesce(p.phase = 'RETIRED', false))
WITH p
MATCH (f:Flow)-[r:FEEDS]->(p)
WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
      AND coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to > $at, true)
RETURN f.id AS node, 'Flow' AS kind, f.name AS name, p.id AS other, p.name AS other_name,
       'FEEDS' AS relation,
       CASE WHEN p._live_from_{{plan}} < p._live_to_{{plan}} THEN p._live_to_{{plan}}
             ELSE NULL END AS date,
       p.id AS parent, p.name AS parent_name
