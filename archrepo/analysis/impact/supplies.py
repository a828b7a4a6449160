"""The supply of data objects after an event, and the flows that the event leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.carriages import Network
from archrepo.analysis.impact.exchanges import accesses_to, is_origin
from archrepo.domain.many_facts import unchanging

if TYPE_CHECKING:
    from collections.abc import Collection

    from archrepo.analysis.impact.carriages import Standing
    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.objects import ObjectTree
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.supply import Supply


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

    Args:
        state: The day of the event.
        tree: What the objects are part of.
        objects: Their ids.
        ceased: Applications that stay and are no origin of them any more.
    """
    wholes = tree.with_wholes(objects)
    everything = sorted({whole for found in wholes.values() for whole in found})
    state.carriages.learn(everything)
    origins: dict[str, set[str]] = {o: set() for o in everything}
    for access in accesses_to(state, everything):
        if is_origin(access):
            origins[access.to_id].add(state.parties.application_of(access.from_id))
    gone = state.lost.ones  # ends and origins are applications, or organisations that none ends
    found = {}
    for o in sorted(objects):
        network = _before(state, state.carriages.standing(state.day, wholes[o]))
        declared = {origin for whole in wholes[o] for origin in origins[whole]}
        supply = network.graph.supply(declared, gone, ceased)
        found[o] = ObjectSupply(o, supply, network, gone)
    return found


def _before(state: State, standing: Standing) -> Network:
    """Return what took place before the event: of the struck ones, what they did when asked."""
    touched = [c for one in state.struck() for c in standing.touching.get(one, ())]
    ran = {c.key: c for c in touched if state.flows(c.exchange)}
    stands = standing.network.carriages
    keys = {c.key for c in touched}
    if all(ran.get(key) is stands.get(key) for key in keys):
        return standing.network
    return Network({key: c for key, c in stands.items() if key not in keys} | ran)
