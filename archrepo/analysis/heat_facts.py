"""What heats read beside the covered portfolio: whole families, each when a heat asks for it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from archrepo.analysis.map_result import MapEvent
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.validity import relation_interval
from archrepo.domain.vocabulary import Severity
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from archrepo.analysis.covered_portfolio import CoveredPortfolio
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

_REPORT = "archrepo/impact-report/"


class _Event(MapEvent):
    model_config = ConfigDict(frozen=True, extra="ignore")

    at: dt.date
    plan: str = "committed"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    node: str
    final: Severity


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    schema_name: str = Field(alias="schema", pattern=f"^{_REPORT}")
    event: _Event
    lines: tuple[_Line, ...]


@dataclass(frozen=True, slots=True)
class StruckNodes:
    """Whom an event strikes and how badly: what a map keeps of an impact report."""

    event: MapEvent
    at: dt.date
    plan: str
    severities: Mapping[str, Severity]

    @classmethod
    def of_report(cls, report: Mapping[str, Any]) -> StruckNodes:
        """Return what an impact report, in its JSON form, says of each node; the worst counts.

        Raises:
            ConfigError: If it is no impact report.
        """
        try:
            read = _Report.model_validate(report)
        except ValidationError as problem:
            raise ConfigError(
                "this is not an impact report in its JSON form",
                hint="make one with 'archrepo impact retire APPLICATION --json'",
            ) from problem
        worst: dict[str, Severity] = {}
        for line in read.lines:
            if line.node not in worst or worst[line.node].rank < line.final.rank:
                worst[line.node] = line.final
        event = MapEvent(type=read.event.type, target=read.event.target, name=read.event.name)
        return cls(event, read.event.at, read.event.plan, worst)


@dataclass(frozen=True, slots=True)
class HeatFacts:
    """A covered portfolio on a day, and the way to the rest of the store."""

    store: GraphStore
    metamodel: Metamodel
    portfolio: CoveredPortfolio
    day: dt.date
    struck: StruckNodes | None = None
    violations: Mapping[str, Sequence[Severity]] | None = None
    scale: Sequence[float] = ()

    def nodes(self, kind: str) -> dict[str, NodeFact]:
        """Return every node of a kind, by id."""
        return {node.id: node for node in node_facts(self.store, kind)}

    def in_force(self, relation_type: str) -> list[RelationFact]:
        """Return the relations of a type that hold on the day."""
        found = relation_facts(self.store, relation_type)
        return [r for r in found if relation_interval(r.values).holds(self.day)]

    def by_end(self, relation_type: str, *, start: bool = False) -> dict[str, list[RelationFact]]:
        """Return the relations in force by where they lead, or with `start` by where from."""
        grouped: dict[str, list[RelationFact]] = defaultdict(list)
        for relation in self.in_force(relation_type):
            grouped[relation.from_id if start else relation.to_id].append(relation)
        return grouped
