// name: checks.technology.component_ends_before_application
// id: TE-02
// severity: MAJOR
// title en: A technology ends before the application built on it
// title fr: Un composant prend fin avant l’application qui repose dessus
// why en: The application will run without support, or on what the company has withdrawn.
// why fr: L’application tournera sans support, ou sur ce que l’entreprise a retiré.
// remedy en: Migrate the application, bring its end forward, or extend the support.
// remedy fr: Migrer l’application, avancer sa fin, ou prolonger le support.
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, until: date, severity: string
// mode: read
MATCH (p:Application|Module)-[u:USES_TECH]->(t:Technology)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(u.valid_from <= $at, true) AND coalesce(u.valid_to > $at, true)
      AND coalesce(u.risk_accepted_until <= $at, true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH coalesce(w.id, p.id) AS node, coalesce(w.name, p.name) AS name, t,
     p._live_to_{{plan}} AS until, coalesce(t.vendor_extended_end, t.vendor_support_end) AS support
WITH node, name, t, until, support,
     CASE WHEN support < until AND until < date('9999-12-31') THEN support
          WHEN t.our_withdrawal < until THEN t.our_withdrawal ELSE NULL END AS finish
// What is out of support already is for TE-01.
WHERE finish IS NOT NULL AND coalesce(support > $at, true)
RETURN DISTINCT node AS node, 'Application' AS kind, name AS name, t.id AS other,
       t.name AS other_name, 'USES_TECH' AS relation, finish AS date,
       CASE WHEN until < date('9999-12-31') THEN until ELSE NULL END AS until,
       CASE WHEN until < date('9999-12-31') THEN 'MAJOR' ELSE 'MINOR' END AS severity
ORDER BY node, other
