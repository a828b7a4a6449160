// name: checks.data.data_without_owner_or_steward
// id: DA-04
// severity: MAJOR
// title en: A data object has neither owner nor steward
// title fr: Un objet de données n’a ni propriétaire ni intendant (steward)
// why en: Nobody answers for its quality, its meaning or who may use it; for personal data, nobody answers to the persons.
// why fr: Nul ne répond de sa qualité, de son sens ni de qui peut s’en servir ; pour des données personnelles, nul ne répond aux personnes.
// remedy en: Name a DATA_OWNER or a DATA_STEWARD.
// remedy fr: Nommer un DATA_OWNER ou un DATA_STEWARD.
// assessed: DataObject RESPONSIBLE_FOR
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, severity: string
// mode: read
MATCH (o:DataObject)
WHERE NOT EXISTS {
    MATCH (:Person|Organisation)-[r:RESPONSIBLE_FOR]->(o)
    WHERE r.role IN ['DATA_OWNER', 'DATA_STEWARD'] AND coalesce(r.valid_from <= $at, true)
          AND coalesce(r.valid_to > $at, true)
  }
  AND NOT EXISTS {
    MATCH (o)<-[:CONTAINS]-(:DataObject)<-[r:RESPONSIBLE_FOR]-(:Person|Organisation)
    WHERE r.role IN ['DATA_OWNER', 'DATA_STEWARD'] AND coalesce(r.valid_from <= $at, true)
          AND coalesce(r.valid_to > $at, true)
  }
RETURN o.id AS node, 'DataObject' AS kind, o.name AS name, 'RESPONSIBLE_FOR' AS relation,
       CASE WHEN o.personal IN ['PERSONAL', 'SENSITIVE'] THEN 'CRITICAL'
             ELSE 'MAJOR' END AS severity
ORDER BY node
