// name: checks.lifecycle.successor_retires_first
// id: LC-08
// severity: CRITICAL
// title en: The successor retires before what it replaces
// title fr: Le successeur est retiré avant ce qu’il remplace
// why en: The replacement leads nowhere.
// why fr: Le remplacement ne mène nulle part.
// remedy en: Name another successor, or correct one of the two dates.
// remedy fr: Nommer un autre successeur, ou corriger l’une des deux dates.
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, until: date
// mode: read
MATCH (a:Application)-[r:REPLACED_BY]->(b:Application)
WHERE a._live_to_{{plan}} > $at AND b._live_to_{{plan}} <= a._live_to_{{plan}}
  AND b._live_to_{{plan}} < date('9999-12-31') AND b._live_from_{{plan}} < b._live_to_{{plan}}
RETURN a.id AS node, 'Application' AS kind, a.name AS name, b.id AS other, b.name AS other_name,
       r.`key` AS relation, b._live_to_{{plan}} AS date,
       CASE WHEN a._live_to_{{plan}} < date('9999-12-31') THEN a._live_to_{{plan}}
             ELSE NULL END AS until
ORDER BY node, other
