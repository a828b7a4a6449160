// name: checks.data.data_without_master
// id: DA-01
// severity: MAJOR
// title en: A data object has no master
// title fr: Un objet de données n’a pas d’application maître
// why en: Nobody can say which of the copies is right.
// why fr: Nul ne peut dire laquelle des copies fait foi.
// remedy en: Name the master (ACCESSES with role MASTER).
// remedy fr: Désigner le maître (ACCESSES, rôle MASTER).
// assessed: DataObject ACCESSES MASTER
// detail: none
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: string
// mode: read
MATCH (o:DataObject)
WHERE NOT EXISTS { MATCH (o)-[:CONTAINS]->(:DataObject) }
  AND NOT EXISTS {
    MATCH (p:Application|Module)-[x:ACCESSES]->(o)
    WHERE x.role = 'MASTER' AND p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
          AND coalesce(x.valid_from <= $at, true) AND coalesce(x.valid_to > $at, true)
  }
RETURN o.id AS node, 'DataObject' AS kind, o.name AS name, 'ACCESSES' AS relation,
       'MASTER' AS detail
ORDER BY node
