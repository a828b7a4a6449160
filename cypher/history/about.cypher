// name: history.about
// The batches that changed or removed what their record names so.
// params: text: string
// returns: id: string
// mode: read
MATCH (b:ChangeBatch)
WHERE b.changes CONTAINS $text
RETURN b.id AS id
ORDER BY id
