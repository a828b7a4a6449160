"""A cell as a person reads it."""

from __future__ import annotations

import datetime as dt
from typing import Any


def header_text(cell: Any) -> str:
    """Return a header on one line."""
    return " ".join(cell_text(cell).split())


def cell_text(cell: Any) -> str:
    """Return a cell as a person reads it: `3` for 3.0, ISO dates."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return (cell.date() if cell.time() == dt.time() else cell).isoformat()
    return str(cell)
