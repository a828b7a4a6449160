// name: checks.coverage.coverage_below_target
// id: CO-11
// severity: MAJOR
// title en: A scope is covered less than it is meant to be
// title fr: Un périmètre est moins couvert que visé
// why en: Part of the work is done by hand or not at all, for those named.
// why fr: Une partie du travail se fait à la main ou pas du tout, pour ceux qui sont cités.
// remedy en: Extend the coverage, or lower the target if what there is suffices.
// remedy fr: Étendre la couverture, ou abaisser la cible si l’existant suffit.
// detail: CoverageLevel
// choose: plan
// params: at: date, serves: list
// returns: node: string, kind: string, name: string, relation: string, detail: string
// mode: read
MATCH (s:Scope)<-[x:COVERS]-(o:Application|Module)
WHERE s.target_coverage IN ['PARTIAL', 'FULL'] AND o._live_from_{{plan}} <= $at
      AND $at < o._live_to_{{plan}} AND coalesce(x.valid_from <= $at, true)
      AND coalesce(x.valid_to > $at, true) AND coalesce(x.level, 'FULL') <> 'PLANNED'
UNWIND coalesce(x.segments, ['*']) AS segment
WITH DISTINCT s, segment
MATCH (p:Application|Module)-[c:COVERS]->(s)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
      AND coalesce(c.level, 'FULL') <> 'PLANNED'
UNWIND coalesce(c.segments, ['*']) AS item
WITH s, segment, item + '|' + segment AS pair, CASE coalesce(c.level, 'FULL')
      WHEN 'FULL' THEN 4 WHEN 'PARTIAL' THEN 3 WHEN 'MARGINAL' THEN 2 ELSE 1 END AS level
WITH s, segment, max(CASE WHEN pair IN $serves THEN level ELSE 0 END) AS best
WHERE best < 3 OR best = 3 AND s.target_coverage = 'FULL'
WITH s, CASE best WHEN 3 THEN 'PARTIAL' WHEN 2 THEN 'MARGINAL' ELSE 'NONE' END AS reached,
     CASE segment WHEN '*' THEN '' ELSE ': ' + segment END AS place
RETURN s.id AS node, 'Scope' AS kind, s.name AS name, 'COVERS' AS relation,
       reached + ' < ' + s.target_coverage + place AS detail
ORDER BY node, detail
