"""Rejected rows, in the layout of their source, with the reason beside each."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archrepo.domain.forms import REASON_COLUMN, guarded
from archrepo.errors import ConfigError
from archrepo.writers.output import replacing
from archrepo.writers.workbook_cells import Formats, write_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.forms import SourceRow
    from archrepo.domain.reading import Reading

_PROBLEMS = "_problems"
_MAX_TITLE = 31


@dataclass(slots=True)
class _Rejected:
    """A row, why it is rejected, and the columns to look at."""

    row: SourceRow
    reasons: list[str] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)

    @property
    def reason(self) -> str:
        return "\n".join(dict.fromkeys(self.reasons))


Tables = dict[str, list[_Rejected]]


def write_rejects(readings: Sequence[Reading], rejected: Iterable[Diagnostic], out: Path) -> int:
    """Write the rows that `rejected` speaks of, to correct and import alone; return how many.

    A workbook has a sheet per table of the source; what has no row (YAML, JSON, models) is listed
    on a sheet of its own. With `.csv`, one table is written as CSV.

    Raises:
        ConfigError: If the file cannot be written, or several tables are to go into one CSV.
    """
    tables, without_row = _gather(readings, rejected)
    if out.suffix.lower() == ".csv":
        _write_csv(tables, without_row, out)
    else:
        _write_workbook(tables, without_row, out)
    return sum(map(len, tables.values()))


def _gather(
    readings: Sequence[Reading], rejected: Iterable[Diagnostic]
) -> tuple[Tables, list[Diagnostic]]:
    rows: dict[tuple[str, str, int], _Rejected] = {}
    without_row: list[Diagnostic] = []
    for diagnostic in sorted(rejected, key=lambda d: (d.place, d.code, d.message)):
        place = diagnostic.place
        found = next((r for r in (_row(x, diagnostic) for x in readings) if r is not None), None)
        if found is None:
            without_row.append(diagnostic)
            continue
        entry = rows.setdefault((place.file, place.sheet, place.row), _Rejected(found))
        hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
        entry.reasons.append(f"{diagnostic.code} {diagnostic.message}{hint}")
        entry.columns.add(place.column - 1)
    tables: Tables = defaultdict(list)
    for entry in rows.values():
        tables[entry.row.table].append(entry)
    return tables, without_row


def _row(reading: Reading, diagnostic: Diagnostic) -> SourceRow | None:
    return reading.row_at(diagnostic.place) if reading.row_at is not None else None


def _write_workbook(tables: Tables, without_row: list[Diagnostic], out: Path) -> None:
    import xlsxwriter

    with replacing(out) as part, xlsxwriter.Workbook(part, {"strings_to_urls": False}) as book:
        formats = Formats.of(book)
        titles: set[str] = set()
        for name, entries in tables.items():
            title = _title(name, titles)
            _sheet(book.add_worksheet(title), entries, formats)
        if without_row or not tables:
            sheet = book.add_worksheet(_PROBLEMS)
            for column, header in enumerate(("place", "code", "message", "hint")):
                sheet.write_string(0, column, header, formats.header)
            for row, found in enumerate(without_row, 1):
                told = (str(found.place), found.code, found.message, found.hint)
                for column, text in enumerate(told):
                    write_cell(sheet, row, column, text, formats)


def _title(name: str, taken: set[str]) -> str:
    title = name[:_MAX_TITLE]
    number = 2
    while title.lower() in taken:
        title = f"{name[: _MAX_TITLE - 4]} {number}"
        number += 1
    taken.add(title.lower())
    return title


def _header(entries: list[_Rejected]) -> tuple[str, ...]:
    return tuple(h for h in entries[0].row.header if h != REASON_COLUMN)


def _sheet(sheet: Any, entries: list[_Rejected], formats: Formats) -> None:
    header = _header(entries)
    for column, text in enumerate((*header, REASON_COLUMN)):
        sheet.write_string(0, column, text, formats.header)
    sheet.set_column(0, len(header) - 1, 18)
    sheet.set_column(len(header), len(header), 80)
    for number, entry in enumerate(entries, 1):
        for column, cell in enumerate(entry.row.cells[: len(header)]):
            if cell not in ("", None):
                look = formats.wrong if column in entry.columns else None
                write_cell(sheet, number, column, cell, formats, look)
        write_cell(sheet, number, len(header), entry.reason, formats)
    sheet.freeze_panes(1, 0)


def _write_csv(tables: Tables, without_row: list[Diagnostic], out: Path) -> None:
    if len(tables) > 1 or without_row:
        raise ConfigError(
            f"{out}: the rejects come from several tables, or have no row",
            hint="write them to an .xlsx",
        )
    entries = [entry for found in tables.values() for entry in found]
    with replacing(out) as part, part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        if entries:
            header = _header(entries)
            writer.writerow([*header, REASON_COLUMN])
            for entry in entries:
                cells = [_csv_text(cell) for cell in entry.row.cells[: len(header)]]
                cells += [""] * (len(header) - len(cells))
                writer.writerow([*cells, _csv_text(entry.reason)])


def _csv_text(cell: Any) -> str:
    return "" if cell is None else guarded(str(cell))
