"""What stands in a sheet beside its table: totals, notes below it, further tables, pivots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import normalise
from archrepo.readers.cells import header_text
from archrepo.resources.table_words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Rows = Sequence[tuple[int, list[Any]]]

_NUMBER = re.compile(r"[-+]?\d[\d\s.,'’]*\s?[k%]?[€$£]?", re.I)
_LAST = 2_000  # rows of a table among which totals and notes are looked for
_GAPS = 20  # blank rows below which another header is looked for


def is_pivot(rows: Rows) -> bool:
    """Return whether a sheet is a pivot table: it counts, and names nothing once."""
    return any(
        normalise(header_text(cell)) in words_of("pivots")
        for _, cells in rows[:10]
        for cell in cells
    )


def aside(rows: Rows, position: int) -> dict[str, int]:
    """Return the texts of a column that are totals of the table above, or notes below it.

    Each has the number of its row.

    Args:
        rows: The table, its header first.
        position: The column that tells rows apart.
    """
    rows = rows[max(1, len(rows) - _LAST) :]
    found = {
        text: number
        for number, cells in rows
        if (text := _text(cells, position)) and _is_total(text, cells)
    }
    notes = {_text(cells, position): number for number, cells in rows[_end(rows) :]}
    return {text: number for text, number in (found | notes).items() if text}


def _text(cells: Sequence[Any], position: int) -> str:
    return header_text(cells[position]) if position < len(cells) else ""


def _is_total(text: str, cells: Sequence[Any]) -> bool:
    """Return whether a row bears the name of a total, and nothing but numbers beside it."""
    folded = normalise(text)
    if not any(folded == word or folded.startswith(f"{word} ") for word in words_of("totals")):
        return False
    others = [other for cell in cells if (other := header_text(cell)) and other != text]
    return bool(others) and all(_NUMBER.fullmatch(other) for other in others)


def _end(rows: Rows) -> int:
    """Return where the notes begin: below a blank row, one cell each, to the end of the sheet."""
    at = len(rows)
    while at and len(list(filter(None, map(header_text, rows[at - 1][1])))) == 1:
        at -= 1
    while at < len(rows) and (at < 1 or rows[at][0] == rows[at - 1][0] + 1):
        at += 1
    full = sum(len(list(filter(None, map(header_text, cells)))) > 2 for _, cells in rows[:at])
    return at if full * 2 > at else len(rows)


def further_header(rows: Rows, is_known: Callable[[str], bool]) -> int:
    """Return the number of the row in which another table seems to begin; 0 where none does."""
    gaps = [at for at in range(2, len(rows)) if rows[at][0] > rows[at - 1][0] + 1][:_GAPS]
    for gap in gaps:
        for number, cells in rows[gap : gap + 2]:  # a title may stand above
            texts = [text for cell in cells if (text := header_text(cell))]
            if len(texts) > 1 and sum(map(is_known, texts)) * 2 > len(texts):
                return number
    return 0
