// name: impact.node.period
// A period, and when it holds.
// params: id: string
// returns: id: string, name: string, category: string, starts_on: date, ends_on: date
// returns: yearly: bool, max_tolerable_downtime_h: float
// mode: read
// around: yes
MATCH (n:Period {id: $id})
RETURN n.id AS id, n.name AS name, n.category AS category, n.starts_on AS starts_on,
       n.ends_on AS ends_on, n.yearly AS yearly,
       n.max_tolerable_downtime_h AS max_tolerable_downtime_h
ORDER BY id
