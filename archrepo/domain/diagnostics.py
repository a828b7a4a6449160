"""Problems found in what was read: a stable code, where, what, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether a problem keeps a file out."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file something stands.

    Attributes:
        file: The file as the user named it, or the member of a folder below it.
        sheet: Worksheet, where there are some.
        row: Line or row from 1; 0 where it is not known.
        column: Column from 1; 0 where it is not known.
        path: A path inside the document, for forms without useful lines.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        """Return `file.xlsx[Sheet]!D7`, `file.yaml:41:9` or `file.json#/nodes/3/id`."""
        if self.sheet:
            cell = f"{column_letters(self.column)}{self.row or ''}"
            return f"{self.file}[{self.sheet}]" + (f"!{cell}" if cell else "")
        if self.row:
            return f"{self.file}:{self.row}" + (f":{self.column}" if self.column else "")
        return f"{self.file}#{self.path}" if self.path else self.file


def column_letters(column: int) -> str:
    """Return a spreadsheet's letters for a column counted from 1; nothing for 0."""
    letters = ""
    while column > 0:
        column, remainder = divmod(column - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: `ST-06 unknown scope 'salse' (did you mean 'sales'?)`."""

    code: str
    level: Level
    message: str
    place: Place
    hint: str = ""

    def __str__(self) -> str:
        """Return the whole line, clickable in most terminals."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.level} {self.code} {self.message}{hint}"
