// name: checks.data.non_authoritative_source
// id: DA-07
// severity: MINOR
// title en: An application is fed by a copy while the master feeds others
// title fr: Une application est alimentée par une copie alors que le maître en alimente d’autres
// why en: What it reads is older or altered, and breaks when the copy goes.
// why fr: Ce qu’elle lit est plus ancien ou altéré, et cesse quand la copie disparaît.
// remedy en: Feed it from the master, or from the platform through which the master feeds others.
// remedy fr: L’alimenter depuis le maître, ou par la plateforme qui relaie le maître.
// detail: DataObject
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: detail: list
// mode: read
MATCH (p:Application|Module)-[x:ACCESSES]->(o:DataObject)
WHERE x.role = 'MASTER' AND p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(x.valid_from <= $at, true) AND coalesce(x.valid_to > $at, true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH o, collect(DISTINCT coalesce(w.id, p.id)) AS masters
MATCH (f:Flow)-[:CARRIES]->(o)
WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
WITH o, masters, f
MATCH (a:Application|Module)-[e:EMITS]->(f)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
      AND coalesce(e.valid_from <= $at, true) AND coalesce(e.valid_to > $at, true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(a)
WITH o, masters, f, coalesce(w.id, a.id) AS source, coalesce(w.name, a.name) AS source_name,
     coalesce(w.category, a.category, '') AS category
MATCH (f)-[t:FEEDS]->(b:Application|Module)
WHERE b._live_from_{{plan}} <= $at AND $at < b._live_to_{{plan}}
      AND coalesce(t.valid_from <= $at, true) AND coalesce(t.valid_to > $at, true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(b)
WITH o, masters, source, source_name, category, coalesce(w.id, b.id) AS reader,
     coalesce(w.name, b.name) AS name,
     CASE WHEN source IN masters THEN 1 ELSE 0 END AS from_master
WITH o, masters, collect(DISTINCT {source: source, source_name: source_name,
     category: category, reader: reader, name: name}) AS ways, sum(from_master) AS fed_by_master
WHERE fed_by_master > 0
UNWIND ways AS way
WITH o, masters, way.source AS source, way.source_name AS source_name, way.category AS category,
     way.reader AS reader, way.name AS name
WITH o, masters, reader, name, sum(CASE WHEN source IN masters THEN 1 ELSE 0 END) AS direct,
     sum(CASE WHEN category = 'PLATFORM' THEN 1 ELSE 0 END) AS relayed,
     min(source) AS first, collect(DISTINCT {id: source, name: source_name}) AS sources
WHERE direct = 0 AND relayed = 0 AND NOT reader IN masters
UNWIND sources AS source
WITH o, reader, name, source, first
WHERE source.id = first
RETURN reader AS node, 'Application' AS kind, name AS name, first AS other,
      source.name AS other_name,
       'FEEDS' AS relation, collect(DISTINCT o.id) AS detail
ORDER BY node, other
