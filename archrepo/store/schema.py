"""The physical schema of both engines, read off the metamodel; nothing lists kinds again.

A kind is a node table or label with its attributes as properties, `id` first; one with a lifecycle
also says when its nodes are live (see `lives`). A relation type is a relation table or type with
its `key`, then its attributes. `Portfolio` is one node that says which
batch was applied last and what the schema was made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.metamodel import Attribute, AttributeType
from archrepo.domain.validity import PlanWord
from archrepo.store.catalog import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.metamodel import Metamodel
    from archrepo.store.catalog import Statement

PORTFOLIO = "Portfolio"
_ENDS = ("from", "to")
SCHEMA_VERSION = 2  # of the layout, not of the metamodel: raise it when this module changes
ID = Attribute("id", AttributeType.STRING)
KEY = Attribute("key", AttributeType.STRING)
LIVE_ATTRIBUTES = tuple(
    Attribute(f"_live_{end}_{plan}", AttributeType.DATE) for plan in PlanWord for end in _ENDS
)
"""First day on which a node is live and first on which it no longer is, under each plan.

Ours alone: whoever reads a node's values does not see them. Never null: a rule compares two days.
"""

_LADYBUG_TYPES = {
    AttributeType.STRING: "STRING",
    AttributeType.INTEGER: "INT64",
    AttributeType.NUMBER: "DOUBLE",
    AttributeType.BOOLEAN: "BOOL",
    AttributeType.DATE: "DATE",
    AttributeType.STRINGS: "STRING[]",
}
_PORTFOLIO = (
    ID,
    Attribute("revision", AttributeType.STRING),
    Attribute("fingerprint", AttributeType.STRING),
    Attribute("schema_version", AttributeType.INTEGER),
)


def stored_attributes(metamodel: Metamodel, family: str) -> tuple[Attribute, ...]:
    """Return what is stored of a kind or relation type, in the order of its table.

    Raises:
        KeyError: There is no such family.
    """
    if family in metamodel.kinds:
        return tuple(metamodel.kinds[family].attributes.values())
    return (KEY, *metamodel.relations[family].attributes.values())


def physical_attributes(metamodel: Metamodel, family: str) -> tuple[Attribute, ...]:
    """Return the columns of a family's table: what is stored, and when its nodes are live."""
    kind = metamodel.kinds.get(family)
    live = LIVE_ATTRIBUTES if kind is not None and kind.has_lifecycle else ()
    return (*stored_attributes(metamodel, family), *live)


def families(metamodel: Metamodel) -> tuple[str, ...]:
    """Return every kind, then every relation type."""
    return (*metamodel.kinds, *metamodel.relations)


def ladybug_type(attribute: Attribute) -> str:
    """Return the column type that holds an attribute."""
    return _LADYBUG_TYPES[attribute.value_type]


def attribute_type(column_type: str) -> AttributeType:
    """Return what a column of that type holds; see `ladybug_type`."""
    return next(of for of, written in _LADYBUG_TYPES.items() if written == column_type)


def ladybug_schema(metamodel: Metamodel) -> Iterator[Statement]:
    """Yield what creates all tables of an empty Ladybug file."""
    create_kind = statement("store.create_kind", "ladybug")
    create_relation = statement("store.create_relation", "ladybug")
    yield create_kind.filled({"label": PORTFOLIO}, {"column": _columns(_PORTFOLIO)})
    for kind in metamodel.kinds:
        columns = _columns(physical_attributes(metamodel, kind))
        yield create_kind.filled({"label": kind}, {"column": columns})
    for name, relation in metamodel.relations.items():
        pairs = [{"source": source, "target": target} for source, target in relation.pairs]
        columns = _columns(stored_attributes(metamodel, name))
        yield create_relation.filled({"type": name}, {"pair": pairs, "column": columns})


def neo4j_schema(metamodel: Metamodel) -> dict[str, Statement]:
    """Return constraint → what makes ids and keys unique, and found by an index, in Neo4j."""
    of_kind = statement("store.constrain_kind", "neo4j")
    of_relation = statement("store.constrain_relation", "neo4j")
    made = {}
    for label in (PORTFOLIO, *metamodel.kinds):
        name = f"{label}_id"
        made[name] = of_kind.filled({"constraint": name, "label": label})
    for type_ in metamodel.relations:
        name = f"{type_}_key"
        made[name] = of_relation.filled({"constraint": name, "type": type_})
    return made


def _columns(attributes: tuple[Attribute, ...]) -> list[dict[str, str]]:
    return [{"name": a.name, "type": ladybug_type(a)} for a in attributes]
