"""The boxes of a map while it is laid out: what room each needs at each width.

Widths count in units of half a card, so that neighbours can end at one height.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archrepo.render.capability_map import cards
from archrepo.render.capability_map import frames as f
from archrepo.render.capability_map.chips import chip_frames, chip_rows
from archrepo.render.capability_map.columns import card_columns, height_of, poured_best

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archrepo.analysis.map_result import Box

_MOST_IN_ROW = 8
_ALL_TRIED = 8  # units up to which every width is tried, whatever the grain
_TOO_MUCH = 1_000_000


@dataclass
class Arranged:
    """Parents in rows, each with its number of units, and the least room that takes."""

    rows: list[list[tuple[Node, int]]]
    width: int
    height: int


class _Stairs:
    """The heights something can have, each lower than the one before, and the units they take.

    Heights are negative, to stand in rising order; after the units of the last stand too many.
    """

    def __init__(self) -> None:
        self.heights: list[int] = []
        self.units = [_TOO_MUCH]

    def add(self, height: int, units: int) -> None:
        """Take what it is at so many units, more than any before."""
        if not self.heights or -height > self.heights[-1]:
            self.heights.append(-height)
            self.units.insert(-1, units)

    def lowest(self, most: int) -> int:
        """Return the least height, negative, at no more than that many units."""
        return self.heights[bisect_right(self.units, most) - 1]


class Node:
    """A box that is to be laid out, with what is known of it at each width in units."""

    def __init__(
        self,
        box: Box,
        name_of: Callable[[Box], str],
        z: f.Sizes,
        top: bool = False,
        grain: int = 1,
        known: dict[int, Node] | None = None,
    ) -> None:
        self.box = box
        self.z = z
        self.grain = grain
        self.top = top
        self.name = name_of(box)
        self.children = [_known(child, name_of, z, grain, known) for child in box.children]
        self._needs: dict[int, tuple[int, int, int]] = {}
        self._stairs = _Stairs()
        self._known = 0
        self._card_heights: dict[int, int] = {}

    @property
    def is_card(self) -> bool:
        """Whether nothing stands in it but applications."""
        return not self.children and not self.top

    @cached_property
    def pad(self) -> int:
        """Between its edge and what is in it, border included."""
        return (self.z.panel_pad if self.top else self.z.group_pad) + f.BORDER

    @property
    def around(self) -> int:
        """What stands above its header and below its body; a panel's header touches its border."""
        return self.z.panel_pad + 2 * f.BORDER if self.top else 2 * self.pad

    def card_height(self, width: int) -> int:
        """Return how high it is as a leaf."""
        if width not in self._card_heights:
            self._card_heights[width] = cards.card_height(self.box, width, self.z)
        return self._card_heights[width]

    @cached_property
    def runs(self) -> list[list[Node]]:
        """Its children in runs of cards and of parents, in their order."""
        runs: list[list[Node]] = []
        for child in self.children:
            if runs and runs[-1][0].is_card == child.is_card:
                runs[-1].append(child)
            else:
                runs.append([child])
        return runs

    @cached_property
    def most_units(self) -> int:
        """The width in units beyond which more is of no use."""
        most = max((sum(n.most_units for n in run) for run in self.runs), default=0)
        return max(most, f.CARD_UNITS)

    @cached_property
    def area(self) -> float:
        """About how much room it takes, in square points."""
        if self.is_card:
            return float((self.z.card + f.GAP) * (self.card_height(self.z.card) + f.GAP))
        inner = sum(child.area for child in self.children)
        return 1.12 * inner + 30 * self.z.card

    @cached_property
    def title_width(self) -> int:
        """The least width within, for the name of a panel."""
        return cards.title_width(self.box, self.name, self.z) if self.top else 0

    def needs(self, units: int) -> tuple[int, int, int]:
        """Return the least width, the header's height and the body's height at that many."""
        if self.is_card:
            return self.z.card, 0, self.card_height(self.z.card)
        if units not in self._needs:
            self._needs[units] = self._measured(units)
        return self._needs[units]

    def stairs(self, most: int) -> _Stairs:
        """Return how high its body is at so many units: at least up to `most` that are of use."""
        for units in range(self._known + 1, min(most, self.most_units) + 1):
            if units <= _ALL_TRIED or units % self.grain == 0:
                self._stairs.add(self.needs(units)[2], units)
            self._known = units
        return self._stairs

    def _measured(self, units: int) -> tuple[int, int, int]:
        if units < f.CARD_UNITS:
            return _TOO_MUCH, 0, _TOO_MUCH
        inner = max(units * self.z.unit - f.GAP, self.title_width)
        height = 0
        for run in self.runs:
            if run[0].is_card:
                height += poured_best(run, inner, self.z)[0] + f.GAP
            else:
                rows = arranged(run, units, f.GAP)
                inner = max(inner, rows.width)
                height += rows.height + f.GAP
        if self.box.chips:
            height += chip_rows(self.box, inner, self.z).height + f.GAP
        _, header = cards.heading(self.box, self.name, inner, self.top, self.z)
        return inner + 2 * self.pad, header, height + self.around

    def placed(self, units: int, width: int, header: int = 0) -> f.Frame:
        """Return its frame at that width, the header at least as high as `header`."""
        if self.is_card:
            return cards.card(self.box, width, self.z)
        inner = width - 2 * self.pad
        lines, own_header = cards.heading(self.box, self.name, inner, self.top, self.z)
        frame = f.Frame(self.box, width, 0, lines, max(header, own_header))
        own = chip_rows(self.box, inner, self.z)
        frame.chips = chip_frames(self.box, own, self.z)
        for run in self.runs:
            if run[0].is_card:
                frame.parts.append(card_columns(run, inner, self.z))
            else:
                rows = arranged(run, units, f.GAP).rows
                frame.parts += [[[box] for box in placed_row(row, inner, f.GAP)] for row in rows]
        heights = [max(map(height_of, part)) for part in frame.parts]
        body = sum(heights) + f.GAP * max(len(heights) - 1, 0)
        gaps = f.GAP * (bool(frame.chips) and bool(frame.parts))
        frame.height = frame.header + own.height + gaps + body + self.around
        return frame


