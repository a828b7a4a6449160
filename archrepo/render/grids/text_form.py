"""A matrix on a terminal.

A wide matrix is mostly empty. Columns with nothing in them are left out. For each group of the
others, as many as fit at once, the rows that have something there are shown; columns are numbered
and named below.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from archrepo.render.console import clean
from archrepo.render.picture.palette import LIGHT
from archrepo.render.terminal_text import broken, colored, columns_of, padded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.render.grids.grid import Cell, Grid, Head
    from archrepo.render.registry import View

_WIDEST_NAME = 30
_UNBOUNDED = 160  # columns taken where nothing bounds the width


def as_text(grid: Grid, view: View) -> str:
    """Return the matrix in blocks that fit the width."""
    width = view.width or _UNBOUNDED
    lines = [clean(grid.title), clean(grid.subtitle)]
    filled = {column for _, column in grid.cells}
    columns = [column for column in grid.columns if column.id in filled]
    for group, found in groupby(columns, key=lambda column: column.group):
        lines += _group(grid, group, list(found), width, view)
    if grid.cells:
        signs = [(c.text.strip(), told) for c, told in grid.legend]
        shown = ", ".join(
            f"{sign} {told}" for sign, told in signs if sign
        )  # others are but colours
        lines += ["", *broken(shown, width)]
    else:
        lines += broken(clean(grid.empty), width)
    for note in grid.notes:
        lines += broken(clean(note), width)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _group(
    grid: Grid, group: str, columns: Sequence[Head], width: int, view: View
) -> Iterator[str]:
    """Yield the blocks of a group of columns."""
    cell_width = max((columns_of(c.text) for c in grid.cells.values()), default=1)
    cell_width = max(cell_width, len(str(len(columns)))) + 1
    at_once = max((width - _WIDEST_NAME) // cell_width, 1)
    yield ""
    yield clean(group) if group else f"({grid.columns_are})"
    for start in range(0, len(columns), at_once):
        part = columns[start : start + at_once]
        yield from _block(grid, part, start, cell_width, view)
        for number, column in enumerate(part, start + 1):
            yield from _named(number, column, width)


def _named(number: int, column: Head, width: int) -> Iterator[str]:
    first, *more = broken(f"{clean(column.name)} ({column.id})", width - 7)
    yield f"  {number:>3}  {first}"
    for line in more:
        yield f"       {line}"


def _block(
    grid: Grid, columns: Sequence[Head], start: int, cell_width: int, view: View
) -> Iterator[str]:
    heads = [row for row in grid.rows if any((row.id, c.id) in grid.cells for c in columns)]
    if not heads:
        return
    # Those at home in the group of these columns come first, guests from elsewhere after them.
    heads.sort(key=lambda row: row.group != columns[0].group)
    named = max(columns_of(grid.rows_are), *(columns_of(clean(row.name)) for row in heads))
    names = min(named, _WIDEST_NAME - 1) + 1
    numbers = "".join(f"{n:>{cell_width}}" for n in range(start + 1, start + len(columns) + 1))
    yield padded(grid.rows_are, names)[:names] + numbers
    for row in heads:
        cells = [grid.cells.get((row.id, column.id)) for column in columns]
        told = "".join(_cell(cell, cell_width, view) for cell in cells)
        first, *more = broken(clean(row.name), names - 1)
        yield padded(first, names) + told
        yield from more


def _cell(cell: Cell | None, width: int, view: View) -> str:
    text = cell.text if cell else "·"
    filled = " " * (width - columns_of(text)) + text
    if cell is None or not view.color:
        return filled
    return colored(filled, LIGHT.solid(cell.tone), bold=True)
