// name: impact.node.technology
// A technology, and when its support ends.
// params: id: string
// returns: id: string, name: string, vendor_support_end: date
// mode: read
// around: yes
MATCH (n:Technology {id: $id})
RETURN n.id AS id, n.name AS name, n.vendor_support_end AS vendor_support_end
ORDER BY id
