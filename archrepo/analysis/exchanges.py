"""Who sends what to whom, and when: flows between applications, modules counted for their own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from archrepo.analysis.covered_portfolio import project_actions, read_covered_portfolio
from archrepo.analysis.stated_values import as_text
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.text import did_you_mean, normalise
from archrepo.domain.validity import (
    ALWAYS,
    Interval,
    lifecycle_interval,
    planned_interval,
    relation_interval,
)
from archrepo.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.analysis.covered_portfolio import CoveredPortfolio
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice

State = Literal["LIVE", "LATER", "ENDED"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A flow from one party to another, with what it carries and when all of that holds."""

    flow: str
    name: str
    source: str
    target: str
    objects: tuple[str, ...]
    mode: str | None
    depends: str | None
    frequency: str | None
    intervals: tuple[Interval, ...]

    def state(self, day: dt.date) -> State:
        """Return whether it is live on a day, still to come, or over."""
        return state_of(self.intervals, day)


@dataclass(slots=True)
class Exchanges:
    """Every exchange, the parties to them, and the names of what they carry."""

    portfolio: CoveredPortfolio
    organisations: dict[str, NodeFact] = field(default_factory=dict)
    flows: list[Exchange] = field(default_factory=list)
    objects: dict[str, str] = field(default_factory=dict)
    successors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def party(self, identifier: str) -> NodeFact:
        """Return the application, module or organisation of that id."""
        return self.organisations.get(identifier) or self.portfolio.carrier(identifier)

    def name(self, identifier: str) -> str:
        """Return the name of a party."""
        return str(self.party(identifier).values["name"])

    def state(self, identifier: str, day: dt.date) -> State:
        """Return whether a party is live on a day."""
        return state_of((self.portfolio.intervals.get(identifier, ALWAYS),), day)


def state_of(intervals: Iterable[Interval], day: dt.date) -> State:
    """Return whether what holds in all these intervals holds on a day, will, or did."""
    found = list(intervals)
    if all(interval.holds(day) for interval in found):
        return "LIVE"
    over = any(i.end is not None and i.end <= day for i in found)
    return "ENDED" if over else "LATER"


def read_exchanges(store: GraphStore, plan: PlanChoice) -> Exchanges:
    """Read every flow with its ends, and the portfolio around them.

    Raises:
        NotFoundError: If `plan` names a project that does not exist.
    """
    found = Exchanges(read_covered_portfolio(store, plan))
    found.organisations = {node.id: node for node in node_facts(store, "Organisation")}
    found.objects = {n.id: str(n.values["name"]) for n in node_facts(store, "DataObject")}
    for relation in relation_facts(store, "REPLACED_BY"):
        found.successors[relation.from_id].append(relation.to_id)
    carried: dict[str, list[str]] = defaultdict(list)
    for relation in relation_facts(store, "CARRIES"):
        carried[relation.from_id].append(relation.to_id)
    sources = _ends(found, store, "EMITS")
    targets = _ends(found, store, "FEEDS")
    actions = project_actions(store, plan)
    for node in sorted(node_facts(store, "Flow"), key=lambda n: n.id):
        own = planned_interval(lifecycle_interval(node.values), actions.get(node.id, ()), plan)
        for source, since in sources.get(node.id, ()):
            for target, until in targets.get(node.id, ()):
                found.flows.append(
                    _exchange(node, source, target, carried[node.id], (own, since, until), found)
                )
    return found


def _ends(
    found: Exchanges, store: GraphStore, relation_type: str
) -> Mapping[str, list[tuple[str, Interval]]]:
    """Return flow → the parties at one end, modules by their application, with their interval."""
    ends: dict[str, list[tuple[str, Interval]]] = defaultdict(list)
    owners = found.portfolio.owners
    for relation in relation_facts(store, relation_type):
        emits = relation_type == "EMITS"
        flow, party = (
            (relation.to_id, relation.from_id) if emits else (relation.from_id, relation.to_id)
        )
        ends[flow].append((owners.get(party, party), relation_interval(relation.values)))
    return {flow: sorted(parties, key=lambda p: p[0]) for flow, parties in ends.items()}


def _exchange(
    node: NodeFact,
    source: str,
    target: str,
    objects: Iterable[str],
    own: tuple[Interval, ...],
    found: Exchanges,
) -> Exchange:
    lives = [found.portfolio.intervals.get(party, ALWAYS) for party in (source, target)]
    values = node.values
    return Exchange(
        flow=node.id,
        name=str(values["name"]),
        source=source,
        target=target,
        objects=tuple(sorted(set(objects))),
        mode=as_text(values.get("mode")),
        depends=as_text(values.get("depends")),
        frequency=as_text(values.get("frequency")),
        intervals=(*own, *lives),
    )


def party_named(found: Exchanges, text: str) -> str:
    """Return the id of the application that `text` means, by id, else by name.

    Raises:
        NotFoundError: None does; the hint names the nearest.
    """
    known = {**found.portfolio.modules, **found.portfolio.applications}
    if text in known:
        return found.portfolio.owners.get(text, text)
    named = sorted(
        n.id for n in known.values() if normalise(str(n.values["name"])) == normalise(text)
    )
    if len(named) == 1:
        return found.portfolio.owners.get(named[0], named[0])
    names = [str(node.values["name"]) for node in known.values()]
    hint = did_you_mean(text, known) or did_you_mean(text, names)
    raise NotFoundError(
        f"no application is called '{text}'", hint=hint or "'archrepo list application' names them"
    )
