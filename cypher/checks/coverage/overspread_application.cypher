// name: checks.coverage.overspread_application
// id: CO-08
// severity: INFO
// title en: An application covers scopes of many domains
// title fr: Une application couvre des périmètres de nombreux domaines
// why en: Any change to it concerns many managers; it is hard to replace in one go.
// why fr: Tout changement concerne de nombreux gestionnaires ; elle est difficile à remplacer d’un coup.
// remedy en: See whether all of it is used; plan its end by module or by domain.
// remedy fr: Voir si tout en est utilisé ; prévoir sa fin par module ou par domaine.
// detail: Domain
// choose: plan
// params: at: date, max_domains: int
// returns: node: string, kind: string, name: string, detail: list
// mode: read
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
      AND coalesce(c.level, 'FULL') <> 'PLANNED'
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH coalesce(w.id, p.id) AS node, coalesce(w.name, p.name) AS name, s
OPTIONAL MATCH (s1:Scope)-[:CONTAINS]->(s)
OPTIONAL MATCH (s2:Scope)-[:CONTAINS]->(s1)
OPTIONAL MATCH (s3:Scope)-[:CONTAINS]->(s2)
OPTIONAL MATCH (s4:Scope)-[:CONTAINS]->(s3)
WITH node, name, coalesce(s4.id, s3.id, s2.id, s1.id, s.id) AS top
MATCH (d:Domain)-[:CONTAINS]->(t:Scope)
WHERE t.id = top
WITH node, name, collect(DISTINCT d.id) AS domains
WHERE size(domains) > $max_domains
RETURN node AS node, 'Application' AS kind, name AS name, domains AS detail
ORDER BY node
