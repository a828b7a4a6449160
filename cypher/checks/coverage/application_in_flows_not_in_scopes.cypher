// name: checks.coverage.application_in_flows_not_in_scopes
// id: CO-06
// severity: MINOR
// title en: An application exchanges data, and what it is to cover is not in force
// title fr: Une application échange des données, et ce qu’elle doit couvrir n’est pas en vigueur
// why en: It is at work, while every coverage stated for it is only planned or yet to begin.
// why fr: Elle est en service, alors que toutes ses couvertures déclarées sont prévues ou à venir.
// remedy en: State what it covers already, or correct the dates of its flows.
// remedy fr: Déclarer ce qu’elle couvre déjà, ou corriger les dates de ses flux.
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
  AND NOT EXISTS { MATCH (a)-[c:COVERS]->(:Scope) WHERE coalesce(c.valid_from <= $at, true)
        AND coalesce(c.valid_to > $at, true) AND coalesce(c.level, 'FULL') <> 'PLANNED' }
  AND NOT EXISTS { MATCH (a)-[:CONTAINS]->(m:Module)-[c:COVERS]->(:Scope)
        WHERE m._live_from_{{plan}} <= $at AND $at < m._live_to_{{plan}}
        AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
        AND coalesce(c.level, 'FULL') <> 'PLANNED' }
WITH a
WHERE EXISTS { MATCH (a)-[c:COVERS]->(:Scope) WHERE coalesce(c.valid_to > $at, true) }
  OR EXISTS { MATCH (a)-[:CONTAINS]->(:Module)-[c:COVERS]->(:Scope)
        WHERE coalesce(c.valid_to > $at, true) }
WITH a
WHERE EXISTS { MATCH (a)-[r:EMITS]->(f:Flow) WHERE f._live_from_{{plan}} <= $at
        AND $at < f._live_to_{{plan}} AND coalesce(r.valid_from <= $at, true)
        AND coalesce(r.valid_to > $at, true) }
  OR EXISTS { MATCH (f:Flow)-[r:FEEDS]->(a) WHERE f._live_from_{{plan}} <= $at
        AND $at < f._live_to_{{plan}} AND coalesce(r.valid_from <= $at, true)
        AND coalesce(r.valid_to > $at, true) }
  OR EXISTS { MATCH (a)-[:CONTAINS]->(:Module)-[r:EMITS]->(f:Flow)
        WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
        AND coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to > $at, true) }
  OR EXISTS { MATCH (a)-[:CONTAINS]->(:Module)<-[r:FEEDS]-(f:Flow)
        WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
        AND coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to > $at, true) }
RETURN a.id AS node, 'Application' AS kind, a.name AS name, 'COVERS' AS relation
ORDER BY node
