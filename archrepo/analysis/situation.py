"""The portfolio on a day, under a plan: who is live, what holds, and where things belong.

What portfolio-wide analyses share. Families of facts are read whole, each when first asked for.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import Coverage, judge
from archrepo.analysis.covered_portfolio import (
    CoveredPortfolio,
    place_named,
    read_covered_portfolio,
)
from archrepo.analysis.exchanges import read_flows
from archrepo.analysis.named import Named
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.text import by_name, name_key
from archrepo.domain.validity import ALWAYS, Interval, relation_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow

    from archrepo.analysis.covered_portfolio import Covering
    from archrepo.analysis.exchanges import Exchange
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice

_ENDS = ("from_kind", "from", "to_kind", "to")
_by_id, _by_key = attrgetter("id"), attrgetter("key")
_KEPT = (*_ENDS, "valid_from", "valid_to", "confidence")


@dataclass(frozen=True)
class Situation:
    """The portfolio on a day; `domain`, an id, restricts answers to what lies below it."""

    store: GraphStore
    portfolio: CoveredPortfolio
    day: dt.date
    domain: str | None = None
    _nodes: dict[str, dict[str, NodeFact]] = field(default_factory=dict)
    _relations: dict[str, list[RelationFact]] = field(default_factory=dict)
    _kept: dict[str, pyarrow.Table] = field(default_factory=dict)
    _keys: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(
        cls, store: GraphStore, day: dt.date, plan: PlanChoice, domain: str | None = None
    ) -> Situation:
        """Return the situation; `domain` is the id or name of a domain or scope.

        Raises:
            NotFoundError: If the domain, or a project of the plan, does not exist.
        """
        return cls(store, read_covered_portfolio(store, plan), day).below(domain)

    def on(self, day: dt.date) -> Situation:
        """Return the situation on another day; what was read is shared."""
        return self if day == self.day else replace(self, day=day)

    def below(self, place: str | None) -> Situation:
        """Return the situation restricted to a domain or scope, by id or name, if there is one.

        Raises:
            NotFoundError: There is none of that name.
        """
        return replace(self, domain=place_named(self.portfolio, place)) if place else self

    # Facts

    def scan(self, family: str, names: Sequence[str] = ()) -> pyarrow.Table:
        """See `Scans`: what several analyses ask of relations, where they lead, is read once."""
        if not names or not set(names) <= set(_KEPT):
            return self.store.scan(family, names)
        if family not in self._kept:
            self._kept[family] = self.store.scan(family, _KEPT)
        return self._kept[family].select(list(names))

    def nodes(self, kind: str) -> dict[str, NodeFact]:
        """Return every node of a kind, by id, in the order of ids."""
        held = {"Application": self.portfolio.applications, "Scope": self.portfolio.scopes}
        if kind in held:
            return held[kind]
        if kind not in self._nodes:
            found = sorted(node_facts(self.store, kind), key=_by_id)
            self._nodes[kind] = {node.id: node for node in found}
        return self._nodes[kind]

    def relations(self, relation_type: str) -> list[RelationFact]:
        """Return every relation of a type, whenever it holds, by key."""
        if relation_type not in self._relations:
            found = relation_facts(self.store, relation_type)
            self._relations[relation_type] = sorted(found, key=_by_key)
        return self._relations[relation_type]

    def in_force(self, relation_type: str) -> list[RelationFact]:
        """Return the relations of a type that hold on the day, by key."""
        found = self.relations(relation_type)
        return [r for r in found if relation_interval(r.values).holds(self.day)]

    def ends_in_force(self, relation_type: str) -> pyarrow.Table:
        """Return kinds and ids of the two ends of the relations in force, in no order."""
        import pyarrow.compute as pc

        table = self.scan(relation_type, (*_ENDS, "valid_from", "valid_to"))
        begun = pc.fill_null(pc.less_equal(table["valid_from"], self.day), True)
        lasting = pc.fill_null(pc.greater(table["valid_to"], self.day), True)
        return table.filter(pc.and_(begun, lasting)).select(list(_ENDS))

    def by_end(
        self, relation_type: str, *, start: bool = False, always: bool = False
    ) -> dict[str, list[RelationFact]]:
        """Return relations by where they lead, or with `start` by where they come from."""
        grouped: dict[str, list[RelationFact]] = defaultdict(list)
        found = self.relations(relation_type) if always else self.in_force(relation_type)
        for relation in found:
            grouped[relation.from_id if start else relation.to_id].append(relation)
        return grouped

    @cached_property
    def exchanges(self) -> list[Exchange]:
        """The flows live on the day from one party to another, each pair of ends once."""
        found: dict[tuple[str, str, str], Exchange] = {}
        for flow in read_flows(self, self.portfolio, self.day):
            if flow.source != flow.target and flow.state(self.day) == "LIVE":
                found.setdefault((flow.flow, flow.source, flow.target), flow)
        return list(found.values())

    @cached_property
    def replacements(self) -> dict[str, list[RelationFact]]:
        """Application → what it is to be replaced by, whenever."""
        return self.by_end("REPLACED_BY", start=True, always=True)

    def acts_within(self, project: str) -> bool:
        """Return whether a project acts on something in the part asked about."""
        return self.domain is None or any(
            self.is_within(r.to_id) if r.to_kind == "Scope" else self.concerns(r.to_id)
            for r in self._acted_on.get(project, ())
        )

    @cached_property
    def _acted_on(self) -> dict[str, list[RelationFact]]:
        return self.by_end("IMPACTS", start=True, always=True)

    @cached_property
    def main_currency(self) -> str | None:
        """The currency most run costs are stated in; None where most state none."""
        values = [node.values for node in self.portfolio.applications.values()]
        costing = [v for v in values if v.get("run_cost") is not None]
        stated = Counter(str(v.get("currency") or "") for v in costing)
        return min(stated, key=lambda c: (-stated[c], c), default="") or None

    # Life

    def interval(self, identifier: str) -> Interval:
        """Return when an application, module or scope is live; always where nothing says."""
        return self.portfolio.intervals.get(identifier, ALWAYS)

    def is_live(self, identifier: str) -> bool:
        """Return whether an application, module or scope is live on the day."""
        return self.interval(identifier).holds(self.day)

    @cached_property
    def live_applications(self) -> tuple[str, ...]:
        """The applications live on the day, by id."""
        return tuple(a for a in sorted(self.portfolio.applications) if self.is_live(a))

    def application_of(self, part: str) -> str:
        """Return the application a module is in; the part itself otherwise."""
        return self.portfolio.owners.get(part, part)

    def is_part_live(self, part: str) -> bool:
        """Return whether an application or module is live, its application too."""
        return self.is_live(part) and self.is_live(self.application_of(part))

    # Coverage

    def live_coverings(self, scope: str) -> list[Covering]:
        """Return the coverages of a scope that count on the day."""
        return self._live_coverings.get(scope, [])

    @cached_property
    def _live_coverings(self) -> dict[str, list[Covering]]:
        day, coverings = self.day, self.portfolio.coverings
        return {scope: [c for c in held if c.live(day)] for scope, held in coverings.items()}

    def coverage(self, scope: str, without: Iterable[str] = ()) -> Coverage:
        """Return how well a scope is covered on the day, some applications left out.

        The segments judged are those of the coverages in force, the left out among them: who is
        served by nobody any more is not forgotten.
        """
        left_out = set(without)
        every = self.portfolio.coverings.get(scope, ())
        live = self.live_coverings(scope)
        kept = [c.stated for c in live if c.application not in left_out]
        everyone = any(not c.stated.segments for c in live)
        return judge(
            kept,
            [c.stated for c in every],
            self.portfolio.organisation_parents,
            for_everyone=everyone,
        )

    @cached_property
    def covered_by(self) -> dict[str, tuple[str, ...]]:
        """Application → the scopes it covers above PLANNED on the day, in the map's order."""
        found: dict[str, list[str]] = defaultdict(list)
        for scope in self.scopes:
            seen = {c.application for c in self.live_coverings(scope) if c.counts}
            for application in sorted(seen):
                found[application].append(scope)
        return {application: tuple(scopes) for application, scopes in found.items()}

    # Places

    @cached_property
    def positions(self) -> dict[str, int]:
        """Domain or scope → its place on the map, counted from its top; parents come first."""
        facts = self.portfolio
        roots = [n for n in (*facts.domains, *facts.scopes) if n not in facts.contained]
        roots.sort(key=lambda n: (n in facts.scopes, by_name(facts.node(n))))
        found: dict[str, int] = {}
        waiting = roots[::-1]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found[here] = len(found)
                waiting += reversed(self.children(here))
        return found

    def children(self, place: str) -> list[str]:
        """Return the domains and scopes right below a place, in order."""
        return self._children.get(place, [])

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        facts = self.portfolio
        in_order = ((place, facts.in_order(links)) for place, links in facts.children.items())
        return {place: [link.child for link in links] for place, links in in_order}

    @cached_property
    def _domain_of(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for place in self.positions:
            found.setdefault(place, place if place in self.portfolio.domains else None)
            for child in self.children(place):
                is_domain = child in self.portfolio.domains
                found.setdefault(child, child if is_domain else found[place])
        return found

    def domain_of(self, place: str) -> str | None:
        """Return the nearest domain a scope lies in, itself if it is one."""
        return self._domain_of.get(place)

    @cached_property
    def _parents(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for place in self.positions:
            for child in self.children(place):
                found.setdefault(child, place)
        return found

    def parent_name(self, place: str) -> str | None:
        """Return the name of what a scope stands in, if that is a scope."""
        parent = self._parents.get(place)
        scope = self.portfolio.scopes.get(parent) if parent else None
        return scope.name if scope else None

    @cached_property
    def _leaf_counts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place in reversed(self.positions):
            below = [found[c] for c in self.children(place) if self._parents.get(c) == place]
            found[place] = sum(below) if below else 1
        return found

    def leaf_count(self, scope: str) -> int:
        """Return how many leaves a scope stands for; a leaf for one."""
        return self._leaf_counts[scope]

    def domain_name(self, domain: str | None) -> str:
        """Return the name of a domain; empty for what lies in none."""
        return self.portfolio.domains[domain].name if domain in self.portfolio.domains else ""

    @cached_property
    def _below(self) -> frozenset[str] | None:
        if self.domain is None:
            return None
        found: set[str] = set()
        waiting = [self.domain]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += self.children(here)
        return frozenset(found)

    @property
    def domain_asked(self) -> str | None:
        """The name of the part asked about, if it is one."""
        return self.portfolio.node(self.domain).name if self.domain else None

    def is_within(self, place: str) -> bool:
        """Return whether a domain or scope lies in the part asked about."""
        return self._below is None or place in self._below

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The scopes asked about that are there on the day, in the map's order."""
        facts = self.portfolio
        return tuple(
            place
            for place in self.positions
            if place in facts.scopes and self.is_within(place) and self.is_live(place)
        )

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The scopes that count: without scopes below, and no capability its blocks stand for."""
        return tuple(s for s in self.scopes if not self._grown(s) and not self._derived(s))

    def _grown(self, scope: str) -> bool:
        return bool(self.portfolio.children.get(scope))

    def _derived(self, scope: str) -> bool:
        facts = self.portfolio
        return bool(facts.realised_by.get(scope)) and not facts.coverings.get(scope)

    @cached_property
    def homes(self) -> dict[str, str]:
        """Application → the domain with most of what it covers, first as the primary one.

        Coverage of any date counts where none is in force; who covers nothing has no home.
        """
        counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * 4))
        for scope, coverings in self.portfolio.coverings.items():
            domain = self.domain_of(scope)
            if domain is None:
                continue
            for held, place in ((self.live_coverings(scope), 0), (coverings, 2)):
                for covering in held:
                    weight = counts[covering.application][domain]
                    weight[place] += covering.stated.role == "PRIMARY"
                    weight[place + 1] += 1
        return {
            application: min(domains, key=lambda d: ([-n for n in domains[d]], self.positions[d]))
            for application, domains in counts.items()
        }

    def concerns(self, application: str) -> bool:
        """Return whether an application covers something in the part asked about, at any date."""
        return self._below is None or application in self._concerned

    @cached_property
    def _concerned(self) -> frozenset[str]:
        return frozenset(
            covering.application
            for scope, coverings in self.portfolio.coverings.items()
            if self.is_within(scope)
            for covering in coverings
        )

    def by_domain(self, applications: Iterable[str]) -> Iterator[tuple[str | None, list[str]]]:
        """Yield domains in the map's order with the applications at home there; the rest last."""
        found: dict[str | None, list[str]] = defaultdict(list)
        for application in applications:
            found[self.homes.get(application)].append(application)
        last = len(self.positions)
        for domain in sorted(found, key=lambda d: last if d is None else self.positions[d]):
            yield domain, found[domain]

    def application_name(self, application: str) -> str:
        """Return the name of what a coverage or flow counts for."""
        facts = self.portfolio
        node = facts.applications.get(application) or facts.modules.get(application)
        node = node or self.nodes("Organisation").get(application)
        return node.name if node else application

    def named(self, applications: Iterable[str]) -> tuple[Named, ...]:
        """Return applications with their names, by name."""
        by_name = sorted(applications, key=self.application_key)
        return tuple(Named(id=a, name=self.application_name(a)) for a in by_name)

    def application_key(self, application: str) -> tuple[str, str]:
        """Return what sorts applications by name."""
        if application not in self._keys:
            self._keys[application] = name_key(self.application_name(application), application)
        return self._keys[application]
