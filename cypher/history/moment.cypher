// name: history.moment
// When a batch was applied.
// params: id: string
// returns: id: string, applied_at: string
// mode: read
MATCH (b:ChangeBatch {id: $id})
RETURN b.id AS id, b.applied_at AS applied_at
ORDER BY id
