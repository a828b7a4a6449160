// name: checks.projects.project_without_team
// id: JO-04
// severity: MINOR
// title en: A project has no team
// title fr: Un projet n’a pas d’équipe
// why en: It is announced, and nobody is at work on it.
// why fr: Il est annoncé, et personne n’y travaille.
// remedy en: State who delivers it (DELIVERS).
// remedy fr: Déclarer qui le réalise (DELIVERS).
// assessed: Project DELIVERS
// params: at: date
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (p:Project)
WHERE coalesce(p.status IN ['FRAMING', 'BUILD', 'DEPLOYING'], true)
      AND NOT EXISTS { MATCH (p)-[:CONTAINS]->(:Project) }
  AND NOT EXISTS { MATCH (:Organisation)-[r:DELIVERS]->(p) WHERE coalesce(r.valid_from <= $at,
        true) AND coalesce(r.valid_to > $at, true) }
RETURN p.id AS node, 'Project' AS kind, p.name AS name, 'DELIVERS' AS relation
ORDER BY node
