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
    """Who feeds whom with one object before an event, and what that supplies after it.

    Origins are those declared, and every member of a group that exchanges the object both ways,
    has no declared origin in it and is fed by nobody outside: so every sender is supplied before
    the event. A group is strongly connected; a lone sender is one.

    What does not depend on who is lost is worked out once: many events are asked of one object.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._fed: dict[str, set[str]] = defaultdict(set)
        self._feeders: dict[str, set[str]] = defaultdict(set)
        for source, target in edges:
            self._fed[source].add(target)
            self._feeders[target].add(source)
        self._reaches: dict[frozenset[str], _Reach] = {}

    def origins(self, declared: Collection[str]) -> frozenset[str]:
        """Return where the object came from, declared or assumed."""
        return self._reach(frozenset(declared)).origins

    def supply(
        self, declared: Collection[str], gone: Collection[str], ceased: Collection[str] = ()
    ) -> Supply:
        """Return the supply of the object once those in `gone` are lost.

        Args:
            declared: Applications that are its MASTER, collect or create it.
            gone: The lost ones.
            ceased: Those that live on and are no origin any more.
        """
        reach = self._reach(frozenset(declared))
        cut_off = reach.behind({*gone, *ceased})
        hoping = cut_off.difference(gone)
        supply = Supply(reach.origins, reach.supplied, cut_off, reach.assumed)
        frontier = [one for one in hoping if any(map(supply.reaches, self._feeders.get(one, ())))]
        while frontier:
            one = frontier.pop()
            if one in cut_off:
                cut_off.remove(one)
                frontier += cut_off.intersection(hoping, self._fed.get(one, ()))
        return supply

    def _reach(self, declared: frozenset[str]) -> _Reach:
        known = self._reaches.get(declared)
        if known is None:
            known = self._reaches[declared] = _Reach(declared, self._fed, self._feeders)
        return known


class _Reach:
    """Whom origins supply while nobody is lost, each through one feeder: a forest."""

    def __init__(
        self,
        declared: frozenset[str],
        fed: Mapping[str, set[str]],
        feeders: Mapping[str, set[str]],
    ) -> None:
        self.supplied: set[str] = set()
        self._fed = fed
        self._through: dict[str, list[str]] = {}
        assumed = fed.keys() - feeders.keys() - declared
        self._supply(declared | assumed)
        # Whoever is left sends, but gets it from others who are left: they go round in groups.
        left = {one: fed[one] - self.supplied for one in fed.keys() - self.supplied}
        for group in list(_groups(left)):
            if all(feeders[member] <= group for member in group):
                assumed |= group
                self._supply(group)
        self.origins = declared | assumed
        self.assumed = bool(assumed)

    def _supply(self, origins: Collection[str]) -> None:
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
