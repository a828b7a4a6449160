// name: find.segments
// The items named as segments of coverages and accesses.
// returns: segment: string
// mode: read
MATCH (:Application|Module)-[c:COVERS]->(:Scope)
WHERE c.segments IS NOT NULL
UNWIND c.segments AS item
RETURN DISTINCT item AS segment
UNION ALL
MATCH (:Application|Module)-[x:ACCESSES]->(:DataObject)
WHERE x.segments IS NOT NULL
UNWIND x.segments AS item
RETURN DISTINCT item AS segment
