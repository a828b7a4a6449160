// name: store.constraints
// What is unique in the database already, by the names of its constraints.
// returns: name: string
// mode: read
SHOW CONSTRAINTS YIELD name
RETURN name
ORDER BY name
