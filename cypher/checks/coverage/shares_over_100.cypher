// name: checks.coverage.shares_over_100
// id: CO-10
// severity: MAJOR
// title en: More than the whole of an application’s cost is allotted to scopes
// title fr: Plus que la totalité du coût d’une application est répartie sur des périmètres
// why en: What a domain is said to cost is more than what is paid.
// why fr: Ce qu’un domaine est censé coûter dépasse ce qui est payé.
// remedy en: Correct the shares: together they are at most 100 %.
// remedy fr: Corriger les parts : ensemble, elles font 100 % au plus.
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: float
// mode: read
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE c.share IS NOT NULL AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at,
      true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH coalesce(w.id, p.id) AS node, coalesce(w.name, p.name) AS name, sum(c.share) AS total
WHERE total > 100.000001
RETURN node AS node, 'Application' AS kind, name AS name, 'COVERS' AS relation, total AS detail
ORDER BY node
