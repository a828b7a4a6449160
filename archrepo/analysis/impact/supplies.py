"""The supply of data objects after an event, and the flows that the event leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.carriages import Network
from archrepo.analysis.impact.eve import Eve
from archrepo.analysis.impact.exchanges import accesses_stated, is_origin
from archrepo.analysis.impact.parties import validity
from archrepo.domain.many_facts import unchanging

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from archrepo.analysis.impact.carriages import Carriage, Standing
    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.objects import ObjectTree
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.supply import Supply
    from archrepo.domain.facts import RelationFact


@unchanging
class ObjectSupply:
    """One data object's flows that the event leaves, and whom they supply.

    Attributes:
        data_object: Its id.
        supply: Origins and supplied ones.
    """

    data_object: str
    supply: Supply
    _network: Network
    _gone: Collection[str]

    def to(self, application: str) -> list[Exchange]:
        """Return what brings it the object after the event."""
        if application in self._gone:
            return []
        found = self._network.to.get(application, ())
        return [c.exchange for c in found if c.source not in self._gone]

    def out_of(self, application: str) -> list[Exchange]:
        """Return by what it passes the object on after the event."""
        if application in self._gone:
            return []
        found = self._network.out_of.get(application, ())
        return [c.exchange for c in found if c.target not in self._gone]


def supplies_of(
    state: State, tree: ObjectTree, objects: Collection[str], ceased: Collection[str] = ()
) -> dict[str, ObjectSupply]:
    """Return the supply of each object after the event.

    Origins that nobody declared are assumed (`SupplyGraph`) from what flowed on the eve, before
    anything of the day could change where the object comes from: a flow that only begins on the day
    and closes a ring makes nobody in it an origin, one that ends on the day still made them so.
    Whoever neither sent the object on the eve nor had it then, and sends it from the day on, is
    judged in the same way by the day's flows.

    Args:
        state: The day of the event.
        tree: What the objects are part of.
        objects: Their ids.
        ceased: Applications that stay and are no origin of them any more.
    """
    wholes = tree.with_wholes(objects)
    everything = sorted({whole for found in wholes.values() for whole in found})
    state.carriages.learn(everything)
    origins = [a for a in accesses_stated(state, everything) if is_origin(a)]
    eve = Eve(state)  # when all it may ask about have been met
    declared = _Declared(state, eve, everything, ceased)
    for access in origins:
        declared.add(access)
    gone = state.lost.ones  # ends and origins are applications, or organisations that none ends
    found = {}
    for o in sorted(objects):
        before, network = _networks(state, eve, state.carriages.standing(state.day, wholes[o]))
        then, now = declared.of(wholes[o])
        assumed = before.graph.assumed(then)
        if network is not before:
            assumed |= network.graph.assumed(then | now | before.graph.applications)
        if now != then:
            assumed -= now
        supply = network.graph.supply(now, assumed, gone, ceased)
        found[o] = ObjectSupply(o, supply, network, gone)
    return found


class _Declared:
    """Who is declared an origin of objects, on the eve and when the event is read."""

    def __init__(
        self, state: State, eve: Eve, objects: Collection[str], ceased: Collection[str]
    ) -> None:
        self._state = state
        self._eve = eve
        self._ceased = ceased
        self._then: dict[str, set[str]] = {o: set() for o in objects}
        self._now: dict[str, set[str]] = {o: set() for o in objects}

    def add(self, access: RelationFact) -> None:
        """Take an access that makes its application an origin."""
        application = self._state.parties.application_of(access.from_id)
        held = validity(access)
        has = self._state.did(access.from_id, held)
        had = has if self._eve.is_as_then(held) else self._eve.did(access.from_id, held)
        if had:
            self._then[access.to_id].add(application)
        # Whoever ceases with the event is asked on the eve, as those it ends are.
        if has or (had and application in self._ceased):
            self._now[access.to_id].add(application)

    def of(self, wholes: Iterable[str]) -> tuple[set[str], set[str]]:
        """Return the origins of an object, given with all it is part of: on the eve, and now."""
        then, now = set[str](), set[str]()
        for whole in wholes:
            then |= self._then[whole]
            now |= self._now[whole]
        return then, now


def _networks(state: State, eve: Eve, standing: Standing) -> tuple[Network, Network]:
    """Return what took place on the eve, and before the event; one network where it is the same.

    Before the event, the struck ones did what they did when they are asked, the others what they do
    on the day.
    """
    touched = [c for one in state.struck() for c in standing.wavering.get(one, ())]
    network = _changed(standing.network, touched, state.flows)
    if standing.eve is standing.network and eve.is_like_the_day:
        return network, network
    before = _changed(standing.eve, touched, eve.flowed)
    same = network is before or network.carriages == before.carriages
    return before, before if same else network


def _changed(
    network: Network, touched: Collection[Carriage], ran: Callable[[Exchange], bool]
) -> Network:
    """Return a network in which, of what touches the struck ones, there is what ran."""
    running = {c.key: c for c in touched if ran(c.exchange)}
    stands = network.carriages
    keys = {c.key for c in touched}
    if all(running.get(key) is stands.get(key) for key in keys):
        return network
    return Network({key: c for key, c in stands.items() if key not in keys} | running)
