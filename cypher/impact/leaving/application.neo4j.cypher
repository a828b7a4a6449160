// name: impact.leaving.application
// What an analysis reads of the relations that start from an application.
// params: ids: list
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string, level: string, role: string, segments: list, crud: list
// returns: stage: list, scopes: list, group: string, min_up: int
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Application {id: id})-[r:COVERS|ACCESSES|USES_TECH|REPLACED_BY|CONTAINS|ALTERNATIVE_OF|RUNS_ON]->(x)
RETURN n.id AS id, type(r) AS type, labels(x)[0] AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id, r.level AS level, r.role AS role,
       r.segments AS segments, r.crud AS crud, r.stage AS stage, r.scopes AS scopes,
       r.`group` AS `group`,
       r.min_up AS min_up
ORDER BY id, key
