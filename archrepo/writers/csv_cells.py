"""Cells of CSV files that a double click opens in the spreadsheet program of the country.

Excel parts cells by the list separator of the country: `;` where the decimal mark is a comma.
There, `12.5` would be read as the twelfth of May. So French files are parted by `;` and hold
`12,5`, English ones by `,` and `12.5`. archrepo reads both.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from archrepo.domain.forms import guarded, join_cell

_WITH_COMMA = frozenset({"fr"})
"""Languages of countries whose decimal mark is a comma."""


def delimiter_of(lang: str) -> str:
    """Return what parts the cells of a row."""
    return ";" if lang in _WITH_COMMA else ","


def csv_cell(value: Any, lang: str) -> str:
    """Return a value as a cell, in the marks of `lang`; empty for None.

    Text that looks like a formula gets an apostrophe before it, which `import` takes off.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value, with_comma=lang in _WITH_COMMA)
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
