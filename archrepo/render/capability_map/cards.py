"""Sets the names on the boxes of a map: where lines break, and how high a box becomes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from archrepo.render.capability_map import frames as f
from archrepo.render.label_text import one_line
from archrepo.render.picture.tables import text_height
from archrepo.render.shortening import shortened
from archrepo.render.text_metrics import Room, text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_result import Box, Chip

_TOLD_APART = 5  # letters of its words by which an application is told from others
_LEAST_BESIDE = 4  # letters that a name takes before a figure, each as wide as high


def card(box: Box, width: int, z: f.Sizes) -> f.Frame:
    """Return the frame of a leaf or a folded parent, at that width.

    Room is kept for a figure, after the name or else beside applications, whether the heat has one
    or not: maps of all heats lie on the same grid.
    """
    inner = width - 2 * (z.card_pad + f.BORDER)
    room = inner - z.letter
    lines = _set(one_line(box.name), Room(room, z.name, most=z.name_lines), z)
    after_name = text_width(lines[-1], z.name) <= room - z.figure
    if not (after_name or box.chips) and (box.folded or box.derived or box.hidden):
        lines, after_name = (*lines, ""), True
    header = text_height(len(lines), z.name) + 1
    chips, beside = chip_rows(box, inner, z, 0 if after_name else z.figure)
    body = rows_height(chips)
    if box.folded:
        body = text_height(1, z.chip) + f.BAR + 2
    height = 2 * (z.card_pad + f.BORDER) + header + body
    return f.Frame(
        box, width, height, lines, header, chips, figure_row=None if after_name else beside
    )


def chip_rows(
    box: Box, width: int, z: f.Sizes, figure: int = 0
) -> tuple[list[list[f.ChipFrame]], int]:
    """Return the applications of a box in rows, and the row that has room for a figure so wide.

    Each stands in the first row that has room for it, so that short names stand side by side. The
    last chip says how many there are beyond the most shown; the last of every row is widened to
    its end.
    """
    shown = box.chips if len(box.chips) <= z.chips else box.chips[: z.chips - 1]
    left = len(box.chips) - len(shown)
    rows, spare = _flowed(shown, left, width, 0, z)
    if spare and max(spare) < figure:
        rows, spare = _flowed(shown, left, width, figure, z)
    told = next((i for i, room in enumerate(spare) if room >= figure), 0)
    for found, room in zip(rows, spare, strict=True):
        last = found[-1]
        last.width += room
        if room and last.chip and z.shortened and not figure:
            last.lines = _chip_lines(last.chip, last.width, z)
    return rows, told


def _flowed(
    shown: Sequence[Chip], left: int, width: int, kept: int, z: f.Sizes
) -> tuple[list[list[f.ChipFrame]], list[int]]:
    """Return chips in rows, and the room left in each; so much is kept free in the first."""
    rows: list[list[f.ChipFrame]] = []
    spare: list[int] = []
    framed = [_chip(chip, width if i else width - kept, z) for i, chip in enumerate(shown)]
    if left:
        height = text_height(1, z.chip)
        framed.append(f.ChipFrame(None, (), z.more, height, left))
    for chip in framed:
        room = chip.width + f.CHIP_GAP
        row = next((i for i, n in enumerate(spare) if room <= n - (0 if i else kept)), None)
        if row is None:
            rows.append([chip])
            spare.append(width - chip.width)
        else:
            rows[row].append(chip)
            spare[row] -= room
    for found in rows:
        highest = max(chip.height for chip in found)
        for chip in found:
            chip.height = highest
    return rows, spare


def rows_height(rows: list[list[f.ChipFrame]]) -> int:
    """Return how high rows of applications are, with the line above each."""
    return sum(row[0].height + 1 for row in rows)


def _set(name: str, room: Room, z: f.Sizes, least: int = 3) -> tuple[str, ...]:
    """Return a name in lines, its words shortened where the sizes say so and it is too long.

    They keep at least so many letters as long as one line more makes that possible.
    """
    lines = wrapped(name, room)
    if not z.shortened or not lines[-1].endswith("…"):
        return lines
    return shortened(name, room, least)


def _chip_lines(chip: Chip, width: int, z: f.Sizes) -> tuple[str, ...]:
    """Return the name of an application in lines for a chip so wide."""
    room = width - (z.sign + f.CHIP_PAD + z.level)
    return _set(one_line(chip.name), Room(room, z.chip, most=z.chip_lines), z, _TOLD_APART)


def _chip(chip: Chip, width: int, z: f.Sizes) -> f.ChipFrame:
    name, around = one_line(chip.name), z.sign + f.CHIP_PAD + z.level
    wanted = math.ceil(text_width(name, z.chip)) + 1
    room = min(wanted, width - around)
    lines = _set(name, Room(room, z.chip, most=z.chip_lines), z, _TOLD_APART)
    return f.ChipFrame(chip, lines, room + around, text_height(len(lines), z.chip))


def heading(box: Box, name: str, width: int, top: bool, z: f.Sizes) -> tuple[tuple[str, ...], int]:
    """Return the name of a parent in lines, and the height of its header: name, bar, gap."""
    size = z.domain if top else z.group
    room = width - f.badge_width(size) - f.GAP
    first = room - f.proportion_width(box, size, width)
    narrow = Room(first, size, bold=True, most=z.name_lines)
    if first < _LEAST_BESIDE * size:
        below = Room(room, size, bold=True, most=z.name_lines - 1)
        lines = ("", *_set(one_line(name), below, z))
    else:
        lines = _set(one_line(name), narrow._replace(width=room, first=first), z)
        beside = _set(one_line(name), narrow, z)
        if len(beside) <= len(lines) and not beside[-1].endswith("…"):
            lines = beside  # all of it before the figure, as it is read
    around = 8 + z.panel_pad if top else 2 + z.group_pad
    return lines, text_height(len(lines), size) + around + f.BAR
