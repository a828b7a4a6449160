// name: impact.periods_of_everything
// The freezes and peaks that name no domain and no scope: they apply to all.
// returns: id: string, name: string, category: string, starts_on: date, ends_on: date, yearly: bool
// returns: max_tolerable_downtime_h: float
// mode: read
MATCH (n:Period)
WHERE NOT EXISTS { MATCH (n)-[:APPLIES_TO]->() }
RETURN n.id AS id, n.name AS name, n.category AS category, n.starts_on AS starts_on,
       n.ends_on AS ends_on, n.yearly AS yearly,
       n.max_tolerable_downtime_h AS max_tolerable_downtime_h
ORDER BY id
