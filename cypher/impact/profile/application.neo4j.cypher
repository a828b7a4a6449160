// name: impact.profile.application
// An application as an investment and as a place for data: what only some rules ask.
// params: ids: list
// returns: id: string, name: string, planned: date, phase_in: date, active: date
// returns: phase_out: date, retired: date, phase: string, phase_on: date, disposition: string
// returns: functional_fit: string, technical_fit: string, run_cost: float, currency: string
// returns: contract_end: date, security_need_c: int, data_location: string, rto_h: float
// returns: rpo_h: float, hosting: string, security_need_i: int, security_need_a: int
// returns: security_need_t: int
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Application {id: id})
RETURN n.id AS id, n.name AS name, n.planned AS planned, n.phase_in AS phase_in,
       n.active AS active, n.phase_out AS phase_out, n.retired AS retired, n.phase AS phase,
       n.phase_on AS phase_on, n.disposition AS disposition, n.functional_fit AS functional_fit,
       n.technical_fit AS technical_fit, n.run_cost AS run_cost, n.currency AS currency,
       n.contract_end AS contract_end, n.security_need_c AS security_need_c,
       n.data_location AS data_location, n.rto_h AS rto_h,
       n.rpo_h AS rpo_h, n.hosting AS hosting, n.security_need_i AS security_need_i,
       n.security_need_a AS security_need_a, n.security_need_t AS security_need_t
ORDER BY id
