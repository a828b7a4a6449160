// name: checks.responsibility.domain_without_manager
// id: RE-03
// severity: MAJOR
// title en: A domain has no manager
// title fr: Un domaine n’a pas de gestionnaire
// why en: Nobody keeps it coherent.
// why fr: Nul n’en garde la cohérence.
// remedy en: Name its DOMAIN_MANAGER, or that of the domain above.
// remedy fr: Nommer son DOMAIN_MANAGER, ou celui du domaine qui le contient.
// assessed: Domain RESPONSIBLE_FOR DOMAIN_MANAGER
// detail: none
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: string
// mode: read
MATCH (d:Domain)
WHERE NOT EXISTS {
    MATCH (:Person|Organisation)-[r:RESPONSIBLE_FOR]->(d)
    WHERE r.role = 'DOMAIN_MANAGER' AND coalesce(r.valid_from <= $at, true)
          AND coalesce(r.valid_to > $at, true)
  }
  AND NOT EXISTS {
    MATCH (d)<-[:CONTAINS]-(:Domain)<-[r:RESPONSIBLE_FOR]-(:Person|Organisation)
    WHERE r.role = 'DOMAIN_MANAGER' AND coalesce(r.valid_from <= $at, true)
          AND coalesce(r.valid_to > $at, true)
  }
RETURN d.id AS node, 'Domain' AS kind, d.name AS name, 'RESPONSIBLE_FOR' AS relation,
       'DOMAIN_MANAGER' AS detail
ORDER BY node
