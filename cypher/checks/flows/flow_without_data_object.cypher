// name: checks.flows.flow_without_data_object
// id: FL-01
// severity: MINOR
// title en: A flow carries no data object
// title fr: Un flux ne porte aucun objet de données
// why en: Impacts on data stop here: nobody knows what passes.
// why fr: Les impacts sur les données s’arrêtent ici : nul ne sait ce qui passe.
// remedy en: State what it carries (CARRIES).
// remedy fr: Déclarer ce qu’il porte (CARRIES).
// assessed: Flow CARRIES
// choose: plan
// params: at: date
// returns: node: string, kind: string, name: string, relation: string
// mode: read
MATCH (f:Flow)
WHERE f._live_from_{{plan}} <= $at AND $at < f._live_to_{{plan}}
      AND NOT EXISTS { MATCH (f)-[:CARRIES]->(:DataObject) }
RETURN f.id AS node, 'Flow' AS kind, f.name AS name, 'CARRIES' AS relation
ORDER BY node
