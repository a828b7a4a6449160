// name: checks.coverage.several_primaries
// id: CO-03
// severity: MAJOR
// title en: Several applications are the primary one of a scope, for the same users
// title fr: Plusieurs applications sont la principale d’un périmètre, pour les mêmes utilisateurs
// why en: Two applications claim the same ground: evolutions are paid twice, and data diverges.
// why fr: Deux applications revendiquent le même terrain : les évolutions se paient deux fois et les données divergent.
// remedy en: Decide which one is PRIMARY, or state the segments each is there for.
// remedy fr: Décider laquelle est PRIMARY, ou préciser les segments que chacune sert.
// detail: Application
// choose: plan
// params: at: date, overlaps: list
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE c.role = 'PRIMARY' AND p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
      AND coalesce(c.level, 'FULL') <> 'PLANNED'
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
UNWIND coalesce(c.segments, ['*']) AS segment
WITH s, coalesce(w.id, p.id) AS application, segment
WITH s, collect(DISTINCT {application: application, segment: segment}) AS claims
WHERE size(claims) > 1
UNWIND claims AS one
UNWIND claims AS two
WITH s, one.application AS application, two.application AS other,
     one.segment + '|' + two.segment AS both
WHERE application <> other AND both IN $overlaps
RETURN s.id AS node, 'Scope' AS kind, s.name AS name, 'COVERS' AS relation,
       collect(DISTINCT application) AS detail
ORDER BY node
