// name: store.state
// What the database says of the portfolio in it; no row where there is none.
// returns: revision: string, fingerprint: string, schema_version: int, loading: string
// mode: read
MATCH (p:Portfolio {id: 'portfolio'})
RETURN p.revision AS revision, p.fingerprint AS fingerprint, p.schema_version AS schema_version, p.loading AS loading
ORDER BY revision
