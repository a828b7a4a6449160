"""Shares the room on the page for a management board: which boxes stand on it, how high each is.

Names take the same lines on both sides, whatever changes in between.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from archrepo.render.label_text import one_line
from archrepo.render.picture.tables import text_height
from archrepo.render.text_metrics import Room, text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_board import BoardBox, BoardPanel

WIDTH, HEIGHT = 924, 504  # a slide of 960 by 540 points without its margins
HALF = 440
GAP = 8
TOP = 98
FOOT = 36
MORE = 15
ROOM = HEIGHT - TOP - FOOT - 8
LEAST_LETTERS = 9
BADGE = 16
_COLUMNS = 2
_AROUND = 10  # a row's border and the gaps between its parts
_FIGURE = 42
_SIGN = 30
_DOMAIN_LETTERS = 11
_MOST_LINES = 3  # of a name


class Name(NamedTuple):
    """The name of a domain or a group as it is set.

    Attributes:
        lines: It, in lines.
        room: How wide they may be.
        height: How high the row is.
        size: Size of its letters.
        bold: Whether they are bold: a domain's are.
        sign: Room after it for how many leaves change.
    """

    lines: tuple[str, ...]
    room: int
    height: int
    size: int
    bold: bool
    sign: int = 0


class Column(NamedTuple):
    """How wide the boxes of a column are, and the figures in them."""

    width: int
    figure: int

    @property
    def _beside(self) -> int:
        """Room for a name that has its row to itself."""
        return self.width - BADGE - self.figure - _AROUND

    def domain(self, box: BoardBox) -> Name:
        """Return the name of a domain."""
        size, room = _DOMAIN_LETTERS, self._beside
        lines = wrapped(one_line(box.name), Room(room, size, bold=True, most=_MOST_LINES))
        return Name(lines, room, _row_height(lines, size, 22), size, bold=True)

    def group(self, box: BoardBox) -> Name:
        """Return the name of a group."""
        size, sign = LEAST_LETTERS, _SIGN if box.changed else 0
        room = self._beside - sign
        lines = wrapped(one_line(box.name), Room(room, size, most=_MOST_LINES))
        return Name(lines, room, _row_height(lines, size, 19), size, bold=False, sign=sign)

    def height(self, panel: BoardPanel) -> int:
        """Return how high a domain with its groups is."""
        rows = self.domain(panel.domain).height + sum(self.group(b).height for b in panel.boxes)
        return 2 + rows + (MORE if panel.others else 0)


def _row_height(lines: Sequence[str], size: int, usual: int) -> int:
    return usual if len(lines) == 1 else text_height(len(lines), size) + 6


def fitting(panels: Sequence[BoardPanel]) -> list[BoardPanel]:
    """Return domains with as many groups as the page has room for, those that change least out."""
    kept = list(panels)
    while highest(shared(kept)) > ROOM:
        fullest = max(range(len(kept)), key=lambda n: (len(kept[n].boxes), n))
        panel = kept[fullest]
        if not panel.boxes:
            kept.remove(min(kept, key=lambda each: each.domain.changed))
            continue
        least = min(reversed(panel.boxes), key=lambda box: box.changed)
        boxes = tuple(box for box in panel.boxes if box is not least)
        kept[fullest] = panel.model_copy(
            update={
                "boxes": boxes,
                "others": panel.others + 1,
                "others_changed": panel.others_changed + (least.changed > 0),
            }
        )
    return kept


def shared(panels: Sequence[BoardPanel]) -> list[list[BoardPanel]]:
    """Return the panels in columns of about the same height, in their order."""
    column = column_of(panels)
    heights = [column.height(panel) + GAP for panel in panels]
    first: list[BoardPanel] = []
    taken, half = 0, sum(heights) / _COLUMNS
    for panel, height in zip(panels, heights, strict=True):
        if first and taken + height / 2 > half:
            break
        first.append(panel)
        taken += height
    return [first, list(panels[len(first) :])]


def highest(columns: Sequence[Sequence[BoardPanel]]) -> int:
    """Return how high the highest column is."""
    each = column_of([panel for column in columns for panel in column])
    return max(sum(each.height(panel) + GAP for panel in column) for column in columns)


def column_of(panels: Sequence[BoardPanel]) -> Column:
    """Return how wide a column is, where one domain has all the room; and its figures."""
    width = (HALF - GAP) // _COLUMNS if len(panels) > 1 else HALF
    leaves = (
        n for panel in panels for n in (*panel.domain.before_leaves, *panel.domain.after_leaves)
    )
    largest = f"{max(leaves, default=0):,}"
    figure = math.ceil(text_width(f"{largest}/{largest}", LEAST_LETTERS, bold=True))
    return Column(width, max(_FIGURE, figure))
