// name: checks.responsibility.responsible_has_left
// id: RE-04
// severity: MAJOR
// title en: Whoever answers for something has left, or comes from outside
// title fr: Qui répond de quelque chose est parti, ou vient de l’extérieur
// why en: In fact nobody answers for it; or the knowledge goes when the contract does.
// why fr: De fait, personne n’en répond ; ou bien le savoir part avec le contrat.
// remedy en: Name somebody who is there, and of the house.
// remedy fr: Nommer quelqu’un qui est là, et de la maison.
// detail: Responsibility
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, severity: string, detail: string
// mode: read
MATCH (p:Person|Organisation)-[r:RESPONSIBLE_FOR]->(n)
WHERE coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to > $at, true)
      AND r.role IS NOT NULL AND coalesce($at < n._live_to_{{plan}}, true)
WITH labels(n)[0] AS kind, n.id AS node, n.name AS name, r.role AS role, p.id AS holder,
     p.name AS holder_name, p.left_on AS left_on, coalesce(p.left_on <= $at, false) AS is_gone,
     coalesce(p.external, false) AS is_external
WITH kind, node, name, role, count(*) AS holders,
     sum(CASE WHEN is_gone THEN 0 ELSE 1 END) AS staying,
     sum(CASE WHEN is_external THEN 0 ELSE 1 END) AS internal,
     collect({id: holder, name: holder_name, left_on: left_on, is_gone: is_gone}) AS people
WHERE staying < holders OR (internal = 0 AND role <> 'PROJECT_DIRECTOR')
UNWIND people AS one
WITH kind, node, name, role, holders, staying, internal, one.id AS other, one.name AS other_name,
     one.left_on AS left_on, one.is_gone AS is_gone
WHERE is_gone OR staying = holders
RETURN node AS node, kind AS kind, name AS name, other AS other, other_name AS other_name,
       'RESPONSIBLE_FOR' AS relation, CASE WHEN is_gone THEN left_on ELSE NULL END AS date,
       CASE WHEN is_gone AND staying > 0 THEN 'MINOR' ELSE 'MAJOR' END AS severity,
       role AS detail
ORDER BY node, other, detail
