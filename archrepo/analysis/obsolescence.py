"""Obsolescence: ends of support of technologies, rolled up to applications and scopes.

The vendor's dates and our own withdrawals stand apart: one says when help ends, the other when we
mean to be gone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from archrepo.analysis.coverage import best_of, compared_level
from archrepo.analysis.named import Named
from archrepo.analysis.results import Part, Result
from archrepo.analysis.state_heats import support_of
from archrepo.analysis.stated_values import as_day, as_text
from archrepo.domain.text import by_name, name_key

if TYPE_CHECKING:
    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import NodeFact

Support = Literal["OUT_OF_SUPPORT", "EXTENDED", "ENDS_SOON", "SUPPORTED", "UNKNOWN"]
_ORDER: tuple[Support, ...] = ("OUT_OF_SUPPORT", "EXTENDED", "ENDS_SOON", "SUPPORTED", "UNKNOWN")


class TechnologyAge(Part):
    """A technology with its dates, and who builds on it.

    Attributes:
        vendor: OUT_OF_SUPPORT, EXTENDED, ENDS_SOON (within a year), SUPPORTED or UNKNOWN.
        vendor_support_end: The vendor's end of standard support.
        vendor_extended_end: The vendor's end of paid, extended support.
        our_withdrawal: When we mean to be gone from it.
        late: Days between the vendor's last day and our withdrawal, where ours comes later.
    """

    id: str
    name: str
    version: str | None = None
    standard: str | None = None
    vendor: Support
    vendor_support_end: dt.date | None = None
    vendor_extended_end: dt.date | None = None
    our_withdrawal: dt.date | None = None
    late: int | None = None
    applications: tuple[Named, ...] = ()
    accepted: tuple[Named, ...] = ()


class ScopeAge(Part):
    """A scope by what its applications are built on.

    Attributes:
        vendor: The state of the worst technology below it.
        some_from: First day on which an application that gives its level is out of support.
        all_from: First day on which all of them are; None where some are never known to be.
        ours_first: Our first withdrawal below it.
        by: Applications that give it its level and are out of support on the day, or first will be.
    """

    scope: str
    name: str
    domain: str | None = None
    criticality: str | None = None
    vendor: Support
    some_from: dt.date | None = None
    all_from: dt.date | None = None
    ours_first: dt.date | None = None
    by: tuple[Named, ...] = ()


class DomainAge(Part):
    """Scopes of a domain by the state of what carries them."""

    domain: str | None = None
    name: str
    states: dict[str, int]


class Obsolescence(Result):
    """Technologies and scopes by the ends of support below them, the nearest end first.

    Attributes:
        undated: Technologies in use of which no vendor's date is known.
        without: Live applications of which no technology is known.
    """

    schema_name: ClassVar[str] = "archrepo/obsolescence/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    domains: tuple[DomainAge, ...]
    technologies: tuple[TechnologyAge, ...]
    scopes: tuple[ScopeAge, ...]
    undated: int
    without: int


@dataclass(frozen=True)
class Ages:
    """What live applications are built on, by the day."""

    situation: Situation

    def state(self, technology: NodeFact) -> Support:
        """Return how far a technology is supported on the day."""
        return self._states[technology.id]

    @cached_property
    def _states(self) -> dict[str, Support]:
        found = {
            node.id: support_of(node, self.situation.day)
            for node in self.situation.nodes("Technology").values()
        }
        return {node: next((s for s in _ORDER if s == f), "UNKNOWN") for node, f in found.items()}

    def last_day(self, technology: NodeFact) -> dt.date | None:
        """Return the first day without any support by the vendor."""
        values = technology.values
        extended = as_day(values.get("vendor_extended_end"))
        return extended or as_day(values.get("vendor_support_end"))

    @cached_property
    def used(self) -> dict[str, dict[str, bool]]:
        """Application → technology → whether its risk is accepted beyond the day."""
        found: dict[str, dict[str, bool]] = defaultdict(dict)
        for relation in self.situation.in_force("USES_TECH"):
            if self.situation.is_part_live(relation.from_id):
                until = as_day(relation.values.get("risk_accepted_until"))
                accepted = until is not None and until > self.situation.day
                application = self.situation.application_of(relation.from_id)
                known = found[application].get(relation.to_id, True)
                found[application][relation.to_id] = known and accepted
        return found

    def of(self, application: str) -> list[NodeFact]:
        """Return the technologies of an application."""
        return self._of.get(application, [])

    @cached_property
    def _of(self) -> dict[str, list[NodeFact]]:
        nodes = sorted(self.situation.nodes("Technology").values(), key=by_name)
        places = {node.id: place for place, node in enumerate(nodes)}
        return {
            application: [nodes[place] for place in sorted(places[t] for t in used)]
            for application, used in self.used.items()
        }

    def first_end(self, application: str) -> dt.date | None:
        """Return the first day on which a technology of an application is out of support."""
        return min((d for t in self.of(application) if (d := self.last_day(t))), default=None)

    def unsupported(self, application: str) -> list[NodeFact]:
        """Return the technologies out of support whose risk nobody accepted."""
        accepted = self.used.get(application, {})
        return [
            t
            for t in self.of(application)
            if self.state(t) == "OUT_OF_SUPPORT" and not accepted[t.id]
        ]


def obsolescence(situation: Situation) -> Obsolescence:
    """Return technologies in use and scopes, by the ends of support that concern them."""
    ages = Ages(situation)
    users: dict[str, list[str]] = defaultdict(list)
    for application, technologies in ages.used.items():
        if situation.concerns(application):
            for technology in technologies:
                users[technology].append(application)
    nodes = situation.nodes("Technology")
    found = [_technology(ages, nodes[t], users[t]) for t in sorted(users)]
    scopes = [s for scope in situation.leaves if (s := _scope(ages, scope)) is not None]
    told = [a for a in situation.live_applications if situation.concerns(a)]
    states: dict[str | None, Counter[str]] = defaultdict(Counter)
    for scope in scopes:
        states[scope.domain][scope.vendor] += 1
    last = len(situation.positions)
    never = dt.date.max
    return Obsolescence(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        domains=tuple(
            DomainAge(
                domain=domain,
                name=situation.domain_name(domain),
                states={s: states[domain][s] for s in _ORDER if states[domain][s]},
            )
            for domain in sorted(
                states, key=lambda d: last if d is None else situation.positions[d]
            )
        ),
        technologies=tuple(
            sorted(
                (t for t in found if t.vendor != "UNKNOWN" or t.our_withdrawal),
                key=lambda t: (
                    t.vendor_extended_end or t.vendor_support_end or t.our_withdrawal or never,
                    by_name(t),
                ),
            )
        ),
        scopes=tuple(
            sorted(
                (s for s in scopes if s.some_from or s.ours_first),
                key=lambda s: (
                    s.some_from or never,
                    s.ours_first or never,
                    name_key(s.name, s.scope),
                ),
            )
        ),
        undated=sum(t.vendor == "UNKNOWN" for t in found),
        without=sum(a not in ages.used for a in told),
    )


def _technology(ages: Ages, node: NodeFact, users: list[str]) -> TechnologyAge:
    values, last = node.values, ages.last_day(node)
    ours = as_day(values.get("our_withdrawal"))
    accepted = [a for a in users if ages.used[a][node.id]]
    return TechnologyAge(
        id=node.id,
        name=node.name,
        version=as_text(values.get("version")),
        standard=as_text(values.get("standard")),
        vendor=ages.state(node),
        vendor_support_end=as_day(values.get("vendor_support_end")),
        vendor_extended_end=as_day(values.get("vendor_extended_end")),
        our_withdrawal=ours,
        late=(ours - last).days if ours and last and ours > last else None,
        applications=ages.situation.named(users),
        accepted=ages.situation.named(accepted),
    )


def _scope(ages: Ages, scope: str) -> ScopeAge | None:
    """Return a scope by the applications that give it its level; None where nothing does."""
    situation = ages.situation
    live = [c for c in situation.live_coverings(scope) if c.counts]
    if not live:
        return None
    best, _ = best_of(c.stated for c in live)
    carriers = sorted({c.application for c in live if compared_level(c.stated.level) is best})
    ends = {a: ages.first_end(a) for a in carriers}
    known = [end for end in ends.values() if end is not None]
    some = min(known, default=None)
    ours = [
        day for a in carriers for t in ages.of(a) if (day := as_day(t.values.get("our_withdrawal")))
    ]
    states = [ages.state(t) for a in carriers for t in ages.of(a)]
    limit = max(some, situation.day) if some else None
    node = situation.portfolio.scopes[scope]
    return ScopeAge(
        scope=scope,
        name=node.name,
        domain=situation.domain_of(scope),
        criticality=as_text(node.values.get("criticality")),
        vendor=min(states, key=_ORDER.index, default="UNKNOWN"),
        some_from=some,
        all_from=max(known) if len(known) == len(carriers) else None,
        ours_first=min(ours, default=None),
        by=situation.named(a for a in carriers if (e := ends[a]) and limit and e <= limit),
    )
