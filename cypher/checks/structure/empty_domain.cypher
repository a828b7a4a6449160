// name: checks.structure.empty_domain
// id: ST-08
// severity: INFO
// title en: A domain has no scope
// title fr: Un domaine n’a aucun périmètre
// why en: Nothing can be said of it.
// why fr: On ne peut rien en dire.
// remedy en: Cut it into scopes, or remove it.
// remedy fr: Le découper en périmètres, ou le supprimer.
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (d:Domain)
WHERE NOT EXISTS { MATCH (d)-[:CONTAINS]->(:Scope) }
  AND NOT EXISTS { MATCH (d)-[:CONTAINS]->(:Domain) }
RETURN d.id AS node, 'Domain' AS kind, d.name AS name, 'CONTAINS' AS relation
ORDER BY node
