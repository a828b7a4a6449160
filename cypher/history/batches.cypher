// name: history.batches
// Every applied batch, without the values it replaced.
// returns: id: string, actor: string, applied_at: string, source: string, file: string, counts: string, undone_at: string
// mode: read
MATCH (b:ChangeBatch)
RETURN b.id AS id, b.actor AS actor, b.applied_at AS applied_at, b.source AS source,
       b.file AS file, b.counts AS counts, b.undone_at AS undone_at
ORDER BY applied_at, id
