// name: checks.coverage.orphan_application
// id: CO-05
// severity: MAJOR
// title en: An application covers no scope
// title fr: Une application ne couvre aucun périmètre
// why en: Nobody can say what it is for, so nobody can say what its end would break.
// why fr: Nul ne peut dire à quoi elle sert, ni donc ce que son arrêt casserait.
// remedy en: State what it covers, or retire it.
// remedy fr: Déclarer ce qu’elle couvre, ou la retirer.
// assessed: Application COVERS
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, severity: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
  AND NOT EXISTS { MATCH (a)-[c:COVERS]->(:Scope) WHERE coalesce(c.valid_to > $at, true) }
  AND NOT EXISTS {
    MATCH (a)-[:CONTAINS]->(:Module)-[c:COVERS]->(:Scope) WHERE coalesce(c.valid_to > $at, true)
  }
RETURN a.id AS node, 'Application' AS kind, a.name AS name, 'COVERS' AS relation,
       CASE WHEN a.category IN ['PLATFORM', 'EXTERNAL'] THEN 'MINOR' ELSE 'MAJOR' END AS severity
ORDER BY node
