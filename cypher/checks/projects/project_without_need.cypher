// name: checks.projects.project_without_need
// id: NE-03
// severity: MINOR
// title en: A project answers no need
// title fr: Un projet ne répond à aucun besoin
// why en: Nobody can say who asked for it, nor when it will be a success.
// why fr: Nul ne peut dire qui l’a demandé, ni quand il sera une réussite.
// remedy en: State the need it answers (ANSWERS).
// remedy fr: Déclarer le besoin auquel il répond (ANSWERS).
// assessed: Project ANSWERS
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (p:Project)
WHERE coalesce(p.status IN ['FRAMING', 'BUILD', 'DEPLOYING'], true)
  AND NOT EXISTS { MATCH (p)-[:ANSWERS]->(:Need) }
  AND NOT EXISTS { MATCH (p)-[:CONTAINS]->(:Project)-[:ANSWERS]->(:Need) }
  AND NOT EXISTS { MATCH (p)<-[:CONTAINS]-(:Project)-[:ANSWERS]->(:Need) }
RETURN p.id AS node, 'Project' AS kind, p.name AS name, 'ANSWERS' AS relation
ORDER BY node
