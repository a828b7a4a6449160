// name: checks.data.master_is_to_be_eliminated
// id: DA-03
// severity: MAJOR
// title en: The only master of a data object is to be eliminated
// title fr: Le seul maître d’un objet de données doit être éliminé
// why en: When it goes, nothing says any more what is right.
// why fr: Quand il partira, plus rien ne dira ce qui fait foi.
// remedy en: Name the next master, with valid_from.
// remedy fr: Désigner le maître suivant, avec valid_from.
// detail: Application
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[x:ACCESSES]->(o:DataObject)
WHERE x.role = 'MASTER' AND coalesce(x.valid_to > $at, true) AND $at < p._live_to_{{plan}}
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
WITH o, coalesce(w.id, p.id) AS application,
     (p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
           AND coalesce(x.valid_from <= $at, true) AND coalesce(x.valid_to > $at, true)) AS now,
           (coalesce(p.disposition = 'ELIMINATE', false)
           OR coalesce(w.disposition = 'ELIMINATE', false)) AS outgoing
WITH o, collect(DISTINCT application) AS applications,
     sum(CASE WHEN now THEN 1 ELSE 0 END) AS mastering,
     sum(CASE WHEN outgoing THEN 0 ELSE 1 END) AS staying
WHERE mastering > 0 AND staying = 0
RETURN o.id AS node, 'DataObject' AS kind, o.name AS name, 'ACCESSES' AS relation,
       applications AS detail
ORDER BY node
