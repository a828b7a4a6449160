// name: checks.lifecycle.replacement_cycle
// id: LC-09
// severity: BLOCKER
// title en: Applications replace each other in a circle
// title fr: Des applications se remplacent en cercle
// why en: None of them can go: each waits for one that is to go.
// why fr: Aucune ne peut partir : chacune attend une autre qui doit partir.
// remedy en: Take the replacement back that is not meant.
// remedy fr: Retirer le remplacement qui n’est pas voulu.
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (a:Application)-[:REPLACED_BY*1..8]->(b:Application)
WHERE a.id = b.id
RETURN DISTINCT a.id AS node, 'Application' AS kind, a.name AS name, 'REPLACED_BY' AS relation
ORDER BY node
