"""A matrix as a workbook."""

from __future__ import annotations

import datetime as dt
import io
from itertools import groupby
from typing import TYPE_CHECKING, Any

from archrepo.errors import ConfigError
from archrepo.render.label_text import one_line
from archrepo.render.picture.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.render.grids.grid import Cell, Grid

_MAX_COLUMNS, _MAX_ROWS = 16_384, 1_048_576
_HEAD_ROWS = 2  # the groups of columns, then their names
_NOTE_CELLS = 5_000  # more comments than that make a workbook slow to open
_SHEET_NAME = 31
_WIDEST_FACT = 40
_POINTS_A_LETTER = 6.2  # of bold text, turned


def as_workbook(grid: Grid) -> bytes:
    """Return the workbook: the matrix with frozen heads and filters, and what its signs mean.

    Text is never read as a formula.

    Raises:
        ConfigError: If a sheet cannot hold that many rows or columns.
    """
    import xlsxwriter

    first = 1 + len(grid.fact_names) + 1
    if len(grid.columns) + first > _MAX_COLUMNS or len(grid.rows) + _HEAD_ROWS > _MAX_ROWS:
        raise ConfigError(
            f"a sheet holds {_MAX_COLUMNS:,} columns and {_MAX_ROWS:,} rows, "
            f"the matrix has {len(grid.columns):,} and {len(grid.rows):,}",
            hint="restrict it with --domain, or take --format csv",
        )
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1), "title": one_line(grid.title)})
        _Matrix(book, grid, first).write()
        _legend(book, grid)
    return file.getvalue()


class _Matrix:
    """Writes the sheet that holds the matrix; `first` is the first column of cells."""

    def __init__(self, book: Any, grid: Grid, first: int) -> None:
        self._book = book
        self._grid = grid
        self._first = first
        name = f"{grid.rows_are} × {grid.columns_are}"
        self._sheet = book.add_worksheet(_sheet_name(name))
        paint = LIGHT.header
        head = {"bold": True, "font_color": paint.text, "bg_color": paint.fill, "valign": "bottom"}
        self._head = book.add_format({**head, "text_wrap": True})
        self._turned = book.add_format({**head, "rotation": 90})
        self._group = book.add_format({**head, "align": "center", "border": 1})
        self._plain = book.add_format({"valign": "top"})
        self._quoted = book.add_format({"valign": "top", "quote_prefix": True})
        self._tones: dict[str, Any] = {}

    def write(self) -> None:
        grid, sheet = self._grid, self._sheet
        self._columns()
        places = {column.id: n for n, column in enumerate(grid.columns, self._first)}
        by_row: dict[str, list[tuple[int, Cell]]] = {row.id: [] for row in grid.rows}
        for (row_id, column), cell in grid.cells.items():
            by_row[row_id].append((places[column], cell))
        noted = len(grid.cells) <= _NOTE_CELLS
        for number, row in enumerate(grid.rows, _HEAD_ROWS):
            for place, text in enumerate((row.name, row.id, *row.facts)):
                self._text(number, place, text)
            for place, cell in sorted(by_row[row.id], key=lambda found: found[0]):
                sheet.write_string(number, place, cell.text, self._tone(cell.tone))
                if noted and cell.note:
                    sheet.write_comment(number, place, one_line(cell.note), {"x_scale": 2})
        last = max(len(grid.rows) + _HEAD_ROWS - 1, _HEAD_ROWS)
        sheet.autofilter(_HEAD_ROWS - 1, 0, last, self._first + len(grid.columns) - 1)
        sheet.freeze_panes(_HEAD_ROWS, self._first)
        sheet.set_landscape()
        sheet.repeat_rows(0, _HEAD_ROWS - 1)
        sheet.repeat_columns(0)

    def _columns(self) -> None:
        grid, sheet = self._grid, self._sheet
        sheet.set_column(0, 0, 34)
        for place, told in enumerate(zip(*((r.id, *r.facts) for r in grid.rows), strict=True), 1):
            widest = max(len(text) for text in told)
            sheet.set_column(place, place, min(max(widest + 2, 14), _WIDEST_FACT))
        longest = max((len(cell.text) for cell in grid.cells.values()), default=0)
        sheet.set_column(self._first, self._first + len(grid.columns), max(longest + 1, 4))
        named = max((len(one_line(column.name)) for column in grid.columns), default=0)
        sheet.set_row(_HEAD_ROWS - 1, min(max(_POINTS_A_LETTER * named + 8, 80), 300))
        sheet.write_string(0, 0, one_line(f"{grid.title}, {grid.subtitle}"), self._plain)
        heads = (grid.rows_are, "id", *grid.fact_names)
        for place, text in enumerate(heads):
            sheet.write_string(_HEAD_ROWS - 1, place, text, self._head)
        place = self._first
        for group, found in groupby(grid.columns, key=lambda column: column.group):
            columns = list(found)
            alone = len(columns) == len(grid.columns)
            shown = one_line(group or (grid.columns_are if alone else ""))
            if len(columns) > 1:
                end = place + len(columns) - 1
                sheet.merge_range(0, place, 0, end, shown, self._group)
            else:
                sheet.write_string(0, place, shown, self._group)
            for column in columns:
                sheet.write_string(_HEAD_ROWS - 1, place, one_line(column.name), self._turned)
                place += 1

    def _text(self, row: int, column: int, text: str) -> None:
        shown = one_line(text)
        runs = shown.startswith(("=", "+", "-", "@"))
        self._sheet.write_string(row, column, shown, self._quoted if runs else self._plain)

    def _tone(self, tone: str) -> Any:
        if tone not in self._tones:
            self._tones[tone] = tone_format(self._book, tone)
        return self._tones[tone]


def tone_format(book: Any, tone: str) -> Any:
    """Return the look of cells of a tone."""
    paint = LIGHT.tones[tone]
    return book.add_format(
        {
            "align": "center",
            "bg_color": paint.fill,
            "font_color": paint.text,
            "border": 1,
            "border_color": paint.border,
        }
    )


def _sheet_name(text: str) -> str:
    kept = "".join(c for c in one_line(text) if c not in "[]:*?/\\'")
    return kept[:_SHEET_NAME] or "Matrix"


def _legend(book: Any, grid: Grid) -> None:
    sheet = book.add_worksheet("Légende" if grid.lang == "fr" else "Legend")
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 90)
    rows: Sequence[tuple[Cell, str]] = grid.legend
    for number, (cell, told) in enumerate(rows):
        sheet.write_string(number, 0, cell.text, tone_format(book, cell.tone))
        sheet.write_string(number, 1, told)
    for number, note in enumerate((grid.subtitle, *grid.notes), len(rows) + 1):
        sheet.write_string(number, 1, one_line(note))
