"""The workbook form: the empty template with its drop-downs, and the workbook filled."""

from __future__ import annotations

import datetime as dt
import shlex
from typing import TYPE_CHECKING, Any

from archrepo.domain.forms import GUIDE_SHEETS
from archrepo.domain.steadily import standing_still
from archrepo.errors import ConfigError
from archrepo.resources.words import screen_words
from archrepo.writers.files import checked_suffix
from archrepo.writers.output import replacing
from archrepo.writers.portfolio_tree import LEFT_OUT
from archrepo.writers.sheet_rows import SheetRows
from archrepo.writers.workbook_cells import Formats, write_cell
from archrepo.writers.workbook_layout import SheetLayout, layouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report

MAX_ROWS = 1_048_575
_EMPTY_ROWS = 1_000
"""Rows below the last that still have their drop-downs."""

_FIRST_FILLED = ("Domain", "Scope", "Application", "COVERS")
_BLUE, _GREY = "#1F5AA0", "#9AA5B1"
_GUIDE = ("guide_sheets", "guide_start", "guide_rest", "guide_cells", "guide_ids", "guide_next")


def write_template(metamodel: Metamodel, out: Path, lang: str | None = None) -> None:
    """Write a workbook to fill: how to, a sheet per kind and relation, drop-downs, notes.

    Args:
        metamodel: Kinds, relations and attributes to lay out.
        out: The .xlsx to write.
        lang: `en` or `fr` for labels as headers and sheet names; the metamodel's names otherwise.

    Raises:
        ConfigError: If the file cannot be written, or is not named as a workbook.
    """
    _write(metamodel, out, ((sheet, ()) for sheet in layouts(metamodel, lang)), guide=lang or "en")


def write_workbook(
    store: GraphStore,
    metamodel: Metamodel,
    out: Path,
    lang: str | None = None,
    report: Report | None = None,
) -> None:
    """Write the portfolio as the template filled in: a sheet for each kind and relation.

    Text that looks like a formula stays text. `sources` are left out: who states a fact is settled
    when the workbook is imported.

    Raises:
        ConfigError: If the file cannot be written, or the portfolio is too large for a workbook.
    """
    _write(metamodel, out, _filled(store, metamodel, lang, report), guide=lang or "en")


def _filled(
    store: GraphStore, metamodel: Metamodel, lang: str | None, report: Report | None
) -> Iterator[tuple[SheetLayout, Iterable[Values]]]:
    sheets = list(layouts(metamodel, lang))
    with standing_still(store):
        rows = SheetRows(store)
        for done, sheet in enumerate(sheets):
            if report is not None:
                report("exporting", done, len(sheets))
            yield sheet, rows.of(sheet)


def _write(
    metamodel: Metamodel,
    out: Path,
    sheets: Iterable[tuple[SheetLayout, Iterable[Values]]],
    *,
    guide: str,
) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError, XlsxWriterException

    named = out.with_suffix(".xlsx") if out.name else "portfolio.xlsx"
    checked_suffix(out, (".xlsx",), f"a workbook is written: name it {named}")
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with replacing(out) as part:
        try:
            with xlsxwriter.Workbook(part, options) as book:
                book.set_properties({"created": dt.datetime(2000, 1, 1)})
                writer = _Writer(book, metamodel)
                writer.explain(guide, out.name)
                writer.write(sheets)
        except FileCreateError as error:
            if isinstance(error.args[0], OSError):
                raise error.args[0] from None
            raise ConfigError(f"{out}: cannot be written: {error}") from None
        except XlsxWriterException as error:
            raise ConfigError(f"{out}: cannot be written: {error}") from None


class _Writer:
    """Writes sheets in the formats of the workbook form."""

    def __init__(self, book: Any, metamodel: Metamodel) -> None:
        self._book = book
        self._metamodel = metamodel
        self._formats = Formats.of(book)
        self._lists: dict[tuple[str, ...], str] = {}

    def explain(self, lang: str, file: str) -> None:
        """Write the sheet that says how to fill in the others."""
        titles = {layout.owner: f"“{layout.title}”" for layout in layouts(self._metamodel, lang)}
        sheet = self._book.add_worksheet(GUIDE_SHEETS[lang])
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, "archrepo", self._formats.header)
        for row, name in enumerate(_GUIDE, 1):
            text = screen_words(lang)[name].format_map(titles)
            sheet.set_row(row, 36)  # two lines, with air
            sheet.write_string(row, 0, text, self._formats.wrapped)
        command = f"archrepo import {shlex.quote(file)} --dry-run"
        sheet.write_string(len(_GUIDE) + 1, 0, command, self._formats.plain)

    def write(self, sheets: Iterable[tuple[SheetLayout, Iterable[Values]]]) -> None:
        for layout, rows in sheets:
            self._sheet(layout, rows)
        self._write_lists()

    def _sheet(self, layout: SheetLayout, rows: Iterable[Values]) -> None:
        sheet = self._book.add_worksheet(layout.title)
        if layout.owner in _FIRST_FILLED or not layout.is_kind:
            sheet.set_tab_color(_BLUE if layout.owner in _FIRST_FILLED else _GREY)
        for column, header in enumerate(layout.columns):
            sheet.set_column(column, column, header.width)
            sheet.write_string(0, column, header.title, self._formats.header)
            sheet.write_comment(0, column, header.note, {"x_scale": 2, "y_scale": header.lines / 4})
        last = 0
        for last, row in enumerate(rows, 1):
            if last > MAX_ROWS:
                raise ConfigError(
                    f"a sheet holds {MAX_ROWS:,} rows, there are more in {layout.title}",
                    hint="export JSON or YAML instead",
                )
            self._row(sheet, layout, last, row)
        for column, header in enumerate(layout.columns):
            if header.choices:
                source = f"='_values'!{self._list(header.choices)}"
                options = {"validate": "list", "source": source, "error_type": "warning"}
                sheet.data_validation(1, column, last + _EMPTY_ROWS, column, options)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(last, 1), len(layout.columns) - 1)

    def _row(self, sheet: Any, layout: SheetLayout, number: int, row: Mapping[str, Any]) -> None:
        for column, header in enumerate(layout.columns):
            value = row.get(header.name)
            if value is not None and header.name not in LEFT_OUT - {"id"}:
                write_cell(sheet, number, column, value, self._formats)

    def _list(self, choices: tuple[str, ...]) -> str:
        """Return the range, on the sheet of lists, that holds `choices`."""
        if choices not in self._lists:
            column = len(self._lists)
            letters = self._letters(column)
            self._lists[choices] = f"${letters}$1:${letters}${len(choices)}"
        return self._lists[choices]

    @staticmethod
    def _letters(column: int) -> str:
        from xlsxwriter.utility import xl_col_to_name

        return str(xl_col_to_name(column))

    def _write_lists(self) -> None:
        sheet = self._book.add_worksheet("_values")
        sheet.hide()
        longest = max(map(len, self._lists), default=0)
        for row in range(longest):
            for column, choices in enumerate(self._lists):
                if row < len(choices):
                    sheet.write_string(row, column, choices[row])
