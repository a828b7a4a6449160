// name: checks.technology.contract_ends_before_retirement
// id: TE-04
// severity: MINOR
// title en: A contract ends while the application is still needed
// title fr: Un contrat prend fin alors que l’application est encore utile
// why en: From that day the supplier may stop, or name the price.
// why fr: Dès ce jour, le fournisseur peut arrêter, ou fixer le prix.
// remedy en: Renew it in time, or bring the retirement forward.
// remedy fr: Le renouveler à temps, ou avancer le retrait.
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, date: date, until: date
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
      AND a.contract_end < a._live_to_{{plan}}
  AND (a.contract_end <= $at OR a._live_to_{{plan}} < date('9999-12-31'))
RETURN a.id AS node, 'Application' AS kind, a.name AS name, CASE WHEN false THEN a.id
      ELSE NULL END AS other, a.contract_end AS date,
       CASE WHEN a._live_to_{{plan}} < date('9999-12-31') THEN a._live_to_{{plan}}
             ELSE NULL END AS until
UNION ALL
MATCH (v:Provider)-[r:SUPPLIES]->(a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
      AND r.contract_end < a._live_to_{{plan}}
  AND coalesce(r.contract_end <> a.contract_end, true)
  AND (r.contract_end <= $at OR a._live_to_{{plan}} < date('9999-12-31'))
RETURN a.id AS node, 'Application' AS kind, a.name AS name, v.id AS other, r.contract_end AS date,
       CASE WHEN a._live_to_{{plan}} < date('9999-12-31') THEN a._live_to_{{plan}}
             ELSE NULL END AS until
