"""Boxes of pictures of applications and what flows between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.label_text import one_line
from archrepo.render.picture.tables import (
    Letters,
    Piece,
    blank,
    framed,
    inset,
    text,
    text_height,
    upon,
)
from archrepo.render.text_metrics import Room, text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.render.picture.palette import Paint, Palette

NAME, SMALL = 9, 8
_PAD = 5


def box(
    name: str,
    paint: Paint,
    *,
    width: int = 140,
    below: Sequence[str] = (),
    most: int = 5,
    bold: bool = True,
) -> Piece:
    """Return a box with a name, and lines in small letters below."""
    inner = width - 2 * _PAD - 2
    lines = wrapped(one_line(name), Room(inner, NAME, bold=bold, most=most))
    rows = [
        blank(inner, 3),
        text(lines, Letters(NAME, paint.text, bold), inner, text_height(len(lines), NAME)),
    ]
    for said in below:
        shown = wrapped(one_line(said), Room(inner, SMALL, most=2))
        rows.append(text(shown, Letters(SMALL, paint.text), inner, text_height(len(shown), SMALL)))
    rows.append(blank(inner, 3))
    inside = [inset(row, _PAD) for row in rows]
    return framed(inside, width, sum(row.height for row in rows) + 2, paint, {})


def note(lines: Sequence[str], palette: Palette, *, most_width: int = 110, most: int = 4) -> Piece:
    """Return what is written on a line between boxes, as narrow as it can be."""
    shown: list[str] = []
    for said in lines:
        shown += wrapped(one_line(said), Room(most_width, SMALL, most=2))
    if len(shown) > most:
        shown = [*shown[: most - 1], "…"]
    width = max((round(text_width(line, SMALL)) + 4 for line in shown), default=4)
    letters = Letters(SMALL, palette.page.text)
    drawn = [
        text([line], letters, width, text_height(1, SMALL), "CENTER", palette.page.fill)
        for line in shown
    ]
    return upon([*drawn, blank(width, 2)] if drawn else [blank(width, 1)], width)
