// name: checks.structure.same_name_same_kind
// id: ID-03
// severity: MAJOR
// title en: Two nodes of a kind have the same name
// title fr: Deux éléments d’un même type portent le même nom
// why en: They may be one thing recorded twice: each then has half of its relations, and every impact half of the truth.
// why fr: C’est peut-être une seule chose recensée deux fois : chacune a la moitié des relations, et chaque impact la moitié de la vérité.
// remedy en: Merge them (archrepo merge), or give each a name of its own.
// remedy fr: Les fusionner (archrepo merge), ou donner à chacun un nom propre.
// returns: node: string, kind: string, name: string, other: string, severity: string
// mode: read
MATCH (n:Domain|Application|DataObject|Technology|Provider|Journey|Organisation|Need|Project|Person)
WITH label(n) AS kind, n.id AS id, n.name AS name, coalesce(n.category, '') AS sort,
     lower(n.name) AS text
WITH kind, id, name, sort, regexp_replace(text, '[àâä]', 'a', 'g') AS text
WITH kind, id, name, sort, regexp_replace(text, '[éèêë]', 'e', 'g') AS text
WITH kind, id, name, sort, regexp_replace(text, '[îï]', 'i', 'g') AS text
WITH kind, id, name, sort, regexp_replace(text, '[ôö]', 'o', 'g') AS text
WITH kind, id, name, sort, regexp_replace(text, '[ùûü]', 'u', 'g') AS text
WITH kind, id, name, sort, regexp_replace(text, 'ç', 'c', 'g') AS text
WITH kind, id, name, sort, regexp_replace(text, 'œ', 'oe', 'g') AS text
WITH kind, id, name, sort, regexp_replace(text, "[’'_.,-]", ' ', 'g') AS text
WITH kind, id, name, sort, regexp_replace(text, ' +', ' ', 'g') AS text
WITH kind, id, name, sort, trim(text) AS folded
WITH kind, sort, folded, min(id) AS first, collect({id: id, name: name}) AS alike
WHERE size(alike) > 1
UNWIND alike AS one
WITH kind, first, one.id AS node, one.name AS name
WHERE node <> first
RETURN node AS node, kind AS kind, name AS name, first AS other,
       CASE WHEN kind IN ['Need', 'Project'] THEN 'MINOR' ELSE 'MAJOR' END AS severity
UNION ALL
MATCH (n:Scope)
OPTIONAL MATCH (above:Domain|Scope)-[:CONTAINS]->(n)
WITH n.id AS id, n.name AS name, coalesce(above.id, '') + coalesce(n.category, '') AS parent,
     lower(n.name) AS text
WITH id, name, parent, regexp_replace(text, '[àâä]', 'a', 'g') AS text
WITH id, name, parent, regexp_replace(text, '[éèêë]', 'e', 'g') AS text
WITH id, name, parent, regexp_replace(text, '[îï]', 'i', 'g') AS text
WITH id, name, parent, regexp_replace(text, '[ôö]', 'o', 'g') AS text
WITH id, name, parent, regexp_replace(text, '[ùûü]', 'u', 'g') AS text
WITH id, name, parent, regexp_replace(text, 'ç', 'c', 'g') AS text
WITH id, name, parent, regexp_replace(text, 'œ', 'oe', 'g') AS text
WITH id, name, parent, regexp_replace(text, "[’'_.,-]", ' ', 'g') AS text
WITH id, name, parent, regexp_replace(text, ' +', ' ', 'g') AS text
WITH id, name, parent, trim(text) AS folded
WITH folded, parent, min(id) AS first, collect({id: id, name: name}) AS alike
WHERE size(alike) > 1
UNWIND alike AS one
WITH first, one.id AS node, one.name AS name
WHERE node <> first
RETURN node AS node, 'Scope' AS kind, name AS name, first AS other,
       'MAJOR' AS severity
