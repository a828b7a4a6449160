"""What people who look at a workbook do not see, and what is read all the same.

A filter hides rows, and sheets are handed on with columns folded away: whoever imports one should
know that more was read than is in sight. The library that reads workbooks does not tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Diagnostic, Level, Place, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HIDDEN_CODE = "AR121"
_ROW = re.compile(rb'<(?:\w+:)?row (?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,9})"')
_COLUMNS = re.compile(rb'<(?:\w+:)?col (?=[^>]*\bhidden="(?:1|true)")([^>]*)>')
_BOUND = re.compile(rb'\b(min|max)="(\d{1,5})"')
_SHOWN = 8  # places in a message
_HINT = "they count like all others: delete what is not meant"


@dataclass(slots=True)
class Hidden:
    """What is hidden of a sheet: numbers of rows and columns, from 1, or all of it."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    sheet: bool = False

    def look_at(self, piece: bytes, most_columns: int) -> None:
        """Take a piece of a sheet's XML (ECMA-376 part 1, 18.3.1.13 and 18.3.1.73) into account."""
        if b' hidden="' not in piece:
            return
        self.rows.update(int(found[1]) for found in _ROW.finditer(piece))
        for found in _COLUMNS.finditer(piece):
            bounds = {name: int(number) for name, number in _BOUND.findall(found[1])}
            if len(bounds) == 2:
                last = min(bounds[b"max"], most_columns)
                self.columns.update(range(bounds[b"min"], last + 1))

    def notes(self, file: str, sheet: str, rows: Sequence[tuple[int, list[Any]]]) -> Iterator[Any]:
        """Yield notes of what is hidden and holds something."""
        place = Place(file, sheet)
        if self.sheet and rows:
            yield Diagnostic(
                HIDDEN_CODE, Level.NOTE, "the sheet is hidden, and is read", place, _HINT
            )
        if lines := [number for number, _ in rows if number in self.rows]:
            message = f"hidden rows are read ({len(lines):,}): {_ranges(lines, str)}"
            yield Diagnostic(HIDDEN_CODE, Level.NOTE, message, place, _HINT)
        filled = [n for n in sorted(self.columns) if any(_holds(cells, n) for _, cells in rows)]
        if filled:
            message = (
                f"hidden columns are read ({len(filled):,}): {_ranges(filled, column_letters)}"
            )
            yield Diagnostic(HIDDEN_CODE, Level.NOTE, message, place, _HINT)


def _holds(cells: Sequence[Any], column: int) -> bool:
    return column <= len(cells) and cells[column - 1] not in ("", None)


def _ranges(numbers: Sequence[int], shown: Any) -> str:
    """Return such as `3, 7–9, +12`, where twelve more stand apart."""
    found = []
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        run_of = [number for _, number in run]
        first, last = shown(run_of[0]), shown(run_of[-1])
        found.append(first if first == last else f"{first}–{last}")
    more = [f"+{len(found) - _SHOWN}"] if len(found) > _SHOWN else []
    return ", ".join([*found[:_SHOWN], *more])


def all_notes(tables: Iterable[Any]) -> list[Diagnostic]:
    """Return the notes of these tables."""
    return [note for table in tables for note in table.notes]
