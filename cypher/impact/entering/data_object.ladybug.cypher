// name: impact.entering.data_object
// What an analysis reads of the relations that lead to a data object.
// params: id: string
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string, crud: list, role: string, stage: list, segments: list
// returns: raci: string, deputy: bool, purpose: string, legal_basis: string
// mode: read
// around: yes
MATCH (n:DataObject {id: $id})<-[r:ACCESSES|CONTAINS|NEEDS|RESPONSIBLE_FOR]-(x)
RETURN n.id AS id, label(r) AS type, label(x) AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id, r.crud AS crud, r.role AS role,
       r.stage AS stage, r.segments AS segments, r.raci AS raci, r.deputy AS deputy,
       r.purpose AS purpose, r.legal_basis AS legal_basis
ORDER BY id, key
