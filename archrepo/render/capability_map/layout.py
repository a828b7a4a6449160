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
from archrepo.render.capability_map.nodes import Arranged, Node, arranged, placed_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archrepo.analysis.map_result import Box

Paper = tuple[int, int]
LANDSCAPE: Paper = (1191, 842)  # only the proportion matters
_AROUND = (36, 150)  # margins, and title, legend and notes above the panels
_TRIED = 10  # units of width tried on either side of the estimate
_PLACED = 3  # of them, the most promising are laid out in full and compared
_GRAIN = 8  # boxes along an edge for each unit that widths lie apart: large maps less finely
_QUICK = 4
BAND_HEADING = 14


def layout(
    panels: Sequence[Box],
    name_of: Callable[[Box], str],
    paper: Paper = LANDSCAPE,
    least: int = 0,
    sizes: f.Sizes = f.USUAL,
    quick: dict[int, Node] | None = None,
) -> f.Sheet:
    """Return the map of `panels` for a page, at least so wide.

    Args:
        panels: The domains.
        name_of: Gives what is written on a box.
        paper: Width and height of the page.
        least: Least width.
        sizes: How large everything is.
        quick: Boxes laid out before, by identity, where a good layout is enough, not the best;
            those of this map are put there.
    """
    boxes = sum(map(_boxes, panels))
    grain = max(math.isqrt(boxes) // _GRAIN - 1, 1) if quick is None else _QUICK
    nodes = [Node(box, name_of, sizes, top=True, grain=grain, known=quick) for box in panels]
    strips = _strips(nodes)
    widest = max((sum(node.most_units for node in strip) for strip in strips), default=1)
    area = sum(node.area for node in nodes)
    guess = round(math.sqrt(area * paper[0] / paper[1]) / sizes.unit)
    first = max(f.CARD_UNITS, min(guess, widest) - _TRIED)
    tried = range(first, max(first, min(guess + _TRIED, widest)) + 1, grain)
    plans = [_Plan(strips, units, paper, sizes, least) for units in tried]
    plans.sort(key=lambda plan: (-plan.scale, plan.units))
    sheets = [plan.sheet() for plan in plans[: _PLACED if quick is None else 1]]
    return max(sheets, key=lambda sheet: _scale(sheet.width, sheet.height, paper))


def area_of(boxes: Sequence[Box], name_of: Callable[[Box], str], sizes: f.Sizes = f.USUAL) -> float:
    """Return about how much room boxes take, in square points, without laying them out."""
    return sum(Node(box, name_of, sizes, top=True).area for box in boxes)


def _boxes(box: Box) -> int:
    return 1 + sum(map(_boxes, box.children))


def _scale(width: int, height: int, paper: Paper) -> float:
    """Return how large something prints on a page."""
    return min(paper[0] / (width + _AROUND[0]), paper[1] / (height + _AROUND[1]))


def _strips(nodes: Sequence[Node]) -> list[list[Node]]:
    """Return the panels by band; they come in the order of their bands."""
    strips: list[list[Node]] = []
    for node in nodes:
        if strips and strips[-1][0].box.band == node.box.band:
            strips[-1].append(node)
        else:
            strips.append([node])
    return strips


@dataclass
class _Plan:
    """A map of so many units: which panels stand in which row, with how many units each."""

    strips: Sequence[Sequence[Node]]
    units: int
    paper: Paper
    sizes: f.Sizes
    least: int = 0

    @cached_property
    def arranged(self) -> list[Arranged]:
        filled = [[node for node in strip if not node.box.is_empty] for strip in self.strips]
        return [arranged(strip, self.units, self.sizes.panel_gap) for strip in filled]

    @property
    def headed(self) -> bool:
        return len(self.strips) > 1

    @cached_property
    def width(self) -> int:
        return max([self.least, *(a.width for a in self.arranged)])

    @cached_property
    def scale(self) -> float:
        """How large it prints."""
        height = sum(a.height + self.sizes.panel_gap for a in self.arranged)
        height += BAND_HEADING * len(self.strips) * self.headed
        return _scale(self.width, height, self.paper)

    def sheet(self) -> f.Sheet:
        strips = []
        height = 0
        for nodes, found in zip(self.strips, self.arranged, strict=True):
            rows = [placed_row(row, self.width, self.sizes.panel_gap) for row in found.rows]
            rows += self._empty_rows([node.box for node in nodes if node.box.is_empty])
            strips.append(f.Strip(nodes[0].box.band, self.headed, rows))
            height += sum(row[0].height + self.sizes.panel_gap for row in rows)
            height += BAND_HEADING if self.headed else 0
        return f.Sheet(self.width, height, strips)

    def _empty_rows(self, boxes: Sequence[Box]) -> list[list[f.Frame]]:
        """Return domains with nothing in them: small boxes, after the others of their band."""
        gap, card = self.sizes.panel_gap, self.sizes.card
        most = max((self.width + gap) // (card + gap), 1)
        across = math.ceil(len(boxes) / math.ceil(len(boxes) / most)) if boxes else 1
        each = min((self.width - (across - 1) * gap) // across, int(card * f.CARD_STRETCH))
        frames = [cards.card(box, each, self.sizes) for box in boxes]
        rows = [frames[start : start + across] for start in range(0, len(frames), across)]
        for row in rows:
            highest = max(frame.height for frame in row)
            for frame in row:
                frame.height = highest
        return rows
