// name: checks.projects.project_without_director
// id: PR-06
// severity: MINOR
// title en: A project has no director
// title fr: Un projet n’a pas de directeur
// why en: Nobody answers for its date, its budget or its impacts.
// why fr: Nul ne répond de sa date, de son budget ni de ses impacts.
// remedy en: Name a PROJECT_DIRECTOR, internal or external.
// remedy fr: Nommer un PROJECT_DIRECTOR, interne ou externe.
// assessed: Project RESPONSIBLE_FOR PROJECT_DIRECTOR
// detail: none
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: string
// mode: read
MATCH (p:Project)
WHERE coalesce(p.status IN ['FRAMING', 'BUILD', 'DEPLOYING'], true)
  AND NOT EXISTS {
    MATCH (:Person|Organisation)-[r:RESPONSIBLE_FOR]->(p)
    WHERE r.role = 'PROJECT_DIRECTOR' AND coalesce(r.valid_from <= $at, true)
          AND coalesce(r.valid_to > $at, true)
  }
RETURN p.id AS node, 'Project' AS kind, p.name AS name, 'RESPONSIBLE_FOR' AS relation,
       'PROJECT_DIRECTOR' AS detail
ORDER BY node
