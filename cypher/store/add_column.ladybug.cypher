// name: store.add_column
// A column that a table of an older schema lacks.
// mode: schema
// fill: table, column, type
ALTER TABLE `{{table}}` ADD IF NOT EXISTS `{{column}}` {{type}}
