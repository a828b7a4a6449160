"""What carries data objects between applications, whatever the event: worked out once for many."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import Parties
from archrepo.analysis.impact.supply import SupplyGraph
from archrepo.domain.many_facts import unchanging
from archrepo.domain.validity import eve_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from archrepo.analysis.impact.facts import Exchange, Facts
    from archrepo.domain.validity import Interval, PlanChoice

Key = tuple[str, str, str]
"""A flow and its two parties."""


@unchanging
class Carriage:
    """A flow that carries an object from one application to another.

    Attributes:
        exchange: The flow between two parties.
        source: The application its source counts for; an organisation counts as one.
        target: The same of its target.
        took_place: The days on which the flow ran between two live parties.
        key: What makes it one carriage, whatever else the flow carries.
    """

    exchange: Exchange
    source: str
    target: str
    took_place: Interval
    key: Key

    @property
    def ends(self) -> tuple[str, str]:
        """Its applications."""
        return (self.source, self.target)


class Network:
    """Carriages of one object that took place together.

    Attributes:
        carriages: By key, in the order of keys.
    """

    def __init__(self, carriages: Mapping[Key, Carriage]) -> None:
        self.carriages = {key: carriages[key] for key in sorted(carriages)}

    @cached_property
    def to(self) -> Mapping[str, Sequence[Carriage]]:
        """Application → what brings it the object."""
        return _grouped((c.target, c) for c in self.carriages.values())

    @cached_property
    def out_of(self) -> Mapping[str, Sequence[Carriage]]:
        """Application → by what it passes the object on."""
        return _grouped((c.source, c) for c in self.carriages.values())

    @cached_property
    def graph(self) -> SupplyGraph:
        """Who feeds whom."""
        return SupplyGraph(c.ends for c in self.carriages.values())


@dataclass(frozen=True)
class Standing:
    """The carriages of one object on a day, were nobody struck.

    Attributes:
        network: Those that take place.
        eve: Those that took place the day before; the same where nothing begins or ends.
        wavering: Application → the carriages it is an end of that do not take place on both days,
            with others of the same keys: of no other it matters whether an end is struck.
    """

    network: Network
    eve: Network
    wavering: Mapping[str, Sequence[Carriage]]

    @classmethod
    def of(cls, carriages: Iterable[Carriage], day: dt.date) -> Standing:
        """Return what stands on the day.

        What carries a whole and its part, or the object by two relations, is one carriage on it.
        """
        known = list(carriages)
        eve = eve_of(day)
        network = before = _running(known, day)
        wavering = {
            c.key for c in known if not (c.took_place.holds(day) and c.took_place.holds(eve))
        }
        if any(day in (c.took_place.start, c.took_place.end) for c in known):
            before = _running(known, eve)
        touching = ((end, c) for c in known if c.key in wavering for end in c.ends)
        return cls(network, before, _grouped(touching))


class Carriages:
    """Knows who lives and what carries which object, under a plan.

    Nothing in it depends on an event: events may share one, on whatever days.
    """

    def __init__(self, facts: Facts, plan: PlanChoice) -> None:
        self.parties = Parties(facts, plan)
        self._facts = facts
        self._by_object: dict[str, list[Carriage]] = {}
        self._standing: dict[tuple[dt.date, tuple[str, ...]], Standing] = {}

    def learn(self, objects: Collection[str]) -> None:
        """Read what carries these objects, those not yet known, all at once."""
        new = {o for o in objects if o not in self._by_object}
        if not new:
            return
        exchanges = self._facts.exchanges_of(new)
        self.parties.meet_ends(exchanges)
        self._by_object.update((o, []) for o in new)
        of = self.parties.application_of
        for exchange in exchanges:
            source, target = of(exchange.source), of(exchange.target)
            if source != target:
                key = (exchange.flow.id, exchange.source, exchange.target)
                ran = self.parties.took_place(exchange)
                carriage = Carriage(exchange, source, target, ran, key)
                self._by_object[exchange.data_object or ""].append(carriage)

    def standing(self, day: dt.date, objects: tuple[str, ...]) -> Standing:
        """Return what carries `objects`, one with its wholes, on a day; they were learnt before."""
        known = self._standing.get((day, objects))
        if known is None:
            carriages = (c for o in objects for c in self._by_object[o])
            known = self._standing[day, objects] = Standing.of(carriages, day)
        return known


def _running(carriages: Iterable[Carriage], day: dt.date) -> Network:
    return Network({c.key: c for c in carriages if c.took_place.holds(day)})


def _grouped(pairs: Iterable[tuple[str, Carriage]]) -> Mapping[str, Sequence[Carriage]]:
    found: dict[str, list[Carriage]] = defaultdict(list)
    for application, carriage in pairs:
        found[application].append(carriage)
    return dict(found)
