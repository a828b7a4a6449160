// name: impact.entering.application
// What an analysis reads of the relations that lead to an application.
// params: id: string
// returns: id: string, type: string, kind: string, other: string, key: string
// returns: valid_from: date, valid_to: date, confidence: float, sources: list
// returns: batch_id: string, users_count: int, role: string, raci: string, deputy: bool
// returns: group: string, min_up: int, contract_end: date
// mode: read
// around: yes
MATCH (n:Application {id: $id})<-[r:RUNS_ON|USES|OWNS|OPERATES|RESPONSIBLE_FOR|ALTERNATIVE_OF|REPLACED_BY|SUPPLIES]-(x)
HINT (n JOIN r) JOIN x
RETURN n.id AS id, label(r) AS type, label(x) AS kind, x.id AS other, r.key AS key,
       r.valid_from AS valid_from, r.valid_to AS valid_to, r.confidence AS confidence,
       r.sources AS sources, r.batch_id AS batch_id, r.users_count AS users_count,
       r.role AS role, r.raci AS raci, r.deputy AS deputy, r.`group` AS `group`,
       r.min_up AS min_up, r.contract_end AS contract_end
ORDER BY id, key
