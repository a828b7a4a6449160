// name: store.constrain_relation
// One relation a key, and an index to find it by: of the key's digest, as an index holds no long text.
// mode: schema
// fill: constraint, type
CREATE CONSTRAINT `{{constraint}}` IF NOT EXISTS FOR ()-[r:`{{type}}`]-() REQUIRE r._key IS UNIQUE
