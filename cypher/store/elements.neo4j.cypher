// name: store.elements
// Where nodes of a kind are, in the server's own terms: relations are written between these.
// params: ids: list
// returns: ids: list, elements: list
// mode: read
// fill: label
UNWIND $ids AS id
MATCH (n:`{{label}}` {id: id})
USING INDEX SEEK n:`{{label}}`(id)
RETURN collect(n.id) AS ids, collect(elementId(n)) AS elements
