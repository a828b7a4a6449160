"""Sets the names on the boxes of a map: where lines break, and how high a box becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archrepo.render.capability_map import frames as f
from archrepo.render.capability_map.chips import ChipRows, chip_frames, chip_rows
from archrepo.render.label_text import one_line
from archrepo.render.picture.tables import text_height
from archrepo.render.shortening import fitted
from archrepo.render.text_metrics import Room, text_width

if TYPE_CHECKING:
    from archrepo.analysis.map_result import Box

_LEAST_BESIDE = 4  # letters that a name takes before a figure, each as wide as high
_FEW = 2  # lines of a panel's name
_WIDER = 2  # times a card's width that a panel of one column is given for them


class _Set(NamedTuple):
    """What stands on a card: its name, room for a figure after it or below, its applications."""

    lines: tuple[str, ...]
    figure: int
    header: int
    chips: ChipRows
    height: int


def card_height(box: Box, width: int, z: f.Sizes) -> int:
    """Return how high a card is at that width."""
    return _set(box, width, z).height


def card(box: Box, width: int, z: f.Sizes) -> f.Frame:
    """Return the frame of a leaf or a folded parent, at that width.

    Room is kept for a figure, after the name or else beside applications, whether the heat has one
    or not: maps of all heats lie on the same grid.
    """
    lines, figure, header, chips, height = _set(box, width, z)
    framed = chip_frames(box, chips, z, figure)
    row = chips.figure_row(figure) if figure else None
    return f.Frame(box, width, height, lines, header, framed, figure_row=row)


def _set(box: Box, width: int, z: f.Sizes) -> _Set:
    inner = width - 2 * (z.card_pad + f.BORDER)
    room = inner - z.letter
    lines = fitted(one_line(box.name), Room(room, z.name, most=z.name_lines), z.shortened)
    beside = room - f.figure_width(box, z)
    after_name = text_width(lines[-1], z.name) <= beside
    if not (after_name or box.chips):
        narrow = fitted(one_line(box.name), Room(beside, z.name, most=len(lines)), z.shortened)
        fits = len(narrow) == len(lines) and not narrow[-1].endswith("…")
        lines, after_name = narrow if fits else (*lines, ""), True
    figure = 0 if after_name else z.figure
    header = text_height(len(lines), z.name) + 1
    chips = chip_rows(box, inner, z, figure)
    folded = text_height(1, z.chip) + f.BAR + 2 if box.folded else 0
    height = 2 * (z.card_pad + f.BORDER) + header + folded + chips.height
    return _Set(lines, figure, header, chips, height)


def title_width(box: Box, name: str, z: f.Sizes) -> int:
    """Return how wide a panel is at least for its name to take two lines, or few.

    Headings of a row are equally high: one long name in a narrow panel would make all of them so.
    """

    def lines(width: int) -> int:
        return len(heading(box, name, width, True, z)[0])

    found, fewest = z.card, lines(z.card)
    for width in range(z.card, z.card * _WIDER + 1, z.card // 8):
        if fewest <= _FEW:
            break
        if (fewer := lines(width)) < fewest:
            found, fewest = width, fewer
    return found


def heading(box: Box, name: str, width: int, top: bool, z: f.Sizes) -> tuple[tuple[str, ...], int]:
    """Return the name of a parent in lines, and the height of its header: name, bar, gap."""
    size = z.domain if top else z.group
    room = width - f.badge_width(size) - f.GAP
    first = room - f.proportion_width(box, size, width)
    narrow = Room(first, size, bold=True, most=z.name_lines)
    name = one_line(name)
    if first < _LEAST_BESIDE * size:
        below = Room(room, size, bold=True, most=z.name_lines - 1)
        lines = ("", *fitted(name, below, z.shortened))
    else:
        lines = fitted(name, narrow._replace(width=room, first=first), z.shortened)
        beside = fitted(name, narrow, z.shortened)
        if len(beside) <= len(lines) and not beside[-1].endswith("…"):
            lines = beside  # all of it before the figure, as it is read
    around = 8 + z.panel_pad if top else 2 + z.group_pad
    return lines, text_height(len(lines), size) + around + f.BAR
