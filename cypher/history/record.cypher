// name: history.record
// What a batch replaced, as JSON.
// params: id: string
// returns: id: string, changes: string
// mode: read
MATCH (b:ChangeBatch {id: $id})
RETURN b.id AS id, b.changes AS changes
ORDER BY id
