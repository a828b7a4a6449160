"""Where a data object comes from, and whom it still reaches when some are gone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.domain.many_facts import unchanging

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Set

Edge = tuple[str, str]
"""Source and target of a flow, as applications."""


@unchanging
class Supply:
    """The supply of one object after an event.

    Attributes:
        origins: Where it came from before the event, whether declared or assumed.
        before: To whom it was supplied before the event.
        cut_off: Those of them to whom it is not any more, the lost ones included.
        origin_unknown: Whether some origin had to be assumed.
    """

    origins: frozenset[str]
    before: Set[str]
    cut_off: Set[str]
    origin_unknown: bool

    def reaches(self, application: str) -> bool:
        """Return whether the object is supplied to an application after the event."""
        return application in self.before and application not in self.cut_off


class SupplyGraph:
    """Who feeds whom with one object on a day, where it came from, and whom that supplies.

    Origins that nobody declared are assumed: every member of a group that exchanges the object both
    ways, has no declared origin in it and is fed by nobody outside: so every sender is supplied. A
    group is strongly connected; a lone sender is one. `supplies` tells on which day's flows this is
    judged around an event.

    What does not depend on who is lost is worked out once: many events are asked of one object.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._fed: dict[str, set[str]] = defaultdict(set)
        self._feeders: dict[str, set[str]] = defaultdict(set)
        for source, target in edges:
            self._fed[source].add(target)
            self._feeders[target].add(source)
        self._assumed: dict[frozenset[str], frozenset[str]] = {}
        self._reaches: dict[tuple[frozenset[str], frozenset[str]], _Reach] = {}

    @property
    def applications(self) -> Set[str]:
        """All who send the object or get it."""
        return self._fed.keys() | self._feeders.keys()

    def assumed(self, declared: Collection[str]) -> frozenset[str]:
        """Return who is to be taken for an origin beside those declared."""
        origins = frozenset(declared)
        if origins not in self._assumed:
            reach, found = _Reach(self._fed), self._fed.keys() - self._feeders.keys() - origins
            reach.supply_from(origins | found)
            # Whoever is left sends, but gets it from others who are left: they go round in groups.
            left = self._fed.keys() - reach.supplied
            going_round = {one: self._fed[one] - reach.supplied for one in left}
            for group in list(_groups(going_round)):
                if all(self._feeders[member] <= group for member in group):
                    found |= group
                    reach.supply_from(group)
            assumed = self._assumed[origins] = frozenset(found)
            reach.origins = origins | assumed
            self._reaches[origins, assumed] = reach
        return self._assumed[origins]

    def supply(
        self,
        declared: Collection[str],
        assumed: frozenset[str],
        gone: Collection[str],
        ceased: Collection[str] = (),
    ) -> Supply:
        """Return the supply of the object once those in `gone` are lost.

        Args:
            declared: Applications that are its MASTER, collect or create it.
            assumed: Those taken for origins beside them.
            gone: The lost ones.
            ceased: Those that live on and are no origin any more.
        """
        reach = self._reach(frozenset(declared), assumed)
        cut_off = reach.behind({*gone, *ceased})
        hoping = cut_off.difference(gone)
        supply = Supply(reach.origins, reach.supplied, cut_off, bool(assumed))
        frontier = [one for one in hoping if any(map(supply.reaches, self._feeders.get(one, ())))]
        while frontier:
            one = frontier.pop()
            if one in cut_off:
                cut_off.remove(one)
                frontier += cut_off.intersection(hoping, self._fed.get(one, ()))
        return supply

    def _reach(self, declared: frozenset[str], assumed: frozenset[str]) -> _Reach:
        known = self._reaches.get((declared, assumed))
        if known is None:
            known = self._reaches[declared, assumed] = _Reach(self._fed)
            known.origins = declared | assumed
            known.supply_from(known.origins)
        return known


class _Reach:
    """Whom origins supply while nobody is lost, each through one feeder: a forest."""

    def __init__(self, fed: Mapping[str, set[str]]) -> None:
        self.origins: frozenset[str] = frozenset()
        self.supplied: set[str] = set()
        self._fed = fed
        self._through: dict[str, list[str]] = {}

    def supply_from(self, origins: Collection[str]) -> None:
        """Supply some, and all whom they supply."""
        self.supplied.update(origins)
        frontier = list(origins)
        while frontier:
            feeder = frontier.pop()
            new = self._fed.get(feeder, set()) - self.supplied
            if new:
                self.supplied |= new
                self._through[feeder] = list(new)
                frontier += new

    def behind(self, struck: Iterable[str]) -> set[str]:
        """Return these, as far as they are supplied, and all who are supplied through them."""
        found = self.supplied.intersection(struck)
        frontier = list(found)
        while frontier:
            new = [one for one in self._through.get(frontier.pop(), ()) if one not in found]
            found.update(new)
            frontier += new
        return found


def _groups(fed: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Yield the strongly connected groups (Tarjan's algorithm, without recursion)."""
    found: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in {*fed, *(t for targets in fed.values() for t in targets)}:
        if start in found:
            continue
        work = [(start, iter(fed.get(start, ())))]
        while work:
            node, targets = work[-1]
            if node not in found:
                found[node] = lowest[node] = len(found)
                stack.append(node)
                on_stack.add(node)
            deeper = next((t for t in targets if t not in found or t in on_stack), None)
            if deeper is not None and deeper not in found:
                work.append((deeper, iter(fed.get(deeper, ()))))
                continue
            if deeper is not None:
                lowest[node] = min(lowest[node], found[deeper])
                continue
            work.pop()
            if work:
                parent = work[-1][0]
                lowest[parent] = min(lowest[parent], lowest[node])
            if lowest[node] == found[node]:
                yield set(_unwound(stack, on_stack, node))


def _unwound(stack: list[str], on_stack: set[str], node: str) -> Iterator[str]:
    while True:
        member = stack.pop()
        on_stack.discard(member)
        yield member
        if member == node:
            return
