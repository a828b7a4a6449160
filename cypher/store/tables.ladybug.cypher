// name: store.tables
// The tables there are.
// returns: name: string
// mode: read
CALL show_tables() RETURN name ORDER BY name
