// name: impact.node.data_object
// A data object: how critical it is, and what the law asks for it.
// params: ids: list
// returns: id: string, name: string, criticality: string, personal: string
// returns: retention_months: int, classification: string
// mode: read
// around: yes
UNWIND $ids AS id
MATCH (n:DataObject {id: id})
RETURN n.id AS id, n.name AS name, n.criticality AS criticality, n.personal AS personal,
       n.retention_months AS retention_months, n.classification AS classification
ORDER BY id
