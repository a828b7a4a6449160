// name: checks.data.needed_data_not_accessed
// id: DA-09
// severity: MAJOR
// title en: A scope needs data that none of its applications accesses
// title fr: Un périmètre a besoin de données auxquelles aucune de ses applications n’accède
// why en: The work is done on paper or on a copy that nobody recorded.
// why fr: Le travail se fait sur papier ou sur une copie que personne n’a recensée.
// remedy en: State the access, or the application that is missing from the scope.
// remedy fr: Déclarer l’accès, ou l’application qui manque au périmètre.
// assessed: Application ACCESSES
// detail: Application
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: detail: list
// mode: read
MATCH (s:Scope)-[n:NEEDS]->(o:DataObject)
WHERE coalesce(n.valid_from <= $at, true) AND coalesce(n.valid_to > $at, true)
      AND coalesce(n.mandatory, true)
WITH s, o
MATCH (p:Application|Module)-[c:COVERS]->(s)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
      AND coalesce(c.level, 'FULL') <> 'PLANNED'
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH s, o, coalesce(w.id, p.id) AS application
MATCH (a:Application)
WHERE a.id = application
OPTIONAL MATCH (a)-[:CONTAINS]->(m:Module)
WITH s, o, collect(DISTINCT a.id) AS applications, collect(DISTINCT m.id) AS modules
OPTIONAL MATCH (q:Application|Module)-[x:ACCESSES]->(o)
WHERE q._live_from_{{plan}} <= $at AND $at < q._live_to_{{plan}}
      AND coalesce(x.valid_from <= $at, true) AND coalesce(x.valid_to > $at, true)
WITH s, o, applications,
     sum(CASE WHEN q.id IN applications OR q.id IN modules THEN 1 ELSE 0 END) AS having
WHERE having = 0
RETURN s.id AS node, 'Scope' AS kind, s.name AS name, o.id AS other, o.name AS other_name,
       'NEEDS' AS relation, applications AS detail
ORDER BY node, other
