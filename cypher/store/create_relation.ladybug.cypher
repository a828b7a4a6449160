// name: store.create_relation
// The table of a relation type, with the kinds it may join.
// mode: schema
// fill: type
// each pair: FROM `{source}` TO `{target}`
// each column: `{name}` {type}
CREATE REL TABLE `{{type}}`({{pair}}, {{column}})
