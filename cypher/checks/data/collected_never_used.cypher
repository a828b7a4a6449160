// name: checks.data.collected_never_used
// id: DA-06
// severity: MINOR
// title en: A data object is collected and nowhere used
// title fr: Un objet de données est collecté et n’est exploité nulle part
// why en: Data that serves no purpose should not be collected (minimisation, GDPR article 5), and costs to keep.
// why fr: Une donnée sans finalité ne devrait pas être collectée (minimisation, RGPD article 5), et sa garde coûte.
// remedy en: State who uses it (stage USE), or stop collecting it.
// remedy fr: Déclarer qui l’exploite (étape USE), ou cesser de la collecter.
// assessed: ACCESSES.stage
// detail: Application, Module
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string, detail: list
// mode: read
MATCH (p:Application|Module)-[x:ACCESSES]->(o:DataObject)
WHERE p._live_from_{{plan}} <= $at AND $at < p._live_to_{{plan}}
      AND coalesce(x.valid_from <= $at, true) AND coalesce(x.valid_to > $at, true)
WITH o, sum(CASE WHEN 'COLLECT' IN coalesce(x.stage, ['']) THEN 1 ELSE 0 END) AS collected,
     sum(CASE WHEN 'USE' IN coalesce(x.stage, ['']) THEN 1 ELSE 0 END) AS using,
     sum(CASE WHEN 'TRANSFORM' IN coalesce(x.stage, ['']) THEN 1 ELSE 0 END) AS transforming,
     collect(DISTINCT p.id) AS applications
WHERE collected > 0 AND using + transforming = 0
RETURN o.id AS node, 'DataObject' AS kind, o.name AS name, 'ACCESSES' AS relation,
       applications AS detail
ORDER BY node
