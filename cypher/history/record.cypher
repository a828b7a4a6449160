// name: history.record
// One batch: when it was applied, and the values it replaced.
// params: id: string
// returns: id: string, applied_at: string, changes: string
// mode: read
MATCH (b:ChangeBatch {id: $id})
RETURN b.id AS id, b.applied_at AS applied_at, b.changes AS changes
ORDER BY id
