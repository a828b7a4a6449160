// name: impact.presence.module
// Whether a module sends, receives and covers anything, whatever the dates.
// params: id: string
// returns: id: string, sends: bool, receives: bool, covers: bool
// mode: read
// around: yes
MATCH (n:Module {id: $id})
RETURN n.id AS id, EXISTS { MATCH (n)-[:EMITS]->(:Flow) } AS sends,
       EXISTS { MATCH (n)<-[:FEEDS]-(:Flow) } AS receives,
       EXISTS { MATCH (n)-[:COVERS]->(:Scope) } AS covers
ORDER BY id
