"""Lays a map out: widths and rows of boxes, chosen here, so that Graphviz only has to draw.

Everything follows from names and places, never from dates, plans or heats: maps of the same
portfolio lie on the same grid. The width, in units of half a card, is the one that prints largest
on a landscape page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archrepo.render.capability_map import cards
from archrepo.render.capability_map import frames as f

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archrepo.analysis.map_result import Box

Paper = tuple[int, int]
LANDSCAPE: Paper = (1191, 842)  # only the proportion matters
_AROUND = (36, 150)  # margins, and title, legend and notes above the panels
_MOST_IN_ROW = 8
_TOO_MANY = 10_000
_TOO_MUCH = 1_000_000
_TRIED = 10  # units of width tried on either side of the estimate
_PLACED = 3  # of them, the most promising are laid out in full and compared
_MOST_STRETCH = 0.4  # of a card's own height, to let the columns of a box end together
BAND_HEADING = 14


def layout(
    panels: Sequence[Box], name_of: Callable[[Box], str], paper: Paper = LANDSCAPE, least: int = 0
) -> f.Sheet:
    """Return the map of `panels` for a page, at least so wide.

    Args:
        panels: The domains.
        name_of: Gives what is written on a box.
        paper: Width and height of the page.
        least: Least width.
    """
    nodes = [_Node(box, name_of, top=True) for box in panels]
    strips = _strips(nodes)
    widest = max((sum(node.most_units for node in strip) for strip in strips), default=1)
    area = sum(node.area for node in nodes)
    guess = round(math.sqrt(area * paper[0] / paper[1]) / f.UNIT)
    first = max(f.CARD_UNITS, min(guess, widest) - _TRIED)
    tried = range(first, max(first, min(guess + _TRIED, widest)) + 1)
    plans = [_Plan(strips, units, paper, least) for units in tried]
    plans.sort(key=lambda plan: (-plan.scale, plan.units))
    sheets = [plan.sheet() for plan in plans[:_PLACED]]
    return max(sheets, key=lambda sheet: _scale(sheet.width, sheet.height, paper))


def area_of(boxes: Sequence[Box], name_of: Callable[[Box], str]) -> float:
    """Return about how much room boxes take, in square points, without laying them out."""
    return sum(_Node(box, name_of, top=True).area for box in boxes)


def _scale(width: int, height: int, paper: Paper) -> float:
    """Return how large something prints on a page."""
    return min(paper[0] / (width + _AROUND[0]), paper[1] / (height + _AROUND[1]))


def _strips(nodes: Sequence[_Node]) -> list[list[_Node]]:
    """Return the panels by band; they come in the order of their bands."""
    strips: list[list[_Node]] = []
    for node in nodes:
        if strips and strips[-1][0].box.band == node.box.band:
            strips[-1].append(node)
        else:
            strips.append([node])
    return strips


@dataclass
class _Plan:
    """A map of so many units: which panels stand in which row, with how many units each."""

    strips: Sequence[Sequence[_Node]]
    units: int
    paper: Paper
    least: int = 0

    @cached_property
    def arranged(self) -> list[_Arranged]:
        return [_arranged(strip, self.units, f.PANEL_GAP) for strip in self.strips]

    @property
    def headed(self) -> bool:
        return len(self.strips) > 1

    @cached_property
    def width(self) -> int:
        return max([self.least, *(a.width for a in self.arranged)])

    @cached_property
    def scale(self) -> float:
        """How large it prints."""
        height = sum(a.height + f.PANEL_GAP for a in self.arranged)
        height += BAND_HEADING * len(self.strips) * self.headed
        return _scale(self.width, height, self.paper)

    def sheet(self) -> f.Sheet:
        strips = []
        height = 0
        for nodes, arranged in zip(self.strips, self.arranged, strict=True):
            rows = [_placed(row, self.width, f.PANEL_GAP) for row in arranged.rows]
            strips.append(f.Strip(nodes[0].box.band, self.headed, rows))
            height += sum(row[0].height + f.PANEL_GAP for row in rows)
            height += BAND_HEADING if self.headed else 0
        return f.Sheet(self.width, height, strips)


@dataclass
class _Arranged:
    """Parents in rows, each with its number of units, and the least room that takes."""

    rows: list[list[tuple[_Node, int]]]
    width: int
    height: int


class _Node:
    """A box that is to be laid out, with what is known of it at each width in units."""

    def __init__(self, box: Box, name_of: Callable[[Box], str], top: bool = False) -> None:
        self.box = box
        self.top = top
        self.name = name_of(box)
        self.children = [_Node(child, name_of) for child in box.children]
        self._needs: dict[int, tuple[int, int, int]] = {}
        self._heights: list[int] = []
        self._card_heights: dict[int, int] = {}

    @property
    def is_card(self) -> bool:
        return not self.children and not self.top

    @cached_property
    def pad(self) -> int:
        return (f.PANEL_PAD if self.top else f.GROUP_PAD) + f.BORDER

    @property
    def around(self) -> int:
        """What stands above its header and below its body; a panel's header touches its border."""
        return f.PANEL_PAD + 2 * f.BORDER if self.top else 2 * self.pad

    def card_height(self, width: int) -> int:
        if width not in self._card_heights:
            self._card_heights[width] = cards.card(self.box, width).height
        return self._card_heights[width]

    @cached_property
    def runs(self) -> list[list[_Node]]:
        """Its children in runs of cards and of parents, in their order."""
        runs: list[list[_Node]] = []
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
        if self.is_card:
            return float((f.CARD_WIDTH + f.GAP) * (self.card_height(f.CARD_WIDTH) + f.GAP))
        inner = sum(child.area for child in self.children)
        return 1.12 * inner + 30 * f.CARD_WIDTH

    def needs(self, units: int) -> tuple[int, int, int]:
        """Return the least width, the header's height and the body's height at that many."""
        if self.is_card:
            return f.CARD_WIDTH, 0, self.card_height(f.CARD_WIDTH)
        if units not in self._needs:
            self._needs[units] = self._measured(units)
        return self._needs[units]

    def heights(self, most: int) -> list[int]:
        """Return how high its body is at 1, 2, … units, up to `most` that are of use."""
        upto = min(most, self.most_units)
        for units in range(len(self._heights) + 1, upto + 1):
            self._heights.append(self.needs(units)[2])
        return self._heights[:upto]

    def _measured(self, units: int) -> tuple[int, int, int]:
        if units < f.CARD_UNITS:
            return _TOO_MUCH, 0, _TOO_MUCH
        inner = units * f.UNIT - f.GAP
        height = 0
        for run in self.runs:
            if run[0].is_card:
                height += _poured_best(run, inner)[0] + f.GAP
            else:
                arranged = _arranged(run, units, f.GAP)
                inner = max(inner, arranged.width)
                height += arranged.height + f.GAP
        own, _ = cards.chip_rows(self.box, inner)
        height += cards.rows_height(own) + (f.GAP if own else 0)
        _, header = cards.heading(self.box, self.name, inner, self.top)
        return inner + 2 * self.pad, header, height + self.around

    def placed(self, units: int, width: int, header: int = 0) -> f.Frame:
        """Return its frame at that width, the header at least as high as `header`."""
        if self.is_card:
            return cards.card(self.box, width)
        inner = width - 2 * self.pad
        lines, own_header = cards.heading(self.box, self.name, inner, self.top)
        frame = f.Frame(self.box, width, 0, lines, max(header, own_header))
        frame.chips, _ = cards.chip_rows(self.box, inner)
        for run in self.runs:
            if run[0].is_card:
                frame.parts.append(_card_columns(run, inner))
            else:
                rows = _arranged(run, units, f.GAP).rows
                frame.parts += [[[box] for box in _placed(row, inner, f.GAP)] for row in rows]
        chips = cards.rows_height(frame.chips)
        heights = [max(map(_height, part)) for part in frame.parts]
        body = sum(heights) + f.GAP * max(len(heights) - 1, 0)
        gaps = f.GAP * (bool(chips) and bool(frame.parts))
        frame.height = frame.header + chips + gaps + body + self.around
        return frame


