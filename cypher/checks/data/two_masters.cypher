// name: checks.data.two_masters
// id: DA-02
// severity: MAJOR
// title en: Two applications are master of a data object, for the same users
// title fr: Deux applications sont maîtres d’un objet de données, pour les mêmes utilisateurs
// why en: Two truths: each reader believes the one it is fed by.
// why fr: Deux vérités : chaque lecteur croit celle qui l’alimente.
// remedy en: Decide which one masters it, or state the segments each masters it for.
// remedy fr: Décider laquelle fait foi, ou préciser les segments de chacune.
// detail: Application
// choose: plan
// params: at: date, overlaps: list
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[x:ACCESSES]->(o:DataObject)
WHERE x.role = 'MASTER' AND p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(x.valid_from <= $at, true) AND coalesce(x.valid_to > $at, true)
OPTIONAL MATCH (w:Application)-[:CONTAINS]->(p)
UNWIND coalesce(x.segments, ['*']) AS segment
WITH o, coalesce(w.id, p.id) AS application, segment
WITH o, collect(DISTINCT {application: application, segment: segment}) AS claims
WHERE size(claims) > 1
UNWIND claims AS one
UNWIND claims AS two
WITH o, one.application AS application, two.application AS other,
     one.segment + '|' + two.segment AS both
WHERE application <> other AND both IN $overlaps
RETURN o.id AS node, 'DataObject' AS kind, o.name AS name, 'ACCESSES' AS relation,
       collect(DISTINCT application) AS detail
ORDER BY node
