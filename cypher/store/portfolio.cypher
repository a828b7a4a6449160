// name: store.portfolio
// What the store says of itself: last applied batch, digest of its schema, version of its layout.
// returns: revision: string, fingerprint: string, schema_version: int
// mode: read
MATCH (p:Portfolio {id: 'portfolio'})
RETURN p.revision AS revision, p.fingerprint AS fingerprint, p.schema_version AS schema_version
ORDER BY revision