def _arranged(nodes: Sequence[_Node], units: int, gap: int) -> _Arranged:
    """Return parents in rows of at most that many units, in their order, as low as it goes."""
    best: list[tuple[int, int, int, list[tuple[_Node, int]]]] = [(0, 0, 0, [])]
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
    rows: list[list[tuple[_Node, int]]] = []
    end = len(nodes)
    while end:
        _, start, _, row = best[end]
        rows.insert(0, row)
        end = start
    width = max((_row_size(row, gap)[0] for row in rows), default=0)
    return _Arranged(rows, width, max(best[-1][0] - gap, 0))


def _shared(nodes: Sequence[_Node], units: int) -> list[tuple[_Node, int]]:
    """Return `nodes` with units shared among them so that the highest is as low as can be.

    A node gets no more units than that takes: what is left over widens the cards of the row.
    """
    known = [node.heights(units - f.CARD_UNITS * (len(nodes) - 1)) for node in nodes]
    bounds = sorted({height for heights in known for height in heights})
    low, high = 0, len(bounds) - 1
    while low < high:
        middle = (low + high) // 2
        if sum(_units_for(bounds[middle], heights) for heights in known) <= units:
            high = middle
        else:
            low = middle + 1
    return [(n, _units_for(bounds[low], h)) for n, h in zip(nodes, known, strict=True)]


