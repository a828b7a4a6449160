// name: checks.data.personal_without_confidentiality_need
// id: DA-08
// severity: MAJOR
// title en: An application holds personal data and states no need for confidentiality
// title fr: Une application détient des données personnelles sans besoin de confidentialité déclaré
// why en: Security is sized by that need: without it, the data is kept like any other.
// why fr: La sécurité se dimensionne sur ce besoin : sans lui, ces données sont gardées comme les autres.
// remedy en: State security_need_c: 2 at least for personal data, 3 for sensitive data.
// remedy fr: Renseigner security_need_c : au moins 2 pour des données personnelles, 3 si elles sont sensibles.
// assessed: Application.security_need_c
// detail: DataObject
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, detail: list
// mode: read
MATCH (p:Application|Module)-[x:ACCESSES]->(o:DataObject)
WHERE o.personal IN ['PERSONAL', 'SENSITIVE'] AND p._live_from_{{plan}} <= $at
      AND $at < p._live_to_{{plan}} AND coalesce(x.valid_from <= $at, true)
      AND coalesce(x.valid_to > $at, true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH coalesce(w.id, p.id) AS node, coalesce(w.name, p.name) AS name,
     coalesce(w.security_need_c, p.security_need_c, 0) AS need, o.id AS held,
     CASE o.personal WHEN 'SENSITIVE' THEN 3 ELSE 2 END AS wanted
WHERE need < wanted
RETURN node AS node, 'Application' AS kind, name AS name, collect(DISTINCT held) AS detail
ORDER BY node
