"""The physical schemas follow the metamodel, custom attributes included."""

from __future__ import annotations

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.store import schema


def test_every_family_has_a_table_with_id_or_key_first() -> None:
    metamodel = builtin_metamodel()
    texts = [s.text for s in schema.ladybug_schema(metamodel)]
    assert len(texts) == 1 + len(metamodel.kinds) + len(metamodel.relations)
    for family in schema.families(metamodel):
        first = "key" if family in metamodel.relations else "id"
        assert schema.stored_attributes(metamodel, family)[0].name == first
    covers = next(text for text in texts if "TABLE `COVERS`" in text)
    assert "FROM `Application` TO `Scope`, FROM `Module` TO `Scope`, `key` STRING" in covers
    assert "`segments` STRING[]" in covers


def test_custom_attributes_become_columns() -> None:
    metamodel = builtin_metamodel().with_custom({"application": {"seats": "int"}})
    texts = [s.text for s in schema.ladybug_schema(metamodel)]
    assert any("TABLE `Application`" in text and "`seats` INT64" in text for text in texts)


def test_ids_and_keys_are_unique_on_the_server() -> None:
    metamodel = builtin_metamodel()
    texts = [s.text for s in schema.neo4j_schema(metamodel).values()]
    assert len([t for t in texts if "REQUIRE n.id IS UNIQUE" in t]) == 1 + len(metamodel.kinds)
    assert len([t for t in texts if "REQUIRE r._key IS UNIQUE" in t]) == len(metamodel.relations)
