"""Applications with the flows around them, to a number of hops."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from archrepo.analysis.covered_portfolio import application_named
from archrepo.analysis.exchanges import Exchange, Exchanges, read_exchanges
from archrepo.analysis.results import Part, Result
from archrepo.domain.text import by_name, name_key
from archrepo.domain.validity import PlanChoice
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.domain.ports import GraphStore

MOST_PARTIES = 1_000
State = Literal["LIVE", "LATER", "ENDED"]


class Party(Part):
    """An application or organisation at the end of flows.

    Attributes:
        id: Its id.
        kind: Application, Module or Organisation.
        name: Its name.
        state: Whether it is live on the day.
        hops: Flows between it and the nearest application asked for; 0 for that one.
    """

    id: str
    kind: str
    name: str
    state: State
    hops: int


class FlowLine(Part):
    """A flow between two parties.

    Attributes:
        flow: Its id.
        name: Its name.
        source: Who sends.
        target: Who receives.
        objects: Names of what it carries.
        mode: How it is sent.
        frequency: How often.
        depends: Which end depends on the other.
        depends_assumed: Whether that is assumed, nothing being stated.
        state: Whether it is live on the day.
    """

    flow: str
    name: str
    source: str
    target: str
    objects: tuple[str, ...] = ()
    mode: str | None = None
    frequency: str | None = None
    depends: str
    depends_assumed: bool = False
    state: State


class Replacement(Part):
    """An application on the map, and the one that replaces it."""

    old: str
    new: str


class FlowMap(Result):
    """Applications, those they exchange data with, and the flows.

    Attributes:
        at: The day.
        plan: Whose projects count.
        focus: The applications asked for.
        hops: How far from them.
        parties: Everyone on the map, by hops, then by name.
        flows: The flows between them.
        replacements: Successions among them.
        hidden: Parties left out, there being too many.
    """

    schema_name: ClassVar[str] = "archrepo/flow-map/1"

    at: dt.date
    plan: str
    focus: tuple[str, ...]
    hops: int
    parties: tuple[Party, ...]
    flows: tuple[FlowLine, ...]
    replacements: tuple[Replacement, ...] = ()
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class FlowRequest:
    """What flows are wanted.

    Attributes:
        applications: Ids or names of the applications.
        at: The day.
        plan: Whose projects count.
        hops: How many flows away from them.
    """

    applications: Sequence[str]
    at: dt.date
    plan: PlanChoice = field(default_factory=PlanChoice)
    hops: int = 1


def flow_map(store: GraphStore, request: FlowRequest) -> FlowMap:
    """Return the flows around some applications, those to come and those that are over included.

    Raises:
        ConfigError: If no application is named, or the hops are below one.
        NotFoundError: If one does not exist, or a project the plan names.
    """
    if not request.applications or request.hops < 1:
        raise ConfigError("name an application, and one hop at least", hint="map flows crm")
    found = read_exchanges(store, request.plan, request.at)
    focus = tuple(
        dict.fromkeys(application_named(found.portfolio, text) for text in request.applications)
    )
    distance, hidden = _reached(found, focus, request.hops)
    flows = [f for f in found.flows if f.source in distance and f.target in distance]
    flows = [f for f in flows if min(distance[f.source], distance[f.target]) < request.hops]
    return FlowMap(
        at=request.at,
        plan=str(request.plan),
        focus=focus,
        hops=request.hops,
        parties=_parties(found, distance, request.at),
        flows=tuple(_line(found, f, request.at) for f in flows),
        replacements=tuple(
            Replacement(old=old, new=new)
            for old in sorted(distance)
            for new in sorted(found.successors.get(old, ()))
            if new in distance
        ),
        hidden=hidden,
    )


def _reached(found: Exchanges, focus: Sequence[str], hops: int) -> tuple[dict[str, int], int]:
    """Return party → hops from the focus or its successors, and how many are left out.

    Of too many, those stay that have the most flows.
    """
    beside: dict[str, set[str]] = defaultdict(set)
    flows: Counter[str] = Counter()
    for flow in found.flows:
        flows.update((flow.source, flow.target))
        beside[flow.source].add(flow.target)
        beside[flow.target].add(flow.source)
    distance = dict.fromkeys(focus, 0)
    edge, cut = list(focus), 0
    for hop in range(1, hops + 1):
        reached = sorted(
            {n for party in edge for n in beside[party]} - distance.keys(),
            key=lambda n: (-flows[n], n),
        )
        room = max(MOST_PARTIES - len(distance), 0)
        cut += len(reached[room:])
        edge = reached[:room]
        distance.update(dict.fromkeys(edge, hop))
    for old in focus:
        for new in found.successors.get(old, ()):
            if new in found.portfolio.applications:
                distance.setdefault(new, 1)
    return distance, cut


def _parties(found: Exchanges, distance: dict[str, int], day: dt.date) -> tuple[Party, ...]:
    parties = [
        Party(
            id=i,
            kind=found.party(i).kind,
            name=found.name(i),
            state=found.state(i, day),
            hops=hops,
        )
        for i, hops in distance.items()
    ]
    return tuple(sorted(parties, key=lambda p: (p.hops, by_name(p))))


def _line(found: Exchanges, flow: Exchange, day: dt.date) -> FlowLine:
    return FlowLine(
        flow=flow.flow,
        name=flow.name,
        source=flow.source,
        target=flow.target,
        objects=tuple(sorted((found.objects[o] for o in flow.objects), key=name_key)),
        mode=flow.mode,
        frequency=flow.frequency,
        depends=flow.depends or "TARGET_ON_SOURCE",
        depends_assumed=flow.depends is None,
        state=flow.state(day),
    )
