// name: store.drop_column
// A column of which nothing is kept.
// mode: schema
// fill: table, column
ALTER TABLE `{{table}}` DROP `{{column}}`
