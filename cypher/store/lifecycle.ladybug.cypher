// name: store.lifecycle
// What decides when a node is live, projects aside.
// params: id: string
// returns: id: string, planned: date, phase_in: date, active: date, phase_out: date, retired: date, phase: string, phase_on: date
// mode: read
// fill: label
MATCH (n:`{{label}}` {id: $id})
RETURN n.id AS id, n.planned AS planned, n.phase_in AS phase_in, n.active AS active,
       n.phase_out AS phase_out, n.retired AS retired, n.phase AS phase, n.phase_on AS phase_on
ORDER BY id
