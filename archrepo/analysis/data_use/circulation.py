"""What data goes from domain to domain, what never leaves one, what is mastered twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.data_use.holdings import Holdings
from archrepo.analysis.data_use.results import (
    DataCirculation,
    DomainFlow,
    DoubleMaster,
    MasterOf,
    Silo,
)
from archrepo.analysis.named import Named
from archrepo.analysis.segment_names import segment_names
from archrepo.domain.text import by_name, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.exchanges import Exchange
    from archrepo.analysis.situation import Situation

Way = tuple[str | None, str | None]


def data_circulation(situation: Situation) -> DataCirculation:
    """Return the domain × domain matrix; with a domain, what enters and leaves it.

    An application stands for the domain with most of what it covers.
    """
    homes = situation.homes
    flows: dict[Way, set[str]] = defaultdict(set)
    objects: dict[Way, set[str]] = defaultdict(set)
    moves = [move for move in situation.exchanges if _concerned(situation, move)]
    for move in moves:
        way = (homes.get(move.source), homes.get(move.target))
        flows[way].add(move.flow)
        objects[way].update(move.objects)
    seen = {end for way in flows for end in way}
    places = situation.positions
    ordered = sorted((d for d in seen if d is not None), key=lambda d: places[d])
    domains = [Named(id=d, name=situation.domain_name(d)) for d in ordered]
    if None in seen:
        domains.append(Named(id="", name=""))
    last = len(places)
    doubles = tuple(sorted(_double_masters(situation), key=_by_object))
    masters = (master for double in doubles for master in double.masters)
    return DataCirculation(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        domains=tuple(domains),
        exchanges=tuple(
            DomainFlow(
                source=way[0],
                target=way[1],
                flows=len(flows[way]),
                objects=_names(situation, "DataObject", objects[way]),
            )
            for way in sorted(
                flows, key=lambda w: tuple(last if d is None else places[d] for d in w)
            )
        ),
        silos=tuple(sorted(_silos(situation, moves), key=_by_object)),
        double_masters=doubles,
        segment_names=segment_names(situation, (master.segments for master in masters)),
        unlabelled=len({move.flow for move in moves if not move.objects}),
    )


def _concerned(situation: Situation, move: Exchange) -> bool:
    return situation.concerns(move.source) or situation.concerns(move.target)


def _by_object(told: Silo | DoubleMaster) -> tuple[str, str]:
    return name_key(told.name, told.object)


def _names(situation: Situation, kind: str, ids: set[str]) -> tuple[Named, ...]:
    nodes = situation.nodes(kind)
    named = (Named(id=i, name=nodes[i].name if i in nodes else i) for i in ids)
    return tuple(sorted(named, key=by_name))


def _silos(situation: Situation, moves: Sequence[Exchange]) -> Iterator[Silo]:
    """Yield objects that several applications have, all of them of one domain."""
    holdings = Holdings(situation)
    having: dict[str, set[str]] = defaultdict(set)
    for move in moves:
        for data_object in move.objects:
            having[data_object] |= {move.source, move.target}
    for data_object, node in situation.nodes("DataObject").items():
        holders = {a.application for a in holdings.of(data_object)} | having[data_object]
        homes = {situation.homes.get(h) for h in holders}
        home = next(iter(homes), None)
        asked = situation.domain is None or any(situation.concerns(h) for h in holders)
        if asked and len(holders) > 1 and len(homes) == 1 and home is not None:
            yield Silo(
                object=data_object,
                name=node.name,
                domain=home,
                applications=situation.named(holders),
            )


def _double_masters(situation: Situation) -> Iterator[DoubleMaster]:
    holdings = Holdings(situation)
    owners = defaultdict(list, situation.by_end("OWNS"))
    for data_object, node in situation.nodes("DataObject").items():
        doubled = holdings.twice(holdings.masters(data_object))
        if all(access.via for access in doubled):
            continue  # told of the whole it is part of
        masters = [
            MasterOf(
                application=access.application,
                name=access.name,
                domain=situation.homes.get(access.application),
                owners=_names(
                    situation, "Organisation", {r.from_id for r in owners[access.application]}
                ),
                segments=access.segments,
            )
            for access in doubled
        ]
        apart = len({m.domain for m in masters}) > 1 or len({m.owners for m in masters}) > 1
        if apart and (
            situation.domain is None or any(situation.concerns(m.application) for m in masters)
        ):
            yield DoubleMaster(object=data_object, name=node.name, masters=tuple(masters))
