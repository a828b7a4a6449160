// name: checks.projects.need_on_scope_of_the_outgoing
// id: NE-02
// severity: MAJOR
// title en: A need is about a scope that only applications to be eliminated carry
// title fr: Un besoin porte sur un périmètre que seules portent des applications à éliminer
// why en: Whatever is built for it is built on what goes.
// why fr: Ce qui sera construit pour lui le sera sur ce qui part.
// remedy en: Choose the successor first.
// remedy fr: Choisir d’abord le successeur.
// detail: Application
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: detail: list
// mode: read
MATCH (n:Need)-[:CONCERNS]->(s:Scope)
WHERE coalesce(n.status <> 'DONE', true) AND coalesce(n.status <> 'REJECTED', true)
WITH n, s
MATCH (p:Application|Module)-[c:COVERS]->(s)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
      AND coalesce(c.level, 'FULL') <> 'PLANNED'
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH n, s, collect(DISTINCT coalesce(w.id, p.id)) AS applications,
     sum(CASE WHEN (coalesce(p.disposition = 'ELIMINATE', false)
           OR coalesce(w.disposition = 'ELIMINATE', false)) THEN 0 ELSE 1 END) AS staying
WHERE staying = 0
RETURN n.id AS node, 'Need' AS kind, n.name AS name, s.id AS other, s.name AS other_name,
       'CONCERNS' AS relation, applications AS detail
ORDER BY node, other
