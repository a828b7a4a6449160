// name: checks.structure.too_deep
// id: ST-04
// severity: MINOR
// title en: A node stands more than five levels deep
// title fr: Un élément est à plus de cinq niveaux de profondeur
// why en: Deep trees are read by nobody; maps fold what lies below.
// why fr: Personne ne lit une arborescence profonde ; les cartes replient ce qui est en dessous.
// remedy en: Flatten the tree: five levels are enough for any company.
// remedy fr: Aplatir l’arborescence : cinq niveaux suffisent à toute entreprise.
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// mode: read
MATCH (e:Scope)-[:CONTAINS]->(n:Scope)
WITH e, n
MATCH (d:Scope)-[:CONTAINS]->(e)
WITH d, n
MATCH (c:Scope)-[:CONTAINS]->(d)
WITH c, n
MATCH (b:Domain|Scope)-[:CONTAINS]->(c)
WITH b, n
MATCH (a:Domain|Scope)-[:CONTAINS]->(b)
RETURN n.id AS node, 'Scope' AS kind, n.name AS name, a.id AS other, a.name AS other_name,
       'CONTAINS' AS relation
ORDER BY node
