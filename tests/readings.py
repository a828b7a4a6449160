"""Readings written by hand: what a file would state, row by row."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Place
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.reading import RawNode, RawRelation, Reading, Ref
from archrepo.importing.applying import apply_plan
from archrepo.importing.planning import ImportOptions, plan_changes

if TYPE_CHECKING:
    from archrepo.domain.changes import Plan
    from tests.applying_store import ApplyingStore

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def rows(*facts: tuple[Any, ...], file: str = "portfolio.csv") -> Reading:
    """Return a reading of `("Application", {"name": "CRM"})` and `("COVERS", "crm", "sales", {})`.

    An end may be text, a `Ref`, or the `RawNode` itself.
    """

    def locate(mark: Any, attribute: str | None = None) -> Place:
        return Place(file, row=mark, path=attribute or "")

    reading = Reading(file, "test", "0" * 64, locate)
    for number, fact in enumerate(facts, 1):
        if isinstance(fact[0], RawNode):
            fact[0].mark = number
            reading.nodes.append(fact[0])
        elif len(fact) == 2:
            reading.nodes.append(RawNode(fact[0], fact[1], number))
        else:
            ends = (_ref(fact[1]), _ref(fact[2]))
            values = fact[3] if len(fact) > 3 else {}
            reading.relations.append(RawRelation(fact[0], *ends, values, number))
    return reading


def _ref(end: Any) -> Ref:
    if isinstance(end, RawNode):
        return Ref(node=end)
    return end if isinstance(end, Ref) else Ref(end)


def plan(store: ApplyingStore, *readings: Reading, **options: Any) -> Plan:
    """Return what the readings would change; they can be planned again, as a file can be read."""
    read = [replace(r, nodes=list(r.nodes), relations=list(r.relations)) for r in readings]
    return plan_changes(read, store, builtin_metamodel(), ImportOptions(**options))


def load(store: ApplyingStore, *readings: Reading, **options: Any) -> Plan:
    """Plan, check that nothing is wrong, and apply."""
    made = plan(store, *readings, **options)
    assert [str(d) for d in made.errors] == []
    apply_plan(made, store, actor="tester", now=NOW)
    return made
