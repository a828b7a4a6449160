// name: checks.responsibility.missing_it_owner
// id: RE-02
// severity: MAJOR
// title en: An application has no IT owner
// title fr: Une application n’a pas de responsable informatique
// why en: When it fails, nobody knows whom to call.
// why fr: Quand elle tombe, nul ne sait qui appeler.
// remedy en: Name an IT_OWNER.
// remedy fr: Nommer un IT_OWNER.
// assessed: Application RESPONSIBLE_FOR IT_OWNER
// detail: none
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
      AND coalesce(a.category <> 'EXTERNAL', true)
  AND NOT EXISTS {
    MATCH (:Person|Organisation)-[r:RESPONSIBLE_FOR]->(a)
    WHERE r.role = 'IT_OWNER' AND coalesce(r.valid_from <= $at, true)
          AND coalesce(r.valid_to > $at, true)
  }
RETURN a.id AS node, 'Application' AS kind, a.name AS name, 'RESPONSIBLE_FOR' AS relation,
       'IT_OWNER' AS detail
ORDER BY node
