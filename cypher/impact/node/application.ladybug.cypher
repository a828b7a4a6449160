// name: impact.node.application
// An application: its lifecycle, and what it is worth.
// params: id: string
// returns: id: string, name: string, criticality: string, planned: date, phase_in: date
// returns: active: date, phase_out: date, retired: date, phase: string, phase_on: date
// returns: run_cost: float, currency: string, contract_end: date
// mode: read
// around: yes
MATCH (n:Application {id: $id})
RETURN n.id AS id, n.name AS name, n.criticality AS criticality, n.planned AS planned,
       n.phase_in AS phase_in, n.active AS active, n.phase_out AS phase_out,
       n.retired AS retired, n.phase AS phase, n.phase_on AS phase_on, n.run_cost AS run_cost,
       n.currency AS currency, n.contract_end AS contract_end
ORDER BY id
