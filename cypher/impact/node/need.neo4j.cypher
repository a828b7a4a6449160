// name: impact.node.need
// A need: how pressing it is, and where it stands.
// params: ids: list
// returns: id: string, name: string, status: string, priority: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:Need {id: id})
RETURN n.id AS id, n.name AS name, n.status AS status, n.priority AS priority
ORDER BY id
