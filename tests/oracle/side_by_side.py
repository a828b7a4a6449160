"""Cases side by side in one portfolio: a store is filled once for many."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.validity import PlanChoice
from tests.oracle.portfolios import KINDS, Case

if TYPE_CHECKING:
    from collections.abc import Iterable


def apart(cases: Iterable[Case]) -> list[Case]:
    """Return the cases with ids that no two share."""
    return [_renamed(case, f"-{number}") for number, case in enumerate(cases)]


def together(cases: Iterable[Case]) -> list[Case]:
    """Return the cases with what concerns each where they share a portfolio.

    It is what each brought, and the periods that name no domain and no scope: they apply to all.
    """
    there = list(cases)
    shared = {period.id: period for case in there for period in _of_everything(case)}
    return [
        Case(
            tuple({**shared, **{n.id: n for n in case.nodes}}.values()), case.relations, case.event
        )
        for case in there
    ]


def _of_everything(case: Case) -> list[NodeFact]:
    bound = {link.from_id for link in case.relations if link.type == "APPLIES_TO"}
    return [node for node in case.nodes if node.kind == "Period" and node.id not in bound]


def _renamed(case: Case, ending: str) -> Case:
    """Return a case with an ending to every id, wherever it is told."""
    ids = {node.id for node in case.nodes}

    def told(value: Any) -> Any:
        if isinstance(value, PlanChoice):
            return dataclasses.replace(value, projects=told(value.projects))
        if isinstance(value, tuple | frozenset):
            return type(value)(map(told, value))
        if type(value) is not str:
            return value
        return re.sub(r"\w+", lambda word: word[0] + ending if word[0] in ids else word[0], value)

    def of(values: Any) -> dict[str, Any]:
        return {name: told(value) for name, value in values.items()}

    event = case.event
    asked = {field.name: told(getattr(event, field.name)) for field in dataclasses.fields(event)}
    return Case(
        tuple(NodeFact(node.kind, told(node.id), of(node.values)) for node in case.nodes),
        tuple(_linked(link, *map(told, _ends(link)), of(link.values)) for link in case.relations),
        dataclasses.replace(event, **asked),
    )


def _ends(link: RelationFact) -> tuple[str, str]:
    return link.from_id, link.to_id


def _linked(link: RelationFact, source: str, target: str, values: dict[str, Any]) -> RelationFact:
    key = relation_key(KINDS[link.type], source, target, values)
    return RelationFact(link.type, key, link.from_kind, source, link.to_kind, target, values)
