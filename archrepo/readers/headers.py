"""Finds the header of a table under titles, and makes one of headers that span two rows."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import normalise
from archrepo.readers.cells import header_text
from archrepo.resources.table_words import words_of

if TYPE_CHECKING:
    from collections.abc import Collection

HEADER_WITHIN = 30
"""Rows searched for the header: titles and blank rows may stand above it."""

Numbered = tuple[int, list[Any]]


def from_header(rows: list[Numbered], known: Collection[str]) -> list[Numbered]:
    """Return `rows` from their header on: of the first ones, that with most `known` headers."""
    best, most = 0, 0
    for position in range(min(len(rows), HEADER_WITHIN)):
        cells = header_at(rows, position)
        count = len({folded for cell in cells if (folded := folded_header(cell)) in known})
        if count > most:
            best, most = position, count
    return with_header(rows, best)


def folded_header(cell: Any) -> str:
    """Return a header as it is compared; empty for a cell that is none."""
    text = header_text(cell)
    return normalise(text) if len(text) < 200 else ""


def with_header(rows: list[Numbered], at: int) -> list[Numbered]:
    """Return `rows` from the header at a position on, a row of types below it left out."""
    if at >= len(rows):
        return []
    number = rows[at][0]
    cells = header_at(rows, at)
    below = rows[at + 1 :]
    if below and below[0][0] == number + 1 and _tells_types(below[0][1]):
        below = below[1:]
    return [(number, cells), *below]


def header_at(rows: list[Numbered], at: int) -> list[Any]:
    """Return the row at a position as a header, with what the row right above adds to it."""
    number, cells = rows[at]
    if at and rows[at - 1][0] == number - 1:
        return _joined(rows[at - 1][1], cells)
    return cells


def _joined(above: list[Any], cells: list[Any]) -> list[Any]:
    """Return a header of two rows as one.

    Merged cells leave what spans two rows in the upper one, and of what spans columns the text in
    the first: `Contract` over `Start | End` makes two columns unlike those of a group beside it.
    """
    groups = [header_text(cell) for cell in above]
    texts = [header_text(cell) for cell in cells]
    if sum(map(bool, groups)) < 2:
        return cells  # a title
    width = max(len(groups), len(texts))
    groups += [""] * (width - len(groups))
    texts += [""] * (width - len(texts))
    often = Counter(normalise(text) for text in texts if text)
    made: list[Any] = []
    group = ""
    for own, text in zip(groups, texts, strict=True):
        group = own or group
        if not text:
            made.append(own)
        elif often[normalise(text)] > 1 and group:
            made.append(f"{group} / {text}")
        else:
            made.append(text)
    return made


def _tells_types(cells: list[Any]) -> bool:
    """Return whether a row says of what type each column is."""
    texts = [folded_header(cell) for cell in cells if header_text(cell)]
    return len(texts) > 1 and all(text in words_of("type_rows") for text in texts)


def section_titles(rows: list[Numbered]) -> dict[int, str]:
    """Return number of a row → its text, for rows below the header that hold one text alone.

    Such rows are titles of what follows only in a table whose other rows hold more, and where
    something follows.
    """
    filled = [(number, [text for c in cells if (text := header_text(c))]) for number, cells in rows]
    found: dict[int, str] = {}
    for (number, texts), (_, below) in pairwise(filled[1:]):
        if len(texts) == 1 and len(below) > 1:
            found[number] = texts[0]
    return found
