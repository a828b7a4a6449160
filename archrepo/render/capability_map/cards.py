"""Sets the names on the boxes of a map: where lines break, and how high a box becomes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from archrepo.render.capability_map import frames as f
from archrepo.render.label_text import one_line
from archrepo.render.picture.heading import text_height
from archrepo.render.text_metrics import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_result import Box, Chip


def card(box: Box, width: int) -> f.Frame:
    """Return the frame of a leaf or a folded parent, at that width.

    Room is kept for a figure, after the name or else beside applications, whether the heat has one
    or not: maps of all heats lie on the same grid.
    """
    inner = width - 2 * (f.CARD_PAD + f.BORDER)
    room = inner - f.LETTER_WIDTH
    lines = wrapped(one_line(box.name), room, room, f.NAME_SIZE, most=f.NAME_LINES)
    after_name = text_width(lines[-1], f.NAME_SIZE) <= room - f.FIGURE_WIDTH
    if not (after_name or box.chips) and (box.folded or box.derived):
        lines, after_name = (*lines, ""), True
    header = text_height(len(lines), f.NAME_SIZE) + 1
    chips, beside = chip_rows(box, inner, 0 if after_name else f.FIGURE_WIDTH)
    body = rows_height(chips)
    if box.folded:
        body = text_height(1, f.CHIP_SIZE) + f.BAR + 2
    height = 2 * (f.CARD_PAD + f.BORDER) + header + body
    return f.Frame(
        box, width, height, lines, header, chips, figure_row=None if after_name else beside
    )


def chip_rows(box: Box, width: int, figure: int = 0) -> tuple[list[list[f.ChipFrame]], int]:
    """Return the applications of a box in rows, and the row that has room for a figure so wide.

    Each stands in the first row that has room for it, so that short names stand side by side. The
    last chip says how many there are beyond the most shown; the last of every row is widened to
    its end.
    """
    shown = box.chips if len(box.chips) <= f.MOST_CHIPS else box.chips[: f.MOST_CHIPS - 1]
    left = len(box.chips) - len(shown)
    rows, spare = _flowed(shown, left, width, 0)
    if spare and max(spare) < figure:
        rows, spare = _flowed(shown, left, width, figure)
    told = next((i for i, room in enumerate(spare) if room >= figure), 0)
    for found, room in zip(rows, spare, strict=True):
        found[-1].width += room
    return rows, told


def _flowed(
    shown: Sequence[Chip], left: int, width: int, kept: int
) -> tuple[list[list[f.ChipFrame]], list[int]]:
    """Return chips in rows, and the room left in each; so much is kept free in the first."""
    rows: list[list[f.ChipFrame]] = []
    spare: list[int] = []
    framed = [_chip(chip, width if i else width - kept) for i, chip in enumerate(shown)]
    if left:
        height = text_height(1, f.CHIP_SIZE)
        framed.append(f.ChipFrame(None, (), f.MORE_WIDTH, height, left))
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


def _chip(chip: Chip, width: int) -> f.ChipFrame:
    name, around = one_line(chip.name), f.SIGN_WIDTH + f.CHIP_PAD + f.LEVEL_WIDTH
    wanted = math.ceil(text_width(name, f.CHIP_SIZE)) + 1
    room = min(wanted, width - around)
    lines = wrapped(name, room, room, f.CHIP_SIZE, most=f.CHIP_LINES)
    return f.ChipFrame(chip, lines, room + around, text_height(len(lines), f.CHIP_SIZE))


def heading(box: Box, name: str, width: int, top: bool) -> tuple[tuple[str, ...], int]:
    """Return the name of a parent in lines, and the height of its header: name, bar, gap."""
    size = f.DOMAIN_SIZE if top else f.GROUP_SIZE
    room = width - f.badge_width(size) - f.GAP
    first = room - f.proportion_width(box, size, width)
    lines = wrapped(one_line(name), first, room, size, bold=True, most=f.NAME_LINES)
    around = 8 + f.PANEL_PAD if top else 2 + f.GROUP_PAD
    return lines, text_height(len(lines), size) + around + f.BAR
