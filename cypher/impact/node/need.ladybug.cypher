// name: impact.node.need
// A need: how pressing it is, and where it stands.
// params: id: string
// returns: id: string, name: string, status: string, priority: string
// mode: read
// around: yes
MATCH (n:Need {id: $id})
RETURN n.id AS id, n.name AS name, n.status AS status, n.priority AS priority
ORDER BY id
