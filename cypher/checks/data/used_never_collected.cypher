// name: checks.data.used_never_collected
// id: DA-05
// severity: MAJOR
// title en: A data object is used and nowhere collected
// title fr: Un objet de données est exploité et n’est collecté nulle part
// why en: It comes from somewhere that is not recorded: nobody can vouch for it, nor tell persons where it comes from.
// why fr: Il vient d’un endroit non recensé : nul ne peut s’en porter garant, ni dire aux personnes d’où il vient.
// remedy en: State where it is collected (stage COLLECT), or which partner sends it.
// remedy fr: Déclarer où il est collecté (étape COLLECT), ou quel partenaire l’envoie.
// assessed: ACCESSES.stage
// detail: Application, Module
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[x:ACCESSES]->(o:DataObject)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(x.valid_from <= $at, true) AND coalesce(x.valid_to > $at, true)
WITH o, sum(CASE WHEN 'COLLECT' IN coalesce(x.stage, ['']) OR 'C' IN coalesce(x.crud, [''])
      THEN 1 ELSE 0 END) AS collecting,
     sum(CASE WHEN 'USE' IN coalesce(x.stage, ['']) THEN 1 ELSE 0 END) AS using,
     sum(CASE WHEN 'TRANSFORM' IN coalesce(x.stage, ['']) THEN 1 ELSE 0 END) AS transforming,
     collect(DISTINCT p.id) AS applications
WHERE using + transforming > 0 AND collecting = 0
  AND NOT EXISTS { MATCH (:Organisation)-[:EMITS]->(:Flow)-[:CARRIES]->(o) }
RETURN o.id AS node, 'DataObject' AS kind, o.name AS name, 'ACCESSES' AS relation,
       applications AS detail
ORDER BY node
