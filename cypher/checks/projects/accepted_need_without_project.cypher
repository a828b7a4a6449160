// name: checks.projects.accepted_need_without_project
// id: NE-01
// severity: MAJOR
// title en: An accepted need is answered by no project
// title fr: Un besoin accepté n’a pas de projet
// why en: Whoever raised it waits for something that nobody is doing.
// why fr: Qui l’a exprimé attend quelque chose que personne ne fait.
// remedy en: Have a project answer it (ANSWERS), or give it another status.
// remedy fr: Le faire porter par un projet (ANSWERS), ou changer son statut.
// assessed: Need ANSWERS
// detail: NeedStatus
// returns: node: string, kind: string, name: string, relation: string, date: date, detail: string
// mode: read
MATCH (n:Need)
WHERE n.status IN ['ACCEPTED', 'PLANNED']
  AND NOT EXISTS {
    MATCH (p:Project)-[:ANSWERS]->(n) WHERE coalesce(p.status <> 'STOPPED', true)
  }
RETURN n.id AS node, 'Need' AS kind, n.name AS name, 'ANSWERS' AS relation, n.expected_by AS date,
       n.status AS detail
ORDER BY node
