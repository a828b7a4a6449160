// name: checks.projects.team_without_objective
// id: JO-03
// severity: INFO
// title en: A cross-functional team has no objective
// title fr: Une équipe transverse n’a pas d’objectif
// why en: Its members are pulled by the objectives of where they come from.
// why fr: Ses membres sont tirés par les objectifs de leur entité d’origine.
// remedy en: State the objective.
// remedy fr: Renseigner l’objectif (objective).
// returns: node: string, kind: string, name: string
// mode: read
MATCH (o:Organisation)
WHERE o.category = 'TEAM' AND o.objective IS NULL
RETURN o.id AS node, 'Organisation' AS kind, o.name AS name
ORDER BY node
