// name: checks.projects.project_without_target
// id: PR-01
// severity: MINOR
// title en: A project acts on nothing
// title fr: Un projet n’agit sur rien
// why en: Nobody sees it coming; neither impacts nor collisions can be told.
// why fr: Nul ne le voit venir ; on ne peut dire ni impacts ni collisions.
// remedy en: State what it acts on (IMPACTS), and when.
// remedy fr: Déclarer sur quoi il agit (IMPACTS), et quand.
// assessed: Project IMPACTS
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (p:Project)
WHERE coalesce(p.status IN ['FRAMING', 'BUILD', 'DEPLOYING'], true)
      AND NOT EXISTS { MATCH (p)-[:CONTAINS]->(:Project) }
  AND NOT EXISTS { MATCH (p)-[:IMPACTS]->(:Application|Scope|Flow|DataObject|Technology) }
RETURN p.id AS node, 'Project' AS kind, p.name AS name, 'IMPACTS' AS relation
ORDER BY node
