// name: store.lock
// Keep other writers out until the transaction ends.
// params: holder: string
// returns: locked: int
// mode: write
MATCH (p:Portfolio {id: 'portfolio'})
SET p.locked_by = $holder
RETURN count(*) AS locked
