// name: store.set_loading
// Say that a copy into the database has begun and not ended.
// params: what: string
// returns: written: int
// mode: write
MATCH (p:Portfolio {id: 'portfolio'})
SET p.loading = $what, p.revision = ''
RETURN count(*) AS written
