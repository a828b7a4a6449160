// name: store.set_portfolio
// What the store says of itself.
// params: revision: string, fingerprint: string, schema_version: int
// mode: write
MERGE (p:Portfolio {id: 'portfolio'})
SET p.revision = $revision, p.fingerprint = $fingerprint, p.schema_version = $schema_version
