// name: store.constrain_relation
// One relation a key, and an index to find it by.
// mode: schema
// fill: constraint, type
CREATE CONSTRAINT `{{constraint}}` IF NOT EXISTS FOR ()-[r:`{{type}}`]-() REQUIRE r.key IS UNIQUE
