// name: checks.coverage.redundant_coverage
// id: CO-04
// severity: MINOR
// title en: Several applications fully cover a scope, for the same users
// title fr: Plusieurs applications couvrent totalement un périmètre, pour les mêmes utilisateurs
// why en: The same is paid and run several times; it is where rationalisation starts.
// why fr: La même chose est payée et exploitée plusieurs fois ; c’est là que commence la rationalisation.
// remedy en: Compare them (archrepo coverage overlaps) and plan the end of all but one, or correct the levels.
// remedy fr: Les comparer (archrepo coverage overlaps) et prévoir la fin de toutes sauf une, ou corriger les niveaux.
// detail: Application
// choose: plan
// params: at: date, overlaps: list
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE c.level = 'FULL' AND p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
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
