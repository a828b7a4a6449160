"""A portfolio with all the metamodel allows: kinds, attributes, relations between all ends."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import Attribute, AttributeType, builtin_metamodel, snake_case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.facts import Value, Values
    from archrepo.domain.metamodel import Metamodel
    from tests.plans import Facts


def whole_portfolio(metamodel: Metamodel | None = None) -> Facts:
    """Return two nodes a kind, with every value and with none, and every relation likewise."""
    metamodel = metamodel or builtin_metamodel()
    facts: Facts = []
    for name in metamodel.portfolio_kinds:
        attributes = metamodel.kinds[name].attributes.values()
        facts.append(NodeFact(name, _id(name, 1), _values(attributes)))
        facts.append(NodeFact(name, _id(name, 2), {"name": f"bare {name}"}))
    for name, relation in metamodel.relations.items():
        for source, target in relation.pairs:
            for start, values in ((1, _values(relation.attributes.values())), (2, {})):
                ends = (_id(source, start), _id(target, 3 - start))
                key = relation_key(relation, *ends, values)
                facts.append(RelationFact(name, key, source, ends[0], target, ends[1], values))
    return facts


def value_of(attribute: Attribute) -> Value:
    """Return some value that the attribute allows."""
    if attribute.value_type is AttributeType.STRINGS:
        return attribute.values[-2:] or ("un", "deux; trois")
    if attribute.values:
        return attribute.values[-1]
    values: dict[AttributeType, Value] = {
        AttributeType.STRING: f"{attribute.name} é “x”",
        AttributeType.INTEGER: int(attribute.minimum or 0) + 3,
        AttributeType.NUMBER: 0.1,
        AttributeType.BOOLEAN: False,
        AttributeType.DATE: dt.date(2026, 2, 28),
    }
    return values[attribute.value_type]


def _values(attributes: Iterable[Attribute]) -> Values:
    return {
        attribute.name: value_of(attribute)
        for attribute in attributes
        if attribute.name not in ("id", "batch_id")
    }


def _id(kind: str, number: int) -> str:
    return f"{snake_case(kind).replace('_', '-')}-{number}"
