// name: checks.flows.flow_to_self
// id: FL-02
// severity: MINOR
// title en: A flow leads back to where it starts
// title fr: Un flux revient à son point de départ
// why en: It is a copying mistake, or an exchange between modules that are not told apart.
// why fr: C’est une erreur de saisie, ou un échange entre modules qui ne sont pas distingués.
// remedy en: Correct an end, or state the modules.
// remedy fr: Corriger une extrémité, ou déclarer les modules.
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// mode: read
MATCH (a:Application|Module|Organisation)-[:EMITS]->(f:Flow)-[:FEEDS]->(b:Application|Module|Organisation)
WHERE a.id = b.id
RETURN DISTINCT f.id AS node, 'Flow' AS kind, f.name AS name, a.id AS other, a.name AS other_name,
       'FEEDS' AS relation
ORDER BY node, other
