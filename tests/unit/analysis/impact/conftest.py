"""A small language for portfolios, so that a rule's test reads like its condition."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.analysis.impact import Change, ImpactSettings, Outage, Retire, TechnologyEnd, assess
from archrepo.analysis.impact.events import ChangeKind
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.validity import PlanChoice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.impact import Event, ImpactReport

DAY = dt.date(2026, 12, 31)


class Build:
    """A portfolio in the making; ids are also names unless a name is given."""

    def __init__(self) -> None:
        self.nodes: dict[str, NodeFact] = {}
        self.relations: list[RelationFact] = []

    def add(self, kind: str, *ids: str, **values: Any) -> Build:
        """Add nodes of a kind, with the same values."""
        for node_id in ids:
            self.nodes[node_id] = NodeFact(kind, node_id, {"name": node_id, **values})
        return self

    def app(self, *ids: str, **values: Any) -> Build:
        """Add applications."""
        return self.add("Application", *ids, **values)

    def link(self, source: str, relation: str, target: str, **values: Any) -> Build:
        """Add a relation between nodes that are there."""
        kinds = builtin_metamodel().relations[relation]
        ends = (self.nodes[source].kind, self.nodes[target].kind)
        assert ends in kinds.pairs, f"{relation} does not join {ends}"
        key = relation_key(kinds, source, target, values)
        self.relations.append(
            RelationFact(relation, key, ends[0], source, ends[1], target, dict(values))
        )
        return self

    def covers(self, app: str, scope: str, level: str | None = "FULL", **values: Any) -> Build:
        """Let an application cover a scope, which is added where new."""
        if scope not in self.nodes:
            self.add("Scope", scope)
        stated = {} if level is None else {"level": level}
        return self.link(app, "COVERS", scope, **stated, **values)

    def flow(self, flow: str, source: str, target: str, *objects: str, **values: Any) -> Build:
        """Add a flow with the objects it carries, which are added where new."""
        during = {name: values.pop(name) for name in ("valid_from", "valid_to") if name in values}
        self.add("Flow", flow, **values)
        self.link(source, "EMITS", flow, **during).link(flow, "FEEDS", target, **during)
        for data_object in objects:
            if data_object not in self.nodes:
                self.add("DataObject", data_object)
            self.link(flow, "CARRIES", data_object)
        return self

    def facts(self) -> MemoryFacts:
        """Return the portfolio as the evaluator reads it."""
        return MemoryFacts(self.nodes.values(), self.relations)

    def retire(
        self,
        target: str = "a",
        at: dt.date = DAY,
        plan: str = "committed",
        settings: ImpactSettings | None = None,
    ) -> ImpactReport:
        """Return the impact of retiring `target`."""
        return self.struck_by(Retire(target, at, PlanChoice.parse(plan)), settings)

    def outage(self, target: str = "a", hours: float = 8, at: dt.date = DAY) -> ImpactReport:
        """Return the impact of `target` being down."""
        return self.struck_by(Outage(target, at, hours=hours))

    def change(
        self, kind: str, target: str = "a", flows: Iterable[str] = (), *, breaking: bool = False
    ) -> ImpactReport:
        """Return the impact of changing `target`."""
        named, plan = frozenset(flows), PlanChoice()
        return self.struck_by(Change(target, DAY, plan, ChangeKind(kind), named, breaking))

    def technology(self, target: str = "t", plan: str = "committed") -> ImpactReport:
        """Return the impact of the support of `target` ending."""
        return self.struck_by(TechnologyEnd(target, DAY, PlanChoice.parse(plan)))

    def struck_by(self, event: Event, settings: ImpactSettings | None = None) -> ImpactReport:
        """Return the impact of an event."""
        return assess(event, self.facts(), settings)


@pytest.fixture
def build() -> Build:
    """Return an empty portfolio to fill."""
    return Build()
