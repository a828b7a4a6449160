// name: checks.responsibility.one_person_many_critical
// id: RE-05
// severity: INFO
// title en: One person alone answers for many critical applications
// title fr: Une seule personne répond de nombreuses applications critiques
// why en: A holiday, an illness or a departure strikes all of them at once.
// why fr: Des congés, une maladie ou un départ les touchent toutes à la fois.
// remedy en: Name deputies, or share the applications out.
// remedy fr: Nommer des suppléants, ou répartir les applications.
// detail: Application
// choose: plan
// params: at: date, max_critical: int
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Person)-[r:RESPONSIBLE_FOR]->(a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
      AND coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to > $at, true)
      AND a.criticality IN ['BUSINESS_CRITICAL', 'MISSION_CRITICAL']
  AND r.role IN ['BUSINESS_OWNER', 'IT_OWNER', 'APPLICATION_MANAGER', 'PRODUCT_OWNER']
WITH a, r.role AS role, count(DISTINCT p.id) AS holders, min(p.id) AS node, min(p.name) AS name
WHERE holders = 1
WITH node, name, collect(DISTINCT a.id) AS applications
WHERE size(applications) > $max_critical
RETURN node AS node, 'Person' AS kind, name AS name, 'RESPONSIBLE_FOR' AS relation,
       applications AS detail
ORDER BY node
