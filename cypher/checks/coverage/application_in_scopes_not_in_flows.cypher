// name: checks.coverage.application_in_scopes_not_in_flows
// id: CO-07
// severity: MINOR
// title en: An application covers scopes and exchanges no data
// title fr: Une application couvre des périmètres et n’échange aucune donnée
// why en: Few applications stand alone: its flows are likely not recorded, and impacts will miss them.
// why fr: Peu d’applications vivent seules : ses flux ne sont sans doute pas recensés, et les impacts les manqueront.
// remedy en: Record its flows; where data is typed in again by hand, a flow of mode MANUAL.
// remedy fr: Recenser ses flux ; si des données sont ressaisies à la main, un flux de mode MANUAL.
// assessed: Application FEEDS
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at AND $at < a._live_to_{{plan}}
  AND NOT EXISTS { MATCH (a)-[r:EMITS]->(f:Flow) WHERE f._live_from_{{plan}} <= $at
        AND $at < f._live_to_{{plan}} AND coalesce(r.valid_from <= $at, true)
        AND coalesce(r.valid_to > $at, true) }
  AND NOT EXISTS { MATCH (f:Flow)-[r:FEEDS]->(a) WHERE f._live_from_{{plan}} <= $at
        AND $at < f._live_to_{{plan}} AND coalesce(r.valid_from <= $at, true)
        AND coalesce(r.valid_to > $at, true) }
  AND NOT EXISTS { MATCH (a)-[:CONTAINS]->(:Module)-[r:EMITS]->(f:Flow)
        WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
        AND coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to > $at, true) }
  AND NOT EXISTS { MATCH (a)-[:CONTAINS]->(:Module)<-[r:FEEDS]-(f:Flow)
        WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
        AND coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to > $at, true) }
WITH a
WHERE EXISTS { MATCH (a)-[c:COVERS]->(:Scope) WHERE coalesce(c.valid_from <= $at, true)
        AND coalesce(c.valid_to > $at, true) AND coalesce(c.level, 'FULL') <> 'PLANNED' }
  OR EXISTS { MATCH (a)-[:CONTAINS]->(m:Module)-[c:COVERS]->(:Scope)
        WHERE m._live_from_{{plan}} <= $at AND $at < m._live_to_{{plan}}
        AND coalesce(c.valid_from <= $at, true) AND coalesce(c.valid_to > $at, true)
        AND coalesce(c.level, 'FULL') <> 'PLANNED' }
RETURN a.id AS node, 'Application' AS kind, a.name AS name, 'EMITS' AS relation
ORDER BY node
