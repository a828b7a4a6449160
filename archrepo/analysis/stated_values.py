"""Values of facts as what they are declared to be; what is not set is None."""

from __future__ import annotations

import datetime as dt


def as_day(value: object) -> dt.date | None:
    """Return a value as a day."""
    return value if isinstance(value, dt.date) else None


def as_number(value: object) -> float | None:
    """Return a value as a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def as_text(value: object) -> str | None:
    """Return a value as text."""
    return None if value is None else str(value)


def as_texts(value: object) -> tuple[str, ...]:
    """Return a list of texts."""
    return value if isinstance(value, tuple) else ()
