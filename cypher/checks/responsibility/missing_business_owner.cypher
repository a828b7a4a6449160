// name: checks.responsibility.missing_business_owner
// id: RE-01
// severity: MAJOR
// title en: An application has no business owner
// title fr: Une application n’a pas de responsable métier
// why en: Nobody can decide on its evolution or its end, nor accept its risks.
// why fr: Nul ne peut décider de son évolution ou de sa fin, ni en accepter les risques.
// remedy en: Name a BUSINESS_OWNER.
// remedy fr: Nommer un BUSINESS_OWNER.
// assessed: Application RESPONSIBLE_FOR BUSINESS_OWNER
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
    WHERE r.role = 'BUSINESS_OWNER' AND coalesce(r.valid_from <= $at, true)
          AND coalesce(r.valid_to > $at, true)
  }
RETURN a.id AS node, 'Application' AS kind, a.name AS name, 'RESPONSIBLE_FOR' AS relation,
       'BUSINESS_OWNER' AS detail
ORDER BY node
