// name: checks.coverage.invested_in_twice
// id: CO-12
// severity: MAJOR
// title en: Two applications in which one invests cover the same scope, for the same users
// title fr: Deux applications dans lesquelles on investit couvrent le même périmètre, pour les mêmes utilisateurs
// why en: Both are built up to do the same: one of the two budgets is lost.
// why fr: On développe les deux pour faire la même chose : l’un des deux budgets est perdu.
// remedy en: Decide which one stays (disposition), or state the segments each is there for.
// remedy fr: Décider laquelle reste (disposition), ou préciser les segments que chacune sert.
// detail: Application
// choose: plan
// params: at: date, overlaps: list
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE coalesce(c.role <> 'SECONDARY', true) AND p._live_from_{{plan}} <= $at
      AND $at < p._live_to_{{plan}} AND coalesce(c.valid_from <= $at, true)
      AND coalesce(c.valid_to > $at, true) AND coalesce(c.level, 'FULL') <> 'PLANNED'
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
UNWIND coalesce(c.segments, ['*']) AS segment
WITH s, coalesce(w.id, p.id) AS application, coalesce(w.disposition, p.disposition) AS disposition,
     segment
WHERE disposition = 'INVEST'
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
