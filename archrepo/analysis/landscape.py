"""Applications grouped by domain or organisation, and how much flows between the groups."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from archrepo.analysis.coverage import best_of
from archrepo.analysis.exchanges import Exchange, Exchanges, read_exchanges
from archrepo.analysis.named import meant
from archrepo.analysis.results import Part, Result
from archrepo.domain.contents import relation_facts
from archrepo.domain.text import by_name, name_key
from archrepo.domain.validity import PlanChoice, relation_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.domain.ports import GraphStore

By = Literal["domain", "organisation"]
NOWHERE = "~nowhere"
"""Id of the group of those that stand in none; no id starts with `~`."""


class Member(Part):
    """An application in its group."""

    id: str
    name: str
    flows: int = 0


class Group(Part):
    """A domain or organisation with its applications.

    Attributes:
        id: Its id; `~nowhere` for those that stand in none.
        name: Its name; empty for that one.
        applications: Those live on the day, by name.
        inner_flows: Flows between them.
        expanded: Whether each is drawn by itself, with its own flows.
    """

    id: str
    name: str
    applications: tuple[Member, ...]
    inner_flows: int = 0
    expanded: bool = False


class GroupFlow(Part):
    """Flows from one group, or application of an expanded one, to another.

    Attributes:
        source: Id of a group or application.
        target: Id of the other.
        flows: How many.
        objects: Names of what they carry, the commonest first.
        asynchronous: How many of them are not synchronous, as far as stated.
    """

    source: str
    target: str
    flows: int
    objects: tuple[str, ...] = ()
    asynchronous: int = 0


class Landscape(Result):
    """Groups of applications, and the flows between them.

    Attributes:
        at: The day.
        plan: Whose projects count.
        by: What they are grouped by.
        groups: By name, those in none last.
        flows: Between groups, the most first.
        applications: How many there are.
        exchanged: How many flows, within groups too.
    """

    schema_name: ClassVar[str] = "archrepo/landscape/1"

    at: dt.date
    plan: str
    by: By
    groups: tuple[Group, ...]
    flows: tuple[GroupFlow, ...]
    applications: int
    exchanged: int


@dataclass(frozen=True, slots=True)
class LandscapeRequest:
    """What landscape is wanted.

    Attributes:
        at: The day.
        plan: Whose projects count.
        by: What applications are grouped by.
        expand: Ids or names of groups whose applications are drawn one by one; `~nowhere` for those
            in none.
    """

    at: dt.date
    plan: PlanChoice = field(default_factory=PlanChoice)
    by: By = "domain"
    expand: Sequence[str] = ()


def landscape(store: GraphStore, request: LandscapeRequest) -> Landscape:
    """Return the applications live on a day in their groups, with the flows between groups.

    Raises:
        NotFoundError: If a group to expand does not exist, or a project the plan names.
    """
    found = read_exchanges(store, request.plan, request.at)
    names, home = (
        _by_domain(found, request.at)
        if request.by == "domain"
        else _by_organisation(found, store, request.at)
    )
    live = [a for a in found.portfolio.applications if found.state(a, request.at) == "LIVE"]
    expanded = {_wanted(names, text) for text in request.expand}
    flows = [f for f in found.flows if f.state(request.at) == "LIVE"]
    ends = [f for f in flows if f.source in home and f.target in home]
    groups = _groups(found, names, home, live, expanded, ends)
    return Landscape(
        at=request.at,
        plan=str(request.plan),
        by=request.by,
        groups=groups,
        flows=_flows(found, names, home, expanded, ends),
        applications=len(live),
        exchanged=len({f.flow for f in ends}),
    )


def _by_domain(found: Exchanges, day: dt.date) -> tuple[dict[str, str], dict[str, str]]:
    """Return top domain → name, and application → the one where it covers most."""
    facts = found.portfolio
    top: dict[str, str] = {}

    def mark(node: str, domain: str) -> None:
        if node not in top:
            top[node] = domain
            for link in facts.children.get(node, ()):
                mark(link.child, domain)

    roots = [d for d in sorted(facts.domains) if d not in facts.contained]
    for domain in roots:
        mark(domain, domain)
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for scope, coverings in facts.coverings.items():
        for covering in coverings:
            if scope in top and covering.live(day):
                weights[covering.application][top[scope]] += 1 + best_of([covering.stated])[0].rank
    home = {
        a: min(weights[a], key=lambda d: (-weights[a][d], d)) if weights.get(a) else NOWHERE
        for a in facts.applications
    }
    return {d: str(facts.domains[d].values["name"]) for d in roots}, home


def _by_organisation(
    found: Exchanges, store: GraphStore, day: dt.date
) -> tuple[dict[str, str], dict[str, str]]:
    """Return organisation → name, and application → the first that owns it."""
    home = dict.fromkeys(found.portfolio.applications, NOWHERE)
    for relation in sorted(relation_facts(store, "OWNS"), key=lambda r: r.key, reverse=True):
        if relation_interval(relation.values).holds(day) and relation.to_id in home:
            home[relation.to_id] = relation.from_id
    owners = set(home.values()) - {NOWHERE}
    names = {o: str(found.organisations[o].values["name"]) for o in sorted(owners)}
    return names, home


def _wanted(names: Mapping[str, str], text: str) -> str:
    if text == NOWHERE:
        return text
    groups = {group: (name,) for group, name in names.items()}
    return meant(text, "group", groups, hint=f"one of {', '.join(sorted(names))}")


def _groups(
    found: Exchanges,
    names: Mapping[str, str],
    home: Mapping[str, str],
    live: Sequence[str],
    expanded: Collection[str],
    flows: Sequence[Exchange],
) -> tuple[Group, ...]:
    inside = Counter(home[f.source] for f in flows if home[f.source] == home[f.target])
    counted = Counter(party for f in flows for party in {f.source, f.target})
    members: dict[str, list[Member]] = defaultdict(list)
    for application in live:
        member = Member(id=application, name=found.name(application), flows=counted[application])
        members[home[application]].append(member)
    ranked = sorted(members, key=lambda g: (g == NOWHERE, name_key(names.get(g, ""), g)))
    return tuple(
        Group(
            id=group,
            name=names.get(group, ""),
            applications=tuple(sorted(members[group], key=by_name)),
            inner_flows=inside[group],
            expanded=group in expanded,
        )
        for group in ranked
    )


def _flows(
    found: Exchanges,
    names: Mapping[str, str],
    home: Mapping[str, str],
    expanded: Collection[str],
    flows: Sequence[Exchange],
) -> tuple[GroupFlow, ...]:
    """Return the flows between groups, those of applications in expanded groups by themselves."""

    def end(application: str) -> str:
        return application if home[application] in expanded else home[application]

    def place(end: str) -> tuple[bool, tuple[str, str]]:
        if end == NOWHERE:
            return True, ("", "")
        return False, name_key(names[end] if end in names else found.name(end), end)

    between: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
    for flow in flows:
        pair = (end(flow.source), end(flow.target))
        if pair[0] != pair[1]:
            between[pair].append(flow)
    made = []
    for (source, target), those in between.items():
        carried = Counter(found.objects[o] for flow in those for o in flow.objects)
        made.append(
            GroupFlow(
                source=source,
                target=target,
                flows=len({flow.flow for flow in those}),
                objects=tuple(sorted(carried, key=lambda o: (-carried[o], name_key(o)))),
                asynchronous=sum(flow.mode not in (None, "SYNC") for flow in those),
            )
        )
    return tuple(sorted(made, key=lambda f: (-f.flows, place(f.source), place(f.target))))
