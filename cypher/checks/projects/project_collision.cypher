// name: checks.projects.project_collision
// id: PR-03
// severity: MAJOR
// title en: Two projects of different programmes act on the same thing at the same time
// title fr: Deux projets de programmes différents agissent sur la même chose en même temps
// why en: Each tests against what the other is changing; a project acts until the day of its action, or its own end.
// why fr: Chacun teste contre ce que l’autre est en train de changer ; un projet agit jusqu’au jour de son action, sinon jusqu’à sa fin.
// remedy en: Have the two directors agree on an order, and state it (DEPENDS_ON).
// remedy fr: Faire convenir d’un ordre aux deux directeurs, et le déclarer (DEPENDS_ON).
// detail: Application, Scope, Flow, DataObject, Technology
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, until: date, severity: string, detail: string
// mode: read
MATCH (p:Project)-[r:IMPACTS]->(n:Application|Scope|Flow|DataObject|Technology)
WHERE coalesce(p.status <> 'STOPPED', true) AND coalesce(p.status <> 'DONE', true)
WITH n, p, max(coalesce(r.date, p.`end`, date('9999-12-31'))) AS finish
OPTIONAL MATCH (g:Project)-[:CONTAINS]->(p)
WITH n, p, g, finish, coalesce(p.start, date('0001-01-01')) AS begun
WITH n.id AS target, collect(DISTINCT {id: p.id, name: p.name, programme: coalesce(g.id, p.id),
     start: CASE WHEN begun < finish THEN begun ELSE finish END, finish: finish}) AS acting
WHERE size(acting) > 1
UNWIND acting AS one
UNWIND acting AS two
WITH target, one.id AS node, one.name AS name, two.id AS other, two.name AS other_name,
     one.programme AS programme, two.programme AS others_programme,
     one.start AS start, one.finish AS finish, two.start AS others_start, two.finish AS others_end
WHERE node < other AND programme <> others_programme
  AND (start = others_start OR (start < others_end AND others_start < finish))
WITH node, name, other, other_name, target,
     CASE WHEN start > others_start THEN start ELSE others_start END AS first,
     CASE WHEN finish < others_end THEN finish ELSE others_end END AS last
WHERE last > $at OR first = $at
RETURN node AS node, 'Project' AS kind, name AS name, other AS other, other_name AS other_name,
       'IMPACTS' AS relation,
       CASE WHEN first > date('0001-01-01') THEN first ELSE NULL END AS date,
       CASE WHEN last < date('9999-12-31') THEN last ELSE NULL END AS until,
       CASE WHEN first = date('0001-01-01') AND last = date('9999-12-31') THEN 'MINOR'
            ELSE 'MAJOR' END AS severity,
       target AS detail
ORDER BY node, other, detail
