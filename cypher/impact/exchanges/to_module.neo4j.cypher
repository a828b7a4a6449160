// name: impact.exchanges.to_module
// The flows that feed a module, each with its source and the object it carries.
// params: ids: list
// returns: id: string, flow: string, source: string, source_kind: string, target: string
// returns: target_kind: string, object: string, emits_from: date, emits_to: date
// returns: emits_confidence: float, feeds_from: date, feeds_to: date, feeds_confidence: float
// returns: carries_from: date, carries_to: date, carries_confidence: float, name: string
// returns: planned: date, phase_in: date, active: date, phase_out: date, retired: date
// returns: phase: string, phase_on: date, criticality: string, frequency: string
// returns: mode: string, depends: string
// returns: sources: list, batch_id: string, confirmed_on: date
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (y:Module {id: id})<-[d:FEEDS]-(f:Flow)<-[e:EMITS]-(x:Application|Module|Organisation)
OPTIONAL MATCH (f)-[c:CARRIES]->(o:DataObject)
RETURN y.id AS id, f.id AS flow, x.id AS source, labels(x)[0] AS source_kind, y.id AS target,
       labels(y)[0] AS target_kind, o.id AS object, e.valid_from AS emits_from,
       e.valid_to AS emits_to, e.confidence AS emits_confidence, d.valid_from AS feeds_from,
       d.valid_to AS feeds_to, d.confidence AS feeds_confidence, c.valid_from AS carries_from,
       c.valid_to AS carries_to, c.confidence AS carries_confidence, f.name AS name,
       f.planned AS planned, f.phase_in AS phase_in, f.active AS active,
       f.phase_out AS phase_out, f.retired AS retired, f.phase AS phase,
       f.phase_on AS phase_on, f.criticality AS criticality, f.frequency AS frequency,
       f.mode AS mode, f.depends AS depends,
       f.sources AS sources, f.batch_id AS batch_id, f.confirmed_on AS confirmed_on
ORDER BY id, flow, source, target, object, emits_from, feeds_from, carries_from
