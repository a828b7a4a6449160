"""Cells of workbooks: typed values, and text that no spreadsheet runs as a formula."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from archrepo.domain.forms import FORMULA_STARTS, join_cell
from archrepo.errors import ConfigError

MAX_TEXT = 32_767
_FIRST_DAY = dt.date(1900, 3, 1)
"""Spreadsheets take 1900 for a leap year: days before are written as text."""


@dataclass(frozen=True, slots=True)
class Formats:
    """The looks of cells."""

    plain: Any
    quoted: Any
    date: Any
    header: Any
    wrong: Any
    wrapped: Any

    @classmethod
    def of(cls, book: Any) -> Formats:
        """Return the formats, added to `book`."""
        top = {"valign": "top"}
        return cls(
            plain=book.add_format(top),
            quoted=book.add_format({**top, "quote_prefix": True}),
            date=book.add_format({**top, "num_format": "yyyy-mm-dd"}),
            header=book.add_format(
                {**top, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"}
            ),
            wrong=book.add_format({**top, "bg_color": "#FFC7CE", "quote_prefix": True}),
            wrapped=book.add_format({**top, "text_wrap": True}),
        )


def write_cell(
    sheet: Any, row: int, column: int, value: Any, formats: Formats, look: Any = None
) -> None:
    """Write a value as what it is; `look` replaces the usual format.

    Raises:
        ConfigError: If a text is longer than a cell holds.
    """
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, look or formats.plain)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, look or formats.plain)
    elif isinstance(value, dt.date) and dt.date(*value.timetuple()[:3]) >= _FIRST_DAY:
        sheet.write_datetime(row, column, value, formats.date)
    else:
        text = join_cell(value) if isinstance(value, tuple) else str(value)
        if len(text) > MAX_TEXT:
            raise ConfigError(
                f"a text of {len(text):,} characters: a cell holds {MAX_TEXT:,}",
                hint="export JSON or YAML instead",
            )
        quoted = text.startswith(FORMULA_STARTS)
        sheet.write_string(row, column, text, look or (formats.quoted if quoted else formats.plain))
