// name: store.constrain_kind
// One node an id, and an index to find it by.
// mode: schema
// fill: constraint, label
CREATE CONSTRAINT `{{constraint}}` IF NOT EXISTS FOR (n:`{{label}}`) REQUIRE n.id IS UNIQUE
