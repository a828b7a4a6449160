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
MATCH (n:Domain|Scope|Application|Module|DataObject|Technology|Provider|Journey|Organisation|Need|Project|Person)
UNWIND coalesce(n.aliases, ['']) AS alias
WITH labels(n)[0] AS kind, n.id AS id, n.name AS name,
      trim(replace(replace(replace(replace(replace(replace(replace(replace(
       replace(replace(replace(replace(replace(replace(replace(replace(
       replace(replace(replace(replace(replace(replace(replace(replace(
       lower(n.name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'é', 'e'), 'è', 'e'), 'ê', 'e'),
        'ë', 'e'), 'î', 'i'), 'ï', 'i'), 'ô', 'o'), 'ö', 'o'), 'ù', 'u'),
        'û', 'u'), 'ü', 'u'), 'ç', 'c'), 'œ', 'oe'), '’', ' '), "'", ' '),
        '-', ' '), '_', ' '), '.', ' '), ',', ' '), '  ', ' '), '  ', ' ')
       ) AS called,
     trim(replace(replace(replace(replace(replace(replace(replace(replace(
       replace(replace(replace(replace(replace(replace(replace(replace(
       replace(replace(replace(replace(replace(replace(replace(replace(
       lower(alias), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'é', 'e'), 'è', 'e'), 'ê', 'e'),
        'ë', 'e'), 'î', 'i'), 'ï', 'i'), 'ô', 'o'), 'ö', 'o'), 'ù', 'u'),
        'û', 'u'), 'ü', 'u'), 'ç', 'c'), 'œ', 'oe'), '’', ' '), "'", ' '),
        '-', ' '), '_', ' '), '.', ' '), ',', ' '), '  ', ' '), '  ', ' ')
       ) AS folded
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
