// name: store.set_portfolio
// What the database says of the portfolio in it; it lets other writers in.
// params: revision: string, fingerprint: string, schema_version: int
// returns: written: int
// mode: write
MERGE (p:Portfolio {id: 'portfolio'})
SET p.revision = $revision, p.fingerprint = $fingerprint, p.schema_version = $schema_version
REMOVE p.locked_by, p.loading
RETURN count(*) AS written
