"""The forms of matrices: whatever the result, the same grid in each of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from archrepo.render.csv_form import csv_text
from archrepo.render.wording import Wording

if TYPE_CHECKING:
    from archrepo.render.grids.grid import Grid
    from archrepo.render.registry import View

GRIDS: dict[str, tuple[str, str]] = {
    "CoverageMatrix": ("coverage_grid", "coverage"),
    "DataCirculation": ("circulation_grid", "data"),
    "DataMatrix": ("data_grid", "data"),
}
"""Result class → the module here whose `grid(result, words)` makes its grid; its topic of words."""


def text(result: Any, view: View) -> str:
    """Return a matrix on a terminal: a block for each group of rows, cut to the width."""
    from archrepo.render.grids.text_form import as_text

    return as_text(_grid(result, view), view)


def xlsx(result: Any, view: View) -> bytes:
    """Return a matrix as a workbook: coloured cells, frozen heads, filters."""
    from archrepo.render.grids.workbook_form import as_workbook

    return as_workbook(_grid(result, view))


def html(result: Any, view: View) -> str:
    """Return a matrix as a page whose heads stay in sight."""
    from archrepo.render.grids.html_form import as_html

    return as_html(_grid(result, view))


def csv(result: Any, view: View) -> str:
    """Return a matrix as CSV: a row for each row, a column for each column, codes in the cells."""
    grid = _grid(result, view)
    heads = [row.id for row in grid.rows]
    by_row: dict[str, dict[str, str]] = {identifier: {} for identifier in heads}
    for (row, column), cell in grid.cells.items():
        by_row[row][column] = cell.code
    columns = [column.id for column in grid.columns]
    return csv_text(
        ("id", "name", *columns),
        ([row.id, row.name, *(by_row[row.id].get(c) for c in columns)] for row in grid.rows),
    )


def _grid(result: Any, view: View) -> Grid:
    module, topic = GRIDS[type(result).__name__]
    made: Grid = import_module(f"archrepo.render.grids.{module}").grid(
        result, Wording(view.lang, topic)
    )
    return made
