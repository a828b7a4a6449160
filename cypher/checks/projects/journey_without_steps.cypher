// name: checks.projects.journey_without_steps
// id: JO-02
// severity: MINOR
// title en: A journey has no steps
// title fr: Un parcours n’a pas d’étapes
// why en: Nothing can be said of what breaks it.
// why fr: On ne peut rien dire de ce qui le casse.
// remedy en: State the scopes it passes through.
// remedy fr: Déclarer les périmètres qu’il traverse.
// assessed: Journey PASSES_THROUGH
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (j:Journey)
WHERE NOT EXISTS { MATCH (j)-[:PASSES_THROUGH]->(:Scope) }
RETURN j.id AS node, 'Journey' AS kind, j.name AS name, 'PASSES_THROUGH' AS relation
ORDER BY node
