"""Data objects as wholes and parts: a flow or access to the whole counts for its parts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import validity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from archrepo.analysis.impact.facts import Facts


class ObjectTree:
    """The data objects above and below those an analysis meets, on a day."""

    def __init__(self, facts: Facts, day: dt.date) -> None:
        self._facts = facts
        self._day = day
        self._below: dict[str, set[str]] = {}
        self._above: dict[str, set[str]] = {}

    def with_parts(self, objects: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return each object → itself and all it contains, sorted."""
        wanted = set(objects)
        self._learn(wanted, self._below, downwards=True)
        return {o: _reached(o, self._below) for o in sorted(wanted)}

    def with_wholes(self, objects: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return each object → itself and all it is contained in, sorted."""
        wanted = set(objects)
        self._learn(wanted, self._above, downwards=False)
        return {o: _reached(o, self._above) for o in sorted(wanted)}

    def _learn(
        self, objects: Collection[str], known: dict[str, set[str]], *, downwards: bool
    ) -> None:
        frontier = {o for o in objects if o not in known}
        while frontier:
            around = self._facts.leaving if downwards else self._facts.entering
            found = defaultdict(set)
            for relation in around("DataObject", sorted(frontier)):
                if relation.type == "CONTAINS" and validity(relation).holds(self._day):
                    ends = (relation.from_id, relation.to_id)
                    near, far = ends if downwards else ends[::-1]
                    found[near].add(far)
            known.update((o, found[o]) for o in frontier)
            frontier = {o for others in found.values() for o in others if o not in known}


def _reached(start: str, known: dict[str, set[str]]) -> tuple[str, ...]:
    seen = {start}
    frontier = [start]
    while frontier:
        new = known.get(frontier.pop(), set()) - seen
        seen |= new
        frontier += new
    return tuple(sorted(seen))
