// name: impact.entering.scope
// What an analysis reads of the relations that lead to a scope.
// params: ids: list
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string, level: string, role: string, segments: list, step: string
// returns: essential: bool, raci: string, deputy: bool
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Scope {id: id})<-[r:COVERS|CONTAINS|PASSES_THROUGH|APPLIES_TO|DELIVERS|RESPONSIBLE_FOR]-(x)
RETURN n.id AS id, type(r) AS type, labels(x)[0] AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id, r.level AS level, r.role AS role,
       r.segments AS segments, r.step AS step, r.essential AS essential, r.raci AS raci,
       r.deputy AS deputy
ORDER BY id, key
