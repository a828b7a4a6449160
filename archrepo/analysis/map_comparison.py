"""Two capability maps as one: what is added, removed, moved, better or worse from one to the other.

Both show all that was ever stated, so that they lie on the same grid; what only one of them has is
put beside its siblings.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from archrepo.analysis.heat_model import HeatClass
from archrepo.analysis.map_result import (
    Box,
    CapabilityMap,
    Cell,
    Chip,
    Counts,
    Leaves,
    LegendEntry,
)
from archrepo.analysis.results import Part, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Sign = Literal["ADDED", "BETTER", "CHANGED", "MOVED", "WORSE", "REMOVED"]
SAME = "SAME"
CHANGES = (
    HeatClass("REMOVED", "−", "worst", good=True),
    HeatClass("WORSE", "↓", "poor", good=True),
    HeatClass("MOVED", "→", "hue7", good=True),
    HeatClass("CHANGED", "±", "turned", good=True),
    HeatClass("BETTER", "↑", "good", good=True),
    HeatClass("ADDED", "+", "best", good=True),
    HeatClass(SAME, "·", "aside", good=False),
)
_BY_NAME = {c.name: c for c in CHANGES}


class MapState(Part):
    """What one side of a comparison shows.

    Attributes:
        at: The day.
        plan: Whose projects' actions count.
        batch: The batch after which it stood so; now where None.
        backup: The backup it was read from.
        plateau: The name of the plateau that it is, where one was asked for.
    """

    at: dt.date
    plan: str
    batch: str | None = None
    backup: str | None = None
    plateau: str | None = None


class MapChange(Part):
    """One difference between two maps.

    Attributes:
        kind: Domain, Scope or Application: an application that covers a scope.
        id: Its id.
        name: Its name.
        sign: What happened.
        before: The letter of its class or level before; None where there was none, or the same.
        after: The same after.
        place: Names of what it stands in, from the top, or of the scope an application covers.
        moved_from: Where it stood before, for what moved.
    """

    kind: Literal["Domain", "Scope", "Application"]
    id: str
    name: str
    sign: Sign
    before: str | None = None
    after: str | None = None
    place: tuple[str, ...] = ()
    moved_from: str | None = None


class MapComparison(Result):
    """Two states of a capability map on one grid, and what differs.

    Attributes:
        before: The first state.
        after: The second state.
        heat: By which boxes are better or worse.
        counts: What happened → how many leaves, those that stay the same included.
        coverage_counts: The same of applications in scopes.
        changes: The differences, in the order of the map.
        classes: The classes of the heat, with the leaves after.
        merged: Both maps as one; its classes say what happened.
        sides: The two maps themselves, where they are wanted side by side.
    """

    schema_name: ClassVar[str] = "archrepo/map-comparison/1"

    before: MapState
    after: MapState
    heat: str
    counts: dict[str, int]
    coverage_counts: dict[str, int]
    changes: tuple[MapChange, ...]
    classes: tuple[LegendEntry, ...] = ()
    merged: CapabilityMap
    sides: tuple[CapabilityMap, CapabilityMap] | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A map to compare, and what it shows."""

    state: MapState
    drawn: CapabilityMap
    ordered: bool = True


def compare(before: Side, after: Side, *, side_by_side: bool = False) -> MapComparison:
    """Return what differs between two maps under the same heat.

    Args:
        before: The first.
        after: The second.
        side_by_side: Whether both are to be drawn, rather than one with the differences.
    """
    merger = _Merger(before, after)
    panels = merger.merged(before.drawn.domains, after.drawn.domains)
    leaves = Counter(box.cell.name for box in _leaves(panels))
    chips = Counter(c.cell.name for box in _walk(panels) for c in box.chips if not c.absent)
    shown = before.drawn.counts if not after.drawn.domains else after.drawn.counts
    drawn = after.drawn.model_copy(
        update={
            "heat": "change",
            "event": None,
            "counts": _counts(shown, panels),
            "legend": _legend(leaves),
            "notes": (),
            "domains": panels,
            "segment_names": before.drawn.segment_names | after.drawn.segment_names,
            "module_names": before.drawn.module_names | after.drawn.module_names,
        }
    )
    return MapComparison(
        before=before.state,
        after=after.state,
        heat=after.drawn.heat,
        counts=_told(leaves),
        coverage_counts=_told(chips),
        changes=tuple(_changes(panels, merger.came_from)),
        classes=after.drawn.legend,
        merged=drawn,
        sides=(before.drawn, after.drawn) if side_by_side else None,
    )


