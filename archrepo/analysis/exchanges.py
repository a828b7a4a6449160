"""Who sends what to whom, and when: flows between applications, modules counted for their own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from archrepo.analysis.covered_portfolio import read_covered_portfolio
from archrepo.domain.contents import columns, node_facts
from archrepo.domain.many_facts import unchanging
from archrepo.domain.metamodel import LIFECYCLE_DATES
from archrepo.domain.validity import ALWAYS, Interval, lifecycle_interval, planned_interval

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archrepo.analysis.covered_portfolio import CoveredPortfolio
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.ports import GraphStore, Scans
    from archrepo.domain.validity import PlanChoice

State = Literal["LIVE", "LATER", "ENDED"]
_VALIDITY = ("valid_from", "valid_to")
_LIFE = (*LIFECYCLE_DATES, "phase", "phase_on")


@unchanging
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
    flows: list[Exchange]
    organisations: dict[str, NodeFact] = field(default_factory=dict)
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


def state_of(intervals: Collection[Interval], day: dt.date) -> State:
    """Return whether what holds in all these intervals holds on a day, will, or did."""
    if all(interval.holds(day) for interval in intervals):
        return "LIVE"
    over = any(i.end is not None and i.end <= day for i in intervals)
    return "ENDED" if over else "LATER"


def read_exchanges(store: GraphStore, plan: PlanChoice, day: dt.date) -> Exchanges:
    """Read every flow with its ends, and the portfolio around them.

    Raises:
        NotFoundError: If `plan` names a project that does not exist.
    """
    portfolio = read_covered_portfolio(store, plan)
    found = Exchanges(portfolio, read_flows(store, portfolio, day))
    found.organisations = {node.id: node for node in node_facts(store, "Organisation")}
    found.objects = dict(columns(store, "DataObject", ("id", "name")))
    for old, new in columns(store, "REPLACED_BY", ("from", "to")):
        found.successors[old].append(new)
    return found


def read_flows(store: Scans, portfolio: CoveredPortfolio, day: dt.date) -> list[Exchange]:
    """Return every flow, pair of ends by pair, in the order of their ids.

    A flow carries what it does on the day; one that is not live then, all it ever does.
    """
    sources = _ends(store, portfolio, "EMITS", ("to", "from"))
    targets = _ends(store, portfolio, "FEEDS", ("from", "to"))
    carried: dict[str, list[tuple[str, Interval]]] = defaultdict(list)
    for flow, carries, start, end in columns(store, "CARRIES", ("from", "to", *_VALIDITY)):
        carried[flow].append((carries, Interval(start, end) if start or end else ALWAYS))
    found: list[Exchange] = []
    flows = columns(store, "Flow", ("id", "name", "mode", "depends", "frequency", *_LIFE))
    for flow, name, mode, depends, frequency, *dates in sorted(flows, key=itemgetter(0)):
        own = _life(portfolio, flow, dates)
        for source, since in sources.get(flow, ()):
            for target, until in targets.get(flow, ()):
                intervals = (*own, *since, *until)
                live = state_of(intervals, day) == "LIVE"
                held = {o for o, during in carried.get(flow, ()) if not live or during.holds(day)}
                objects = tuple(sorted(held))
                found.append(
                    Exchange(
                        flow, name, source, target, objects, mode, depends, frequency, intervals
                    )
                )
    return found


def _life(
    portfolio: CoveredPortfolio, flow: str, values: Sequence[str | dt.date | None]
) -> tuple[Interval, ...]:
    """Return when a flow is live by itself; nothing for one of which nothing is said."""
    actions = portfolio.actions.get(flow, ())
    if not actions and not any(values):
        return ()
    life = lifecycle_interval(dict(zip(_LIFE, values, strict=True)))
    return (planned_interval(life, actions, portfolio.plan),)


def _ends(
    store: Scans, portfolio: CoveredPortfolio, relation_type: str, ends: tuple[str, str]
) -> Mapping[str, list[tuple[str, tuple[Interval, ...]]]]:
    """Return flow → the parties at one end, modules by their application, with what must hold."""
    found: dict[str, list[tuple[str, tuple[Interval, ...]]]] = defaultdict(list)
    parties: dict[str, tuple[str, tuple[Interval, ...]]] = {}
    intervals, owners = portfolio.intervals, portfolio.owners
    for flow, part, start, end in columns(store, relation_type, (*ends, *_VALIDITY)):
        if part not in parties:
            party = owners.get(part, part)
            lives = (intervals.get(i, ALWAYS) for i in {part, party})
            parties[part] = party, tuple(i for i in lives if i is not ALWAYS)
        party, during = parties[part]
        dated = bool(start or end)
        found[flow].append((party, (Interval(start, end), *during)) if dated else parties[part])
    for at_end in found.values():
        at_end.sort(key=itemgetter(0))
    return found