def _units_for(bound: int, heights: Sequence[int]) -> int:
    """Return the least number of units at which something is no higher than `bound`."""
    for units, height in enumerate(heights, 1):
        if height <= bound:
            return units
    return _TOO_MANY


def _row_size(row: Sequence[tuple[_Node, int]], gap: int) -> tuple[int, int]:
    needs = [node.needs(units) for node, units in row]
    width = sum(need[0] for need in needs) + gap * (len(row) - 1)
    return width, max(need[1] for need in needs) + max(need[2] for need in needs)


def _placed(row: Sequence[tuple[_Node, int]], width: int, gap: int) -> list[f.Frame]:
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
        header = max(header, cards.heading(node.box, node.name, own - 2 * node.pad, node.top)[1])
    placed = [
        node.placed(units, own, header) for (node, units), own in zip(row, widths, strict=True)
    ]
    _level(placed)
    return placed


def _card_columns(run: Sequence[_Node], width: int) -> list[list[f.Frame]]:
    """Return cards in columns, read downwards, that are about equally high."""
    height, each, counts = _poured_best(run, width)
    placed = [cards.card(node.box, each) for node in run]
    filled, start = [], 0
    for count in counts:
        column = placed[start : start + count]
        _stretch(column, height)
        filled.append(column)
        start += count
    return filled


def _poured_best(run: Sequence[_Node], width: int) -> tuple[int, int, list[int]]:
    """Return the height, the width of a card and the cards in each column that take least room."""
    most = min(max((width + f.GAP) // (f.CARD_WIDTH + f.GAP), 1), len(run))
    tried = []
    for columns in {most, max(most - 1, 1)}:
        each = min((width - (columns - 1) * f.GAP) // columns, int(f.CARD_WIDTH * f.CARD_STRETCH))
        height, counts = _filled([node.card_height(each) for node in run], columns)
        tried.append((height, -each, counts))
    height, each, counts = min(tried)
    return height, -each, counts


def _filled(heights: Sequence[int], columns: int) -> tuple[int, list[int]]:
    """Return the least height of that many columns, and how many boxes stand in each.

    Boxes keep their order, from top to bottom, column by column.
    """
    total = sum(heights) + f.GAP * (len(heights) - 1)
    low, high = max(max(heights), total // columns - f.GAP), total
    while low < high:
        middle = (low + high) // 2
        if len(_poured(heights, middle)) <= columns:
            high = middle
        else:
            low = middle + 1
    return low, _poured(heights, low)


def _poured(heights: Sequence[int], most: int) -> list[int]:
    counts, taken = [0], -f.GAP
    for height in heights:
        if taken + f.GAP + height > most:
            counts.append(0)
            taken = -f.GAP
        counts[-1] += 1
        taken += f.GAP + height
    return counts


def _height(column: Sequence[f.Frame]) -> int:
    return sum(frame.height for frame in column) + f.GAP * (len(column) - 1)


def _stretch(column: Sequence[f.Frame], height: int) -> None:
    """Make the cards of a column a little higher, so that it ends where its neighbours do."""
    spare = height - _height(column)
    for left, frame in zip(range(len(column), 0, -1), column, strict=True):
        more = min(spare // left, round(frame.height * _MOST_STRETCH))
        frame.height += more
        spare -= more


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
