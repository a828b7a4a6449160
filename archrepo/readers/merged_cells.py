"""Cells merged in a sheet: a file keeps their text in the first one only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from archrepo.readers.cells import header_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from archrepo.readers.tables import Table

Numbered = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged across columns.

    Attributes:
        first: Number of the first row.
        last: Number of the last row.
        columns: Positions of the columns, from 0.
        value: What the first cell holds.
    """

    first: int
    last: int
    columns: range
    value: Any


def fill_down(rows: list[Numbered], ranges: Iterable[Any]) -> tuple[Merged, ...]:
    """Put the value of cells merged downwards into every row they span that holds something.

    Returns:
        Those merged across columns: whether all of them count is for who knows the table.
    """
    numbers = [number for number, _ in rows]
    across: list[Merged] = []
    for (first, column), (last, last_column) in ranges:
        start = bisect_left(numbers, first + 1)
        if start == len(rows) or numbers[start] != first + 1:
            continue
        cells = rows[start][1]
        value = cells[column] if column < len(cells) else ""
        if value == "":
            continue
        for _, below in islice(rows, start + 1, bisect_right(numbers, last + 1)):
            if column < len(below) and below[column] == "":
                below[column] = value
        if last_column > column:
            columns = range(column, min(last_column + 1, len(cells)))
            across.append(Merged(first + 1, last + 1, columns, value))
    return tuple(sorted(across, key=lambda each: (each.first, each.columns.start)))


def fill_across(table: Table, counts: Callable[[Merged], bool]) -> None:
    """Put the value of cells merged across columns into all of them, where they count.

    A header takes the text of the cells merged right above it where it has none of its own.
    """
    if not table.rows or not table.merged:
        return
    header = table.rows[0][0]
    numbers = [number for number, _ in table.rows]
    spread = [merged for merged in table.merged if merged.last >= header - 1 and counts(merged)]
    for merged in sorted(spread, key=lambda each: -each.last):  # the nearest to the header first
        if merged.last <= header:
            _fill(table.rows, 0, header_text(merged.value), merged.columns)
            continue
        start = bisect_left(numbers, merged.first)
        for at in range(start, bisect_right(numbers, merged.last)):
            _fill(table.rows, at, merged.value, merged.columns)


def _fill(rows: list[Numbered], at: int, value: Any, columns: Sequence[int]) -> None:
    """Fill the empty cells of a row, in a copy of it: others may hold the same list."""
    number, cells = rows[at]
    filled = list(cells)
    for column in columns:
        if column < len(filled) and filled[column] in ("", None):
            filled[column] = value
    rows[at] = (number, filled)
