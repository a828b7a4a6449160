// name: store.add_pair
// Two kinds that a relation type of an older schema could not join.
// mode: schema
// fill: type, source, target
ALTER TABLE `{{type}}` ADD IF NOT EXISTS FROM `{{source}}` TO `{{target}}`
