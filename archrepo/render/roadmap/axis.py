"""A time axis: days as places, and the periods to write above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

_BEFORE = 120  # days shown before the day the roadmap is looked at from
_MOST_DAYS = 365 * 8
_MONTHS_IN_QUARTER = 3
_FIRST, _LAST = dt.date(10, 1, 1), dt.date(9980, 1, 1)  # around others, no axis can be written
_QUARTERS_UP_TO = 365 * 4  # days; beyond, years alone are written


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last` on a line of some length, in points or columns."""

    first: dt.date
    last: dt.date
    length: float

    @classmethod
    def over(cls, at: dt.date, first: dt.date, last: dt.date, length: float) -> Axis:
        """Return the axis of whole quarters around what there is to show, neither end far away."""
        at, first = (min(max(day, _FIRST), _LAST) for day in (at, first))
        start = _quarter(max(first, at - dt.timedelta(days=_BEFORE)))
        end = min(max(last, at + dt.timedelta(days=90)), start + dt.timedelta(days=_MOST_DAYS))
        return cls(start, _next_quarter(_next_quarter(_quarter(end))), length)

    def place(self, day: dt.date | None, otherwise: dt.date) -> float:
        """Return where a day is; one beyond an end stands at it, an unknown one at `otherwise`."""
        shown = min(max(day or otherwise, self.first), self.last)
        return self.length * (shown - self.first).days / (self.last - self.first).days

    def periods(self) -> list[tuple[str, dt.date, dt.date, bool]]:
        """Return the name of each quarter or year, its two ends, and whether it is a year."""
        days = (self.last - self.first).days
        found = [(str(s.year), s, e, True) for s, e in self._years()]
        if days <= _QUARTERS_UP_TO:
            found += [
                (f"{(s.month - 1) // _MONTHS_IN_QUARTER + 1}", s, e, False)
                for s, e in self._quarters()
            ]
        return found

    def _years(self) -> Iterator[tuple[dt.date, dt.date]]:
        start = self.first
        while start < self.last:
            end = min(dt.date(start.year + 1, 1, 1), self.last)
            yield start, end
            start = end

    def _quarters(self) -> Iterator[tuple[dt.date, dt.date]]:
        start = self.first
        while start < self.last:
            end = _next_quarter(start)
            yield start, end
            start = end


def _quarter(day: dt.date) -> dt.date:
    return dt.date(day.year, day.month - (day.month - 1) % _MONTHS_IN_QUARTER, 1)


def _next_quarter(start: dt.date) -> dt.date:
    month = start.month + _MONTHS_IN_QUARTER
    return dt.date(start.year + month // 13, (month - 1) % 12 + 1, 1)
