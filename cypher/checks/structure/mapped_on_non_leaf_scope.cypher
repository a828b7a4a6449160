// name: checks.structure.mapped_on_non_leaf_scope
// id: ST-05
// severity: MINOR
// title en: Applications cover a scope that has scopes below it
// title fr: Des applications couvrent un périmètre qui en contient d’autres
// why en: Coverage is judged on the leaves: what is stated higher up hides which of them are covered.
// why fr: La couverture se juge sur les feuilles : déclarée plus haut, elle cache lesquelles sont couvertes.
// remedy en: State the coverage on the scopes below.
// remedy fr: Déclarer la couverture sur les périmètres en dessous.
// detail: Application, Module
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[c:COVERS]->(s:Scope)
WHERE coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
      AND coalesce(c.level, 'FULL') <> 'PLANNED' AND p._live_from_{{plan}} <= $at
      AND $at < p._live_to_{{plan}}
WITH s, collect(DISTINCT p.id) AS applications
WHERE EXISTS { MATCH (s)-[:CONTAINS]->(:Scope) }
RETURN s.id AS node, 'Scope' AS kind, s.name AS name, 'COVERS' AS relation,
       applications AS detail
ORDER BY node
