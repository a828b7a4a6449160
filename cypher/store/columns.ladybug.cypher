// name: store.columns
// The columns of a table, with their types.
// returns: name: string, type: string
// mode: read
// fill: table
CALL table_info('{{table}}') RETURN name, type ORDER BY name
