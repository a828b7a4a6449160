"""The CSV form: a folder with a file per kind and relation type, that spreadsheets open as it is.

A double click in Excel takes UTF-8 for the system's code page unless a byte order mark stands
first, and parts cells by the list separator of the country: `;` where the decimal mark is a comma.
There, `12.5` would be read as the twelfth of May. So files begin with the mark, and a French
portfolio parts by `;` and writes `12,5`, an English one by `,` and `12.5`. archrepo reads both.
"""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.domain.forms import RELATION_MARK, guarded, join_cell
from archrepo.domain.metamodel import plural_snake_case
from archrepo.domain.steadily import standing_still
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

_WITH_COMMA = frozenset({"fr"})
"""Languages of countries whose decimal mark is a comma."""


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
            _write_table(rows, sheet, part / _file_name(sheet), with_comma=lang in _WITH_COMMA)


def _file_name(sheet: SheetLayout) -> str:
    """Return a name that no file system takes for another's, whatever it makes of capitals."""
    if sheet.is_kind:
        return f"{plural_snake_case(sheet.owner)}.csv"
    marked = sheet.title.endswith(RELATION_MARK)
    return f"{sheet.owner.lower()}{RELATION_MARK if marked else ''}.csv"


def _write_table(rows: SheetRows, sheet: SheetLayout, path: Path, *, with_comma: bool) -> None:
    names = [column.name for column in sheet.columns if column.name not in LEFT_OUT - {"id"}]
    held = rows.of(sheet)
    first = next(held, None)
    if first is None:
        return
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";" if with_comma else ",", lineterminator="\r\n")
        writer.writerow(names)
        writer.writerow(_cells(first, names, with_comma=with_comma))
        writer.writerows(_cells(row, names, with_comma=with_comma) for row in held)


def _cells(row: Values, names: list[str], *, with_comma: bool) -> list[str]:
    return [_cell(row[name], with_comma=with_comma) if name in row else "" for name in names]


def _cell(value: Any, *, with_comma: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value, with_comma=with_comma)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return guarded(join_cell(value) if isinstance(value, tuple) else value)


def _number(value: float, *, with_comma: bool) -> str:
    text = str(int(value)) if value.is_integer() else repr(value)
    if not with_comma:
        return text
    whole, point, decimals = text.partition(".")
    # Three decimals after a comma could be thousands: a nought more says that they are none.
    return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}" if point else text
