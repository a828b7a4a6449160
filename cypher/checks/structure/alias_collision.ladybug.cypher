// name: checks.structure.alias_collision
// id: ID-04
// severity: MAJOR
// title en: A node is also called what another one of its kind is called
// title fr: Un élément est aussi appelé comme un autre du même type
// why en: An import that uses the name cannot know which of the two is meant.
// why fr: Un import qui emploie ce nom ne peut savoir lequel des deux est visé.
// remedy en: Take the alias off the one that is hardly called so, or merge the two (archrepo merge).
// remedy fr: Retirer l’autre nom de celui qu’on appelle rarement ainsi, ou fusionner les deux (archrepo merge).
// returns: node: string, kind: string, name: string, other: string, other_name: string, detail: string
// mode: read
// Names are folded where there is an alias to compare them with: of the kinds that have one.
MATCH (also:Domain|Scope|Application|Module|DataObject|Technology|Provider|Journey|Organisation|Need|Project|Person)
WHERE also.aliases IS NOT NULL
WITH collect(DISTINCT label(also)) AS kinds
MATCH (n:Domain|Scope|Application|Module|DataObject|Technology|Provider|Journey|Organisation|Need|Project|Person)
WHERE label(n) IN kinds
UNWIND coalesce(n.aliases, ['']) AS alias
WITH label(n) AS kind, n.id AS id, n.name AS name,
     lower(n.name) AS called, lower(alias) AS folded
WITH kind, id, name, regexp_replace(called, '[àâä]', 'a', 'g') AS called,
     regexp_replace(folded, '[àâä]', 'a', 'g') AS folded
WITH kind, id, name, regexp_replace(called, '[éèêë]', 'e', 'g') AS called,
     regexp_replace(folded, '[éèêë]', 'e', 'g') AS folded
WITH kind, id, name, regexp_replace(called, '[îï]', 'i', 'g') AS called,
     regexp_replace(folded, '[îï]', 'i', 'g') AS folded
WITH kind, id, name, regexp_replace(called, '[ôö]', 'o', 'g') AS called,
     regexp_replace(folded, '[ôö]', 'o', 'g') AS folded
WITH kind, id, name, regexp_replace(called, '[ùûü]', 'u', 'g') AS called,
     regexp_replace(folded, '[ùûü]', 'u', 'g') AS folded
WITH kind, id, name, regexp_replace(called, 'ç', 'c', 'g') AS called,
     regexp_replace(folded, 'ç', 'c', 'g') AS folded
WITH kind, id, name, regexp_replace(called, 'œ', 'oe', 'g') AS called,
     regexp_replace(folded, 'œ', 'oe', 'g') AS folded
WITH kind, id, name, regexp_replace(called, "[’'_.,-]", ' ', 'g') AS called,
     regexp_replace(folded, "[’'_.,-]", ' ', 'g') AS folded
WITH kind, id, name, regexp_replace(called, ' +', ' ', 'g') AS called,
     regexp_replace(folded, ' +', ' ', 'g') AS folded
WITH kind, id, name, trim(called) AS called, trim(folded) AS folded
WITH kind, id, name, [called, folded] AS names, called
UNWIND names AS text
WITH kind, text, collect(DISTINCT {id: id, name: name, own: text = called}) AS alike
WHERE size(alike) > 1 AND text <> ''
UNWIND alike AS one
UNWIND alike AS two
WITH kind, text, one.id AS node, one.name AS name, one.own AS own, two.id AS other,
     two.name AS other_name, two.own AS others_own
// Who only bears the name as an alias is at fault; of two aliases, the later id.
WHERE node <> other AND NOT own AND (others_own OR other < node)
// Scopes may be called alike in different places, as their names may (ID-03).
OPTIONAL MATCH (above:Domain|Scope)-[:CONTAINS]->(s:Scope)
WHERE s.id = node
WITH kind, text, node, name, other, other_name, coalesce(above.id, '') AS place
OPTIONAL MATCH (above:Domain|Scope)-[:CONTAINS]->(s:Scope)
WHERE s.id = other
WITH kind, text, node, name, other, other_name, place, coalesce(above.id, '') AS others_place
WHERE kind <> 'Scope' OR place = others_place
RETURN DISTINCT node AS node, kind AS kind, name AS name, other AS other, other_name AS other_name,
       text AS detail
ORDER BY node, other, detail