def _known(
    box: Box,
    name_of: Callable[[Box], str],
    z: f.Sizes,
    grain: int,
    known: dict[int, Node] | None,
) -> Node:
    """Return a box within another; the one that is known already, where any is."""
    if known is None:
        return Node(box, name_of, z, grain=grain)
    found = known.get(id(box))
    if found is None or found.box is not box:
        found = known[id(box)] = Node(box, name_of, z, grain=grain, known=known)
    return found


def arranged(nodes: Sequence[Node], units: int, gap: int) -> Arranged:
    """Return parents in rows of at most that many units, in their order, as low as it goes."""
    best: list[tuple[int, int, int, list[tuple[Node, int]]]] = [(0, 0, 0, [])]
    for end in range(1, len(nodes) + 1):
        found = None
        for start in range(max(0, end - min(_MOST_IN_ROW, units // f.CARD_UNITS)), end):
            row = _shared(nodes[start:end], units)
            width, height = _row_size(row, gap)
            total = best[start][0] + height + gap
            if found is None or (total, width) < (found[0], found[2]):
                found = (total, start, width, row)
        if found is not None:
            best.append(found)
    rows: list[list[tuple[Node, int]]] = []
    end = len(nodes)
    while end:
        _, start, _, row = best[end]
        rows.insert(0, row)
        end = start
    width = max((_row_size(row, gap)[0] for row in rows), default=0)
    return Arranged(rows, width, max(best[-1][0] - gap, 0))


def _shared(nodes: Sequence[Node], units: int) -> list[tuple[Node, int]]:
    """Return `nodes` with units shared among them so that the highest is as low as can be.

    A node gets no more units than that takes: what is left over widens the cards of the row.
    """
    most = units - f.CARD_UNITS * (len(nodes) - 1)
    stairs = [node.stairs(most) for node in nodes]
    least = min([stair.lowest(most) for stair in stairs])

    def taken(height: int) -> list[int]:
        return [stair.units[bisect_left(stair.heights, height)] for stair in stairs]

    if len(nodes) == 1:
        return [(nodes[0], taken(least)[0])]
    # Only at a height that one of them has do they need other units; heights are negative.
    heights = sorted({h for s in stairs for h in s.heights[: bisect_right(s.heights, least)]})
    low, high = 0, len(heights) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if sum(taken(heights[middle])) <= units:
            low = middle
        else:
            high = middle - 1
    return list(zip(nodes, taken(heights[low]), strict=True))


def _row_size(row: Sequence[tuple[Node, int]], gap: int) -> tuple[int, int]:
    needs = [node.needs(units) for node, units in row]
    width = sum(need[0] for need in needs) + gap * (len(row) - 1)
    return width, max(need[1] for need in needs) + max(need[2] for need in needs)


def placed_row(row: Sequence[tuple[Node, int]], width: int, gap: int) -> list[f.Frame]:
    """Return a row of parents that fills `width`, all equally high, headers included."""
    least = [node.needs(units)[0] for node, units in row]
    spare = width - sum(least) - gap * (len(row) - 1)
    total = sum(units for _, units in row)
    widths, given = [], 0
    for (_, units), own in zip(row, least, strict=True):
        upto = spare * units // total if spare > 0 else 0
        widths.append(own + upto)
        given += upto
    widths[-1] += max(spare - given, 0)
    header = 0
    for (node, _), own in zip(row, widths, strict=True):
        header = max(header, _header_height(node, own))
    placed = [
        node.placed(units, own, header) for (node, units), own in zip(row, widths, strict=True)
    ]
    _level(placed)
    return placed


def _header_height(node: Node, width: int) -> int:
    return cards.heading(node.box, node.name, width - 2 * node.pad, node.top, node.z)[1]


def _level(row: Sequence[f.Frame]) -> None:
    highest = max(frame.height for frame in row)
    for frame in row:
        _raise(frame, highest)


def _raise(frame: f.Frame, height: int) -> None:
    """Make a box higher, and with it the parents in it, row by row; its cards stay."""
    spare = height - frame.height
    frame.height = height
    grown = [part for part in frame.parts if not part[0][0].is_card]
    for left, part in zip(range(len(grown), 0, -1), grown, strict=True):
        for column in part:
            _raise(column[0], column[0].height + spare // left)
        spare -= spare // left
