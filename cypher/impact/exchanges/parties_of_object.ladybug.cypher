// name: impact.exchanges.parties_of_object
// Who sends or receives a data object, with what an analysis reads of an application.
// params: id: string
// returns: object: string, kind: string, id: string, name: string, criticality: string
// returns: planned: date, phase_in: date, active: date, phase_out: date, retired: date
// returns: phase: string, phase_on: date, run_cost: float, currency: string
// returns: contract_end: date
// mode: read
// around: yes
MATCH (o:DataObject {id: $id})<-[:CARRIES]-(:Flow)<-[:EMITS]-(x:Application|Module|Organisation)
RETURN o.id AS object, label(x) AS kind, x.id AS id, x.name AS name,
       x.criticality AS criticality, x.planned AS planned, x.phase_in AS phase_in,
       x.active AS active, x.phase_out AS phase_out, x.retired AS retired, x.phase AS phase,
       x.phase_on AS phase_on, x.run_cost AS run_cost, x.currency AS currency,
       x.contract_end AS contract_end
UNION
MATCH (o:DataObject {id: $id})<-[:CARRIES]-(:Flow)-[:FEEDS]->(x:Application|Module|Organisation)
RETURN o.id AS object, label(x) AS kind, x.id AS id, x.name AS name,
       x.criticality AS criticality, x.planned AS planned, x.phase_in AS phase_in,
       x.active AS active, x.phase_out AS phase_out, x.retired AS retired, x.phase AS phase,
       x.phase_on AS phase_on, x.run_cost AS run_cost, x.currency AS currency,
       x.contract_end AS contract_end
