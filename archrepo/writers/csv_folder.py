"""The CSV form: a folder with a file per kind and relation type, that spreadsheets open as it is.

A double click in Excel takes UTF-8 for the system's code page unless a byte order mark stands
first: files begin with it. `csv_cells` says how they part cells and write numbers.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from archrepo.domain.forms import RELATION_MARK
from archrepo.domain.metamodel import plural_snake_case
from archrepo.domain.steadily import standing_still
from archrepo.writers.csv_cells import csv_cell, delimiter_of
from archrepo.writers.output import filling
from archrepo.writers.portfolio_tree import LEFT_OUT
from archrepo.writers.sheet_rows import SheetRows
from archrepo.writers.workbook_layout import layouts

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.writers.workbook_layout import SheetLayout


def write_csv(
    store: GraphStore,
    metamodel: Metamodel,
    folder: Path,
    lang: str = "en",
    *,
    replace: bool = False,
    report: Report | None = None,
) -> None:
    """Write the portfolio to `folder`, a file for each kind and relation type it holds.

    Rows and columns are those of the workbook under the metamodel's names. Text that looks like a
    formula gets an apostrophe before it, which is taken off when the folder is imported. `sources`
    are left out: who states a fact is settled then.

    Args:
        store: The portfolio.
        metamodel: Its kinds and relations.
        folder: Where to write; made if need be.
        lang: `fr` for `;` and decimal commas, `en` for `,` and decimal points.
        replace: Whether an earlier export there may be replaced.
        report: Told of progress.

    Raises:
        ConflictError: The folder holds CSV files that are no export's, or an export and `replace`
            is not set.
        ConfigError: It cannot be written.
    """
    sheets = list(layouts(metamodel, None))
    names = {_file_name(sheet) for sheet in sheets}
    with filling(folder, names, replace=replace) as part, standing_still(store):
        rows = SheetRows(store)
        for done, sheet in enumerate(sheets):
            if report is not None:
                report("exporting", done, len(sheets))
            _write_table(rows, sheet, part / _file_name(sheet), lang)


def _file_name(sheet: SheetLayout) -> str:
    """Return a name that no file system takes for another's, whatever it makes of capitals."""
    if sheet.is_kind:
        return f"{plural_snake_case(sheet.owner)}.csv"
    marked = sheet.title.endswith(RELATION_MARK)
    return f"{sheet.owner.lower()}{RELATION_MARK if marked else ''}.csv"


def _write_table(rows: SheetRows, sheet: SheetLayout, path: Path, lang: str) -> None:
    names = [column.name for column in sheet.columns if column.name not in LEFT_OUT - {"id"}]
    held = rows.of(sheet)
    first = next(held, None)
    if first is None:
        return
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter_of(lang), lineterminator="\r\n")
        writer.writerow(names)
        writer.writerow(_cells(first, names, lang))
        writer.writerows(_cells(row, names, lang) for row in held)


def _cells(row: Values, names: list[str], lang: str) -> list[str]:
    return [csv_cell(row.get(name), lang) for name in names]
