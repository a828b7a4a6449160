// name: checks.lifecycle.coverage_ends_after_retirement
// id: LC-02
// severity: MAJOR
// title en: A coverage is stated to last longer than its application
// title fr: Une couverture est déclarée plus longue que son application
// why en: The map shows the scope covered when it no longer will be.
// why fr: La carte montre le périmètre couvert alors qu’il ne le sera plus.
// remedy en: End the coverage with the application, or correct the retirement.
// remedy fr: Faire finir la couverture avec l’application, ou corriger le retrait.
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, other: string, other_name: string, relation: string
// returns: date: date, until: date
// mode: read
MATCH (p:Application)-[c:COVERS]->(s:Scope)
WHERE p._live_from_{{plan}} < p._live_to_{{plan}} AND c.valid_to > p._live_to_{{plan}}
      AND c.valid_to > $at
RETURN p.id AS node, 'Application' AS kind, p.name AS name, s.id AS other, s.name AS other_name,
       c.`key` AS relation, p._live_to_{{plan}} AS date, c.valid_to AS until
UNION ALL
MATCH (p:Module)-[c:COVERS]->(s:Scope)
WHERE p._live_from_{{plan}} < p._live_to_{{plan}} AND c.valid_to > p._live_to_{{plan}}
      AND c.valid_to > $at
RETURN p.id AS node, 'Module' AS kind, p.name AS name, s.id AS other, s.name AS other_name,
       c.`key` AS relation, p._live_to_{{plan}} AS date, c.valid_to AS until
