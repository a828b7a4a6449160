// name: checks.flows.unknown_dependency
// id: FL-04
// severity: INFO
// title en: It is not stated which end of a flow depends on the other
// title fr: On ne sait pas quelle extrémité d’un flux dépend de l’autre
// why en: Impacts assume that the target depends on the source, and say so.
// why fr: Les impacts supposent que la cible dépend de la source, et le disent.
// remedy en: State which end depends on the other (depends), first for flows between critical applications.
// remedy fr: Déclarer quelle extrémité dépend de l’autre (depends), d’abord pour les flux entre applications critiques.
// assessed: Flow.depends
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string
// mode: read
MATCH (f:Flow)
WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}} AND f.depends IS NULL
RETURN f.id AS node, 'Flow' AS kind, f.name AS name
ORDER BY node