class _Merger:
    """Merges boxes of two maps; classes are compared by their place in the legend."""

    def __init__(self, before: Side, after: Side) -> None:
        unknown = {e.name for e in after.drawn.legend if e.tone in ("unknown", "aside")}
        names = [e.name for e in after.drawn.legend if e.name not in unknown]
        ranked = after.ordered and not any(e.tone.startswith("hue") for e in after.drawn.legend)
        self._rank = {name: i for i, name in enumerate(names)} if ranked else {}
        self._letters = {e.name: e.letter for side in (before, after) for e in side.drawn.legend}
        first, second = _places(before.drawn), _places(after.drawn)
        self.came_from = {
            i: first[i][1] for i in first.keys() & second.keys() if first[i][0] != second[i][0]
        }

    def merged(self, before: Sequence[Box], after: Sequence[Box]) -> tuple[Box, ...]:
        """Return boxes of both, in the order of the second; what only the first has comes last."""
        old = {box.place: box for box in before}
        new = {box.place: box for box in after}
        order = [*new, *(place for place in old if place not in new)]
        return tuple(self._box(old.get(place), new.get(place)) for place in order)

    def _box(self, old: Box | None, new: Box | None) -> Box:
        shown = new or old
        if shown is None:
            raise ValueError("a box of neither map")
        there = (old is not None and old.present, new is not None and new.present)
        chips = self._chips(old, new, there)
        children = self.merged(old.children if old else (), new.children if new else ())
        name, figure = self._sign(shown, old, new, there)
        if name == SAME and not children and any(c.cell.name != SAME for c in chips):
            name = "CHANGED"
        leaves = _tally(children) if children else None
        if children and name == SAME and leaves is not None:
            name = max(leaves.by_class, key=_notable, default=SAME)
        return shown.model_copy(
            update={
                "present": any(there),
                "cell": Cell(name=name, letter=_BY_NAME[name].letter, figure=figure),
                "leaves": leaves,
                "chips": chips,
                "children": children,
                "derived": False,
                "weakest": (),
            }
        )

    def _sign(
        self, shown: Box, old: Box | None, new: Box | None, there: tuple[bool, bool]
    ) -> tuple[str, str]:
        """Return what happened to a box, and a figure such as `P→F`."""
        if there == (False, True):
            return ("MOVED" if shown.id in self.came_from else "ADDED"), ""
        if there == (True, False):
            return ("MOVED" if shown.id in self.came_from else "REMOVED"), ""
        if old is None or new is None or not any(there) or old.cell.name == new.cell.name:
            return SAME, ""
        if shown.children or shown.kind != "Scope":
            return SAME, ""
        return self._turned(old.cell.name, new.cell.name)

    def _turned(self, old: str, new: str) -> tuple[str, str]:
        figure = f"{self._letters.get(old, '?')}→{self._letters.get(new, '?')}"
        ranks = [self._rank.get(name) for name in (old, new)]
        if ranks[0] is None or ranks[1] is None:
            return "CHANGED", figure
        return ("BETTER" if ranks[1] < ranks[0] else "WORSE"), figure

    def _chips(
        self, old: Box | None, new: Box | None, there: tuple[bool, bool]
    ) -> tuple[Chip, ...]:
        before = {chip.application: chip for chip in (old.chips if old else ())}
        after = {chip.application: chip for chip in (new.chips if new else ())}
        names = [*after, *(a for a in before if a not in after)]
        return tuple(self._chip(before.get(a), after.get(a), there) for a in names)

    def _chip(self, old: Chip | None, new: Chip | None, there: tuple[bool, bool]) -> Chip:
        shown = new or old
        if shown is None:
            raise ValueError("an application of neither map")
        was = old is not None and old.absent is None and there[0]
        is_now = new is not None and new.absent is None and there[1]
        name, letter, figure = SAME, shown.level_letter, ""
        if was != is_now:
            name = "ADDED" if is_now else "REMOVED"
        elif was and old is not None and new is not None and old.level != new.level:
            ranks = [_LEVELS.index(chip.level) for chip in (old, new)]
            name = "BETTER" if ranks[1] > ranks[0] else "WORSE"
            letter = new.level_letter
            figure = f"{old.level_letter}→{letter}"
        cell = Cell(name=name, letter=_BY_NAME[name].letter, figure=figure)
        update = {"cell": cell, "level_letter": letter}
        update["absent"] = None if was or is_now else shown.absent or "ENDED"
        return shown.model_copy(update=update)


