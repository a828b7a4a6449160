"""When a period holds, one that comes back each year too."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archrepo.domain.facts import NodeFact


def holds(period: NodeFact, day: dt.date) -> bool:
    """Return whether a period holds a day, in any year where it is yearly."""
    start: Any = period.values.get("starts_on")
    end: Any = period.values.get("ends_on")
    years = range(-5, 6) if period.values.get("yearly") and start and end else (0,)
    return any(
        (start is None or _shifted(start, n) <= day) and (end is None or day < _shifted(end, n))
        for n in years
    )


def _shifted(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 3, 1)
