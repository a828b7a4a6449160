"""A second table in a sheet, to the right of the first behind an empty column.

An empty column may as well part one wide table for the eye: it takes more to tell two.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import column_letters
from archrepo.readers.cells import header_text
from archrepo.readers.headers import folded_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.readers.assembly import Assembly
    from archrepo.readers.tables import Table

    Rows = Sequence[tuple[int, list[Any]]]

_LEAST = 2  # rows, or cells of a row, that are more than chance


def table_beside(rows: Rows) -> range | None:
    """Return the columns, from 0, of what seems to be another table than that on its left.

    It is one where headers come again, where rows hold something on the right only, or where the
    right ends before the left does and bears a name of its own in each of its rows.

    Args:
        rows: The sheet from its header on.
    """
    if not rows:
        return None
    heads = [folded_header(cell) for cell in rows[0][1]]
    for left, right in _parts(heads, rows):
        again = {heads[n] for n in left} & {heads[n] for n in right}
        if again - {""} or _is_apart(rows[1:], left, right):
            return right
    return None


def columns_text(columns: range) -> str:
    """Return the columns as a sheet names them, such as `E–G`."""
    first, last = column_letters(columns.start + 1), column_letters(columns.stop)
    return first if first == last else f"{first}–{last}"


def _parts(heads: Sequence[str], rows: Rows) -> Iterator[tuple[range, range]]:
    """Yield the columns on either side of each column that is empty from the header on."""
    named = [n for n, head in enumerate(heads) if head]
    gaps = [n for n in range(named[0], named[-1]) if not heads[n]] if named else []
    empty = [n for n in gaps if not any(_holds(cells, n) for _, cells in rows[1:])]
    ends = [*(n for n in empty if heads[n + 1]), named[-1] + 1] if empty else []
    for gap, end in itertools.pairwise(ends):
        yield range(named[0], gap), range(gap + 1, end)


def _is_apart(rows: Rows, left: range, right: range) -> bool:
    if len(right) < _LEAST:
        return False
    on_left = [any(_holds(cells, n) for n in left) for _, cells in rows]
    on_right = [sum(_holds(cells, n) for n in right) for _, cells in rows]
    if any(found >= _LEAST for mine, found in zip(on_left, on_right, strict=True) if not mine):
        return True
    lasting = sum(found > 0 for found in on_right)
    if not _LEAST <= lasting < len(rows) or any(on_right[lasting:]):
        return False
    names = [header_text(cells[right.start]) for _, cells in rows[:lasting]]
    return all(names) and len(set(names)) == lasting


def _holds(cells: Sequence[Any], column: int) -> bool:
    return column < len(cells) and cells[column] not in ("", None)


def warn_of_two(assembly: Assembly, table: Table, beside: range) -> None:
    """Say that what seem to be two tables are read as one."""
    message = f"columns {columns_text(beside)} seem to be another table, and are read with this one"
    hint = "if they are, give them a sheet of their own; else take the empty column out"
    assembly.warn("AR119", message, table.place(table.rows[0][0], beside.start + 1), hint)