_LEVELS = (None, "NONE", "PLANNED", "MARGINAL", "PARTIAL", "FULL")


def _notable(name: str) -> tuple[bool, int]:
    """Return what ranks changes for a parent: any before none, the worst first."""
    return name != SAME, -list(_BY_NAME).index(name)


def _places(drawn: CapabilityMap) -> dict[str, tuple[str, str]]:
    """Return id → id and name of the parent it stands in on the day, of what stands there once."""
    found: dict[str, list[tuple[str, str]]] = {}
    for parent in _walk(drawn.domains):
        for child in parent.children:
            if child.present:
                found.setdefault(child.id, []).append((parent.id, parent.name))
    return {i: parents[0] for i, parents in found.items() if len(parents) == 1}


def _walk(boxes: Iterable[Box]) -> Iterator[Box]:
    for box in boxes:
        yield box
        yield from _walk(box.children)


def _leaves(panels: Sequence[Box]) -> Iterator[Box]:
    for box in _walk(panels):
        if box.kind == "Scope" and not box.children and box.present:
            yield box


def _tally(children: Sequence[Box]) -> Leaves:
    names = Counter(box.cell.name for box in _leaves(children))
    total = sum(names.values())
    return Leaves(
        total=total, good=total - names[SAME], unknown=0, by_class=dict(sorted(names.items()))
    )


def _told(counted: Counter[str]) -> dict[str, int]:
    return {c.name: counted[c.name] for c in reversed(CHANGES)}


def _legend(leaves: Counter[str]) -> tuple[LegendEntry, ...]:
    return tuple(
        LegendEntry(name=c.name, letter=c.letter, tone=c.tone, leaves=leaves[c.name])
        for c in reversed(CHANGES)
    )


def _counts(shown: Counts, panels: Sequence[Box]) -> Counts:
    scopes = [box for box in _walk(panels) if box.kind == "Scope" and box.present]
    chips = [chip for box in scopes for chip in box.chips if chip.absent is None]
    return shown.model_copy(
        update={
            "domains": sum(box.kind == "Domain" for box in _walk(panels)),
            "scopes": len(scopes),
            "leaves": sum(1 for _ in _leaves(panels)),
            "applications": len({chip.application for chip in chips}),
            "coverages": len(chips),
        }
    )


def _changes(
    panels: Sequence[Box], came_from: dict[str, str], place: tuple[str, ...] = ()
) -> Iterator[MapChange]:
    for box in panels:
        name = box.cell.name
        kind: Literal["Domain", "Scope"] = "Domain" if box.kind == "Domain" else "Scope"
        own = not box.children and box.kind != "Rest"
        if own and box.present and name != SAME:
            before, _, after = box.cell.figure.partition("→")
            yield MapChange(
                kind=kind,
                id=box.id,
                name=box.name,
                sign=name,
                before=before or None,
                after=after or None,
                place=place,
                moved_from=came_from.get(box.id) if name == "MOVED" else None,
            )
        for chip in box.chips:
            if chip.absent is None and chip.cell.name != SAME:
                yield _chip_change(chip, (*place, box.name))
        yield from _changes(box.children, came_from, (*place, box.name))


def _chip_change(chip: Chip, place: tuple[str, ...]) -> MapChange:
    before, _, after = chip.cell.figure.partition("→")
    removed = chip.cell.name == "REMOVED"
    return MapChange(
        kind="Application",
        id=chip.application,
        name=chip.name,
        sign=chip.cell.name,
        before=before or (chip.level_letter if removed else None),
        after=after or (None if removed else chip.level_letter),
        place=place,
    )
