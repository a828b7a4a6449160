// name: impact.node.period
// A period, and when it holds.
// params: id: string
// returns: id: string, name: string, category: string, starts_on: date, ends_on: date
// returns: yearly: bool
// mode: read
// around: yes
MATCH (n:Period {id: $id})
RETURN n.id AS id, n.name AS name, n.category AS category, n.starts_on AS starts_on,
       n.ends_on AS ends_on, n.yearly AS yearly
ORDER BY id
