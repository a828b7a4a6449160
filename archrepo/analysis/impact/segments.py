"""For whom a coverage or a mastery is: brands, countries, channels, product lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.impact.facts import Facts

EVERYONE_ELSE = "*"
"""The segment of all who are named nowhere; the only one where nobody is named."""


class Segments:
    """Tells who serves whom; organisations serve those they contain."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._parent: dict[str, str | None] = {}

    def judged(self, stated: Iterable[Sequence[str]], before: Iterable[Sequence[str]]) -> list[str]:
        """Return the segments to judge one by one, in their order.

        Args:
            stated: The segments of every coverage (or mastery) there is.
            before: Those of the ones live before the event: everyone else is judged only where
                one of these has no segments.
        """
        named = sorted({item for items in stated for item in items})
        self._learn({part for item in named for part in item.split("+")})
        return [*named, EVERYONE_ELSE] if any(not items for items in before) else named

    def serves(self, items: Sequence[str], segment: str) -> bool:
        """Return whether what is stated for `items` is there for `segment`."""
        if not items:
            return True
        if segment == EVERYONE_ELSE:
            return False
        parts = segment.split("+")
        return any(
            all(any(self._is_within(part, own) for part in parts) for own in item.split("+"))
            for item in items
        )

    def _is_within(self, part: str, own: str) -> bool:
        seen = set()
        here: str | None = part
        while here is not None and here not in seen:
            if here == own:
                return True
            seen.add(here)
            here = self._parent.get(here)
        return False

    def _learn(self, parts: set[str]) -> None:
        """Read the organisations above these, level by level."""
        frontier = {p for p in parts if p not in self._parent and not p.startswith("tag:")}
        while frontier:
            self._parent.update(dict.fromkeys(frontier, None))
            above = {
                r.to_id: r.from_id
                for r in self._facts.entering("Organisation", sorted(frontier))
                if r.type == "CONTAINS"
            }
            self._parent.update(above)
            frontier = {parent for parent in above.values() if parent not in self._parent}


def named(struck: Iterable[str], judged: Sequence[str]) -> tuple[str, ...]:
    """Return the struck segments to name in an answer: none where only everyone was judged."""
    return () if list(judged) == [EVERYONE_ELSE] else tuple(sorted(struck))
