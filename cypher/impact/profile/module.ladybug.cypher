// name: impact.profile.module
// A module as a place for data: what only some rules ask.
// params: id: string
// returns: id: string, name: string, security_need_c: int, data_location: string
// mode: read
// around: yes
MATCH (n:Module {id: $id})
RETURN n.id AS id, n.name AS name, n.security_need_c AS security_need_c,
       n.data_location AS data_location
ORDER BY id
