"""What the native forms agree on, for those who write them and those who read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

PORTFOLIO_SCHEMA = "archrepo/portfolio/1"
RELATION_MARK = " (relation)"
"""Ends the name of a relation's sheet where a kind has the same name (`Needs`)."""

GUIDE_SHEETS = {"en": "Read me", "fr": "Lisez-moi"}
"""First sheet of a template: how to fill it in."""
HELPER_SHEETS = ("_values", "_problems", *GUIDE_SHEETS.values())
"""Sheets that hold no facts: lists to choose from, problems without a row, what to do."""
REASON_COLUMN = "_reason"
"""Column of a rejects file that says what is wrong with the row; readers pass over it."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Text that starts so would be run by a spreadsheet."""

_RUN = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"\\([\\;,\n])")
_SEPARATOR = re.compile(r"(?<!\\)((?:\\\\)*)[;\n]")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as its source holds it.

    Attributes:
        table: Sheet or file it stands in.
        header: The table's header.
        row: Its number from 1.
        cells: Its cells, as many as the header or more.
    """

    table: str
    header: tuple[str, ...]
    row: int
    cells: tuple[Any, ...]


def guarded(text: str) -> str:
    """Return text for a CSV cell, with an apostrophe before it where a spreadsheet would run it.

    `-` alone stays: it clears an attribute.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return f"'{text}" if len(text) > 1 and _RUN.match(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text.startswith("'") and _RUN.match(text, 1) else text


def join_cell(items: tuple[str, ...]) -> str:
    r"""Return several values as the text of one cell; `split_cell` gives them back.

    >>> join_cell(("a", "b; c"))
    'a; b\\; c'
    """
    return "; ".join(re.sub(r"([\\;,\n])", r"\\\1", item) for item in items)


def split_cell(text: str) -> list[str]:
    r"""Return the values of a cell: parted by `;` or line breaks; `\;` is no separator.

    >>> split_cell("a; b\\; c")
    ['a', 'b; c']
    """
    parts = _SEPARATOR.sub(lambda found: found[1] + "\0", text).split("\0")
    cleaned = (_ESCAPED.sub(r"\1", part.strip()) for part in parts)
    return [part for part in cleaned if part]
