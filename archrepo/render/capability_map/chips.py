"""Sets the applications of a box in rows, as many side by side as there is room for."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from archrepo.render.capability_map import frames as f
from archrepo.render.label_text import one_line
from archrepo.render.picture.tables import text_height
from archrepo.render.shortening import fitted
from archrepo.render.text_metrics import Room, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_result import Box, Chip

_TOLD_APART = 5  # letters of its words by which an application is told from others


class _Label(NamedTuple):
    """An application's name as it is set, with the width and the height of its chip."""

    width: int
    height: int
    lines: tuple[str, ...] = ()


class ChipRows(NamedTuple):
    """Applications in rows, before any is drawn: what a height is told from.

    Attributes:
        labels: Each that is shown; after them the line on those that are not, where there are any.
        rows: Which of them stand side by side, from top to bottom.
        spare: The room left at the end of each row.
    """

    labels: Sequence[_Label]
    rows: Sequence[Sequence[int]]
    spare: Sequence[int]

    @property
    def height(self) -> int:
        """How high the rows are, with the line above each."""
        labels = self.labels
        return sum([max([labels[i].height for i in row]) + 1 for row in self.rows])

    def figure_row(self, figure: int) -> int:
        """Return the row that has room for a figure so wide, where one was asked for."""
        return next((i for i, room in enumerate(self.spare) if room >= figure), 0)


def chip_rows(box: Box, width: int, z: f.Sizes, figure: int = 0) -> ChipRows:
    """Return the applications of a box in rows, room for a figure so wide kept in one of them.

    Each stands in the first row that has room for it, so that short names stand side by side.
    """
    found = _flowed(box.chips, width, 0, z)
    if found.spare and max(found.spare) < figure:
        found = _flowed(box.chips, width, figure, z)
    return found


def chip_frames(box: Box, found: ChipRows, z: f.Sizes, figure: int = 0) -> list[list[f.ChipFrame]]:
    """Return the chips of a box where they stand.

    Those of a row are equally high, and the last of every row is widened to its end. The last of
    all says how many applications there are beyond the most shown.
    """
    shown = _shown(box.chips, z)
    rows = []
    for row, room in zip(found.rows, found.spare, strict=True):
        height = max(found.labels[i].height for i in row)
        framed = []
        for i in row:
            chip = shown[i] if i < len(shown) else None
            more = 0 if chip else len(box.chips) - len(shown)
            width, _, lines = found.labels[i]
            framed.append(f.ChipFrame(chip, lines, width, height, more))
        last = framed[-1]
        last.width += room
        if room and last.chip and z.shortened and not figure:
            last.lines = _set(last.chip.name, last.width - _around(z), z).lines
        rows.append(framed)
    return rows


def _shown(chips: Sequence[Chip], z: f.Sizes) -> Sequence[Chip]:
    return chips if len(chips) <= z.chips else chips[: z.chips - 1]


def _flowed(chips: Sequence[Chip], width: int, kept: int, z: f.Sizes) -> ChipRows:
    """Return chips in rows; so much is kept free in the first."""
    shown = _shown(chips, z)
    labels = [_label(chip.name, width if i else width - kept, z) for i, chip in enumerate(shown)]
    if len(shown) < len(chips):
        labels.append(_Label(z.more, text_height(1, z.chip)))
    rows: list[list[int]] = []
    spare: list[int] = []
    for i, label in enumerate(labels):
        room = label.width + f.CHIP_GAP
        for row, left in enumerate(spare):
            if room <= (left if row else left - kept):
                rows[row].append(i)
                spare[row] -= room
                break
        else:
            rows.append([i])
            spare.append(width - label.width)
    return ChipRows(labels, rows, spare)


def _label(name: str, width: int, z: f.Sizes) -> _Label:
    return _set(name, min(_wanted(name, z.chip), width - _around(z)), z)


@lru_cache(maxsize=20_000)
def _wanted(name: str, size: int) -> int:
    """Return how wide a name is on one line."""
    return math.ceil(text_width(one_line(name), size)) + 1


@lru_cache(maxsize=20_000)
def _set(name: str, room: int, z: f.Sizes) -> _Label:
    """Return the name of an application in lines that are so wide."""
    lines = fitted(one_line(name), Room(room, z.chip, most=z.chip_lines), z.shortened, _TOLD_APART)
    return _Label(room + _around(z), text_height(len(lines), z.chip), lines)


def _around(z: f.Sizes) -> int:
    """Return the room on either side of an application's name."""
    return z.sign + f.CHIP_PAD + z.level
