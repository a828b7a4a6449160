// name: checks.lifecycle.successor_not_live_in_time
// id: LC-07
// severity: CRITICAL
// title en: The successor is not there when the application goes
// title fr: Le successeur n’est pas là quand l’application disparaît
// why en: Between the two days, nothing carries what it covers.
// why fr: Entre les deux dates, rien ne porte ce qu’elle couvre.
// remedy en: Move one of the two dates, or say who bridges the gap.
// remedy fr: Décaler l’une des deux dates, ou dire qui assure l’intérim.
// choose: plan
// params: at: date, gap_tolerance_days: int
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, until: date, severity: string
// mode: read
MATCH (a:Application)-[r:REPLACED_BY]->(b:Application)
WHERE a._live_to_{{plan}} > $at AND a._live_from_{{plan}} < a._live_to_{{plan}}
  AND a._live_to_{{plan}} < date('9999-12-31')
UNWIND coalesce(r.scopes, ['*']) AS scope
WITH a, scope, min(b._live_from_{{plan}}) AS first
WHERE first > a._live_to_{{plan}}
MATCH (a)-[:REPLACED_BY]->(b:Application)
WHERE b._live_from_{{plan}} = first
WITH a, first, min(b.id) AS other
MATCH (c:Application)
WHERE c.id = other
WITH a, first, other, c.name AS other_name
RETURN a.id AS node, 'Application' AS kind, a.name AS name, other AS other,
       other_name AS other_name, 'REPLACED_BY' AS relation, a._live_to_{{plan}} AS date,
       CASE WHEN first < date('9999-12-31') THEN first ELSE NULL END AS until,
       CASE WHEN first <= a._live_to_{{plan}} + duration({days: $gap_tolerance_days})
             THEN 'MINOR' ELSE 'CRITICAL' END AS severity
ORDER BY node, until
