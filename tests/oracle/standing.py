"""A portfolio around an event that ends nothing: who covers, needs and keeps what on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.coverage import is_primary, segments_of
from tests.oracle.lines import Cause, Way, adjusted
from tests.oracle.world import World

if TYPE_CHECKING:
    from typing import Any

    from tests.oracle.world import Coverage


class Standing(World):
    """Facts on a day on which nothing is lost."""

    def _all_lost(self) -> set[str]:
        return set()

    def below(self, node: str) -> list[str]:
        """Return a node and all it contains, sorted."""
        return sorted(self.with_parts({node}))

    def way_down(self, whole: str, part: str) -> Way:
        """Return the way from a whole to one of its parts."""
        return Way(self.down_to(whole, part), 0)

    def way_between(self, start: str, end: str) -> Way:
        """Return the way from a node down to a part of it, or up to what it is part of."""
        if end in self.with_parts({start}):
            return self.way_down(start, end)
        return Way(tuple(reversed(self.down_to(end, start))), 0)

    def primary(self, coverage: Coverage) -> bool:
        """Return whether a coverage is PRIMARY, as stated or for some segment."""
        everyone = self.coverages()
        segments = segments_of(self, coverage.scope, everyone)
        return any(
            self.primary_for(coverage, segment)
            for segment in segments
            if self.serves(coverage.items, segment)
        )

    def primary_for(self, coverage: Coverage, segment: str) -> bool:
        """Return whether a coverage is PRIMARY for a segment it serves."""
        among = [
            c
            for c in self.coverages()
            if c.scope == coverage.scope and self.serves(c.items, segment)
        ]
        return is_primary(coverage, among)

    def cause(self, node: str, effect: str, rule: str, base: int, way: Way, **more: Any) -> Cause:
        """Return a cause; its final follows from the criticality of the node, and of flows."""
        final = adjusted(self, node, base, more.get("flows", ()))
        return Cause(node, effect, rule, base, final, way, **more)
