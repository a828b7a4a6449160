"""Sets the names on the boxes of a map: where lines break, and how high a box becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map import frames as f
from archrepo.render.label_text import one_line
from archrepo.render.text_metrics import wrapped

if TYPE_CHECKING:
    from archrepo.analysis.map_result import Box, Chip


def card(box: Box, width: int) -> f.Frame:
    """Return the frame of a leaf or a folded parent, at that width.

    Room is kept for a figure in its corner, so that it is as high under a heat that has none.
    """
    inner = width - 2 * (f.CARD_PAD + f.BORDER)
    room = inner - f.LETTER_WIDTH
    lines = wrapped(one_line(box.name), room - f.FIGURE_WIDTH, room, f.NAME_SIZE, most=f.NAME_LINES)
    header = f.text_height(len(lines), f.NAME_SIZE) + 1
    chips = [[chip] for chip in _chips(box, inner)]
    body = sum(row[0].height + 1 for row in chips)
    if box.folded:
        body = f.text_height(1, f.CHIP_SIZE) + f.BAR + 2
    elif not chips and not box.hidden:
        body = f.text_height(1, f.CHIP_SIZE)
    height = 2 * (f.CARD_PAD + f.BORDER) + header + body
    return f.Frame(box, 1, width, height, lines, header, chips)


def _chips(box: Box, width: int) -> list[f.ChipFrame]:
    """Return the chips in lines, the last one saying how many there are beyond the most shown."""
    shown = box.chips if len(box.chips) <= f.MOST_CHIPS else box.chips[: f.MOST_CHIPS - 1]
    framed = [_chip(chip, width) for chip in shown]
    left = len(box.chips) - len(shown)
    if left:
        framed.append(f.ChipFrame(None, (), f.text_height(1, f.CHIP_SIZE), left))
    return framed


def _chip(chip: Chip, width: int) -> f.ChipFrame:
    room = width - f.MARKS_WIDTH - 2 * f.CHIP_PAD
    lines = wrapped(one_line(chip.name), room, room, f.CHIP_SIZE, most=f.CHIP_LINES)
    return f.ChipFrame(chip, lines, f.text_height(len(lines), f.CHIP_SIZE))


def chip_rows(box: Box, columns: int, width: int) -> list[list[f.ChipFrame]]:
    """Return a parent's own chips, as many side by side as it has columns."""
    each = (width - (columns - 1) * f.GAP) // columns
    framed = _chips(box, each)
    rows = [framed[i : i + columns] for i in range(0, len(framed), columns)]
    for row in rows:
        highest = max(chip.height for chip in row)
        for chip in row:
            chip.height = highest
    return rows


def heading(box: Box, name: str, width: int, top: bool) -> tuple[tuple[str, ...], int]:
    """Return the name of a parent in lines, and the height of its header: name, bar, gap."""
    size = f.DOMAIN_SIZE if top else f.GROUP_SIZE
    room = width - f.badge_width(size) - f.GAP
    first = room - f.proportion_width(box, size, width)
    lines = wrapped(one_line(name), first, room, size, bold=True, most=f.NAME_LINES)
    around = 8 + f.PANEL_PAD if top else 2 + f.GROUP_PAD
    return lines, f.text_height(len(lines), size) + around + f.BAR
