"""HTML-like table cells of exact sizes, put beside and upon one another.

Every cell has a fixed size, so that a picture has the same geometry whatever fonts a machine has,
and nothing stretches because its neighbour is larger.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from archrepo.domain.many_facts import unchanging
from archrepo.render.label_text import in_html_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.render.picture.palette import Paint

LEADING = 1.25
"""Lines of text are this many times their size apart."""

_TABLE = '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">'


@unchanging
class Piece:
    """A cell (`<TD>`) and its size in points.

    Attributes:
        cell: Its text.
        width: Its width.
        height: Its height.
        rows: The same as rows of a table, where it is nothing but cells upon one another.
        cells: The same as cells of a row, where it is nothing but cells side by side.
        is_room: Whether it is nothing but room.
    """

    cell: str
    width: int
    height: int
    rows: str = ""
    cells: str = ""
    is_room: bool = False

    @property
    def table(self) -> str:
        """The same as a table of its own."""
        return f"{_TABLE}{self.rows or f'<TR>{self.cells or self.cell}</TR>'}</TABLE>"


@dataclass(frozen=True, slots=True)
class Letters:
    """How text looks."""

    size: int
    color: str
    bold: bool = False
    italic: bool = False

    def around(self, text: str) -> str:
        """Return `text`, escaped, in these letters."""
        marked = in_html_label(text)
        marked = f"<B>{marked}</B>" if self.bold else marked
        marked = f"<I>{marked}</I>" if self.italic else marked
        return f'<FONT POINT-SIZE="{self.size}" COLOR="{self.color}">{marked}</FONT>'


@lru_cache(maxsize=4096)
def blank(width: int, height: int, color: str | None = None) -> Piece:
    """Return an empty cell, coloured if need be."""
    cell = f"<TD{_sized(width, height)}{_filled(color)}></TD>"
    return Piece(cell, width, height, is_room=color is None)


def text(
    lines: Sequence[str],
    letters: Letters,
    width: int,
    height: int,
    align: str = "LEFT",
    color: str | None = None,
    valign: str = "TOP",
) -> Piece:
    """Return a cell with lines of text; one without any is blank.

    Each line is a cell of its own, in the middle of which it stands: how far lines are apart does
    not depend on the font.
    """
    said = [line for line in lines if line.strip()]
    if not said:
        return blank(width, height, color)
    if len(said) == 1 and (valign == "MIDDLE" or height <= text_height(1, letters.size)):
        return _line(said[0], letters, width, height, align, color)
    upto = [text_height(number, letters.size) for number in range(len(said) + 1)]
    above = max(0, height - upto[-1]) // 2 if valign == "MIDDLE" else 0
    rows = [
        _line(line, letters, width, end - start, align)
        for line, (start, end) in zip(said, itertools.pairwise(upto), strict=True)
    ]
    piece = upon([blank(width, above), *rows], width, height)
    return tagged(piece, {}, color) if color else piece


def text_height(lines: int, size: float) -> int:
    """Return how high that many lines are."""
    return int(lines * size * LEADING + 0.999)


def _line(
    line: str, letters: Letters, width: int, height: int, align: str, color: str | None = None
) -> Piece:
    attributes = f'{_sized(width, height)} ALIGN="{align}"{_filled(color)}'
    return Piece(f"<TD{attributes}>{letters.around(line)}</TD>", width, height)


def beside(pieces: Sequence[Piece]) -> Piece:
    """Return equally high cells side by side."""
    drawn = [piece for piece in pieces if piece.width > 0]
    if len(drawn) == 1:
        return drawn[0]
    row = "".join(piece.cells or piece.cell for piece in drawn)
    width = sum(piece.width for piece in drawn)
    return Piece(f"<TD>{_TABLE}<TR>{row}</TR></TABLE></TD>", width, drawn[0].height, cells=row)


def upon(pieces: Sequence[Piece], width: int, height: int | None = None) -> Piece:
    """Return cells from top to bottom, with blanks to make them `width` wide and `height` high."""
    drawn = [_widened(piece, width) for piece in pieces if piece.height > 0]
    spare = 0 if height is None else height - sum(piece.height for piece in drawn)
    if spare > 0:
        drawn.append(blank(width, spare))
    total = sum(piece.height for piece in drawn)
    if len(drawn) == 1:
        return replace(drawn[0], width=width)
    rows = "".join(piece.rows or f"<TR>{piece.cell}</TR>" for piece in drawn)
    return Piece(f"<TD>{_TABLE}{rows}</TABLE></TD>", width, total, rows=rows)


def midway(piece: Piece, height: int) -> Piece:
    """Return a single cell in the middle of a higher one."""
    own = f"{_TABLE[:-1]}{_sized(piece.width, piece.height)}><TR>{piece.cell}</TR></TABLE>"
    return Piece(f"<TD{_sized(piece.width, height)}>{own}</TD>", piece.width, height)


def inset(piece: Piece, left: int, right: int | None = None) -> Piece:
    """Return `piece` with room to its left and right."""
    sides = (left, left if right is None else right)
    return beside([blank(sides[0], piece.height), piece, blank(sides[1], piece.height)])


def framed(
    pieces: Sequence[Piece],
    width: int,
    height: int,
    paint: Paint,
    tags: Mapping[str, str],
    pad: int = 0,
) -> Piece:
    """Return a box with border and colour around cells from top to bottom."""
    inner = upon(pieces, width - 2 * (pad + 1), height - 2 * (pad + 1))
    dashed = ' STYLE="DASHED"' if paint.dashed else ""
    attributes = "".join(f' {name}="{value}"' for name, value in tags.items())
    attributes += f' BORDER="1" CELLPADDING="{pad}" COLOR="{paint.border}"{_filled(paint.fill)}'
    return Piece(f"<TD{attributes}{dashed}>{inner.table}</TD>", width, height)


def tagged(piece: Piece, tags: Mapping[str, str], color: str | None = None) -> Piece:
    """Return `piece` in a cell that has an id and a tooltip."""
    attributes = "".join(f' {name}="{value}"' for name, value in tags.items())
    return Piece(f"<TD{attributes}{_filled(color)}>{piece.table}</TD>", piece.width, piece.height)


def tags(identifier: str, title: str) -> dict[str, str]:
    """Return the attributes of a cell: its id in the picture, what the pointer shows over it."""
    return {"ID": in_html_label(identifier), "TITLE": in_html_label(title)}


def label(piece: Piece) -> str:
    """Return `piece` as the whole label of a node."""
    return piece.table


def _widened(piece: Piece, width: int) -> Piece:
    if piece.width >= width:
        return piece
    if piece.is_room:
        return blank(width, piece.height)
    return beside([piece, blank(width - piece.width, piece.height)])


def _sized(width: int, height: int) -> str:
    return f' FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="{height}"'


def _filled(color: str | None) -> str:
    return f' BGCOLOR="{color}"' if color else ""
