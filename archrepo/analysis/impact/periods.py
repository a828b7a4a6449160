"""Periods in which nothing may change, or nothing may stop, and what they apply to."""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.scope_tree import chains_above
from archrepo.domain.validity import Interval
from archrepo.domain.vocabulary import PeriodCategory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archrepo.analysis.impact.facts import Facts


@dataclass(frozen=True, slots=True)
class PeriodOver:
    """A period that holds on the day asked for: this year's occurrence of a yearly one.

    Attributes:
        id: Its id.
        name: Its name.
        start: Its first day.
        end: The day after its last.
        scopes: Those of the scopes asked for that it applies to, sorted.
        tolerance: Hours of downtime it allows, where stated.
        yearly: Whether it comes back every year.
    """

    id: str
    name: str
    start: dt.date | None
    end: dt.date | None
    scopes: tuple[str, ...]
    tolerance: float | None = None
    yearly: bool = False


def periods_over(
    facts: Facts, category: PeriodCategory, scopes: Sequence[str], day: dt.date
) -> list[PeriodOver]:
    """Return the freezes or peaks that hold on `day` over some of `scopes`, by id.

    A period applies to the scopes it names and all below, to every scope of a domain it names, and
    to everything where it names nothing.
    """
    if not scopes:
        return []
    periods = {period.id: period for period in facts.periods_of_everything()}
    found = defaultdict(set, {period: set(scopes) for period in periods})
    for period, scope in _applied(facts, scopes, day):
        found[period].add(scope)
    periods.update(facts.nodes("Period", sorted(set(found) - set(periods))))
    held = []
    for period_id in sorted(found):
        values = periods[period_id].values
        span = occurrence(values, day)
        if values.get("category") == category and span is not None:
            name, stated = periods[period_id].name, values.get("max_tolerable_downtime_h")
            tolerance = None if stated is None else float(str(stated))
            over = tuple(sorted(found[period_id]))
            yearly = bool(values.get("yearly"))
            held.append(PeriodOver(period_id, name, span.start, span.end, over, tolerance, yearly))
    return held


def _applied(facts: Facts, scopes: Sequence[str], day: dt.date) -> Iterator[tuple[str, str]]:
    """Yield the periods that name one of `scopes` or a node above it, with that scope."""
    below: dict[tuple[str, str], set[str]] = defaultdict(set)
    for scope, chain in chains_above(facts, scopes, day).items():
        below["Scope", scope].add(scope)
        for relation in chain:
            below[relation.from_kind, relation.from_id].add(scope)
    for kind in ("Scope", "Domain"):
        ids = sorted(node for of_kind, node in below if of_kind == kind)
        for relation in facts.entering(kind, ids):
            if relation.type == "APPLIES_TO" and validity(relation).holds(day):
                yield from ((relation.from_id, scope) for scope in below[kind, relation.to_id])


def occurrence(values: Mapping[str, object], day: dt.date) -> Interval | None:
    """Return the span of a period that holds `day`; a yearly one recurs on the same days."""
    start, end = values.get("starts_on"), values.get("ends_on")
    if not values.get("yearly") or not isinstance(start, dt.date) or not isinstance(end, dt.date):
        span = Interval(start, end)  # type: ignore[arg-type]
        return span if span.holds(day) else None
    length = end.year - start.year
    first, last = max(day.year - length, dt.MINYEAR), min(day.year, dt.MAXYEAR - length)
    for year in range(first, last + 1):
        span = Interval(_in_year(start, year), _in_year(end, year + length))
        if span.holds(day):
            return span
    return None


def _in_year(day: dt.date, year: int) -> dt.date:
    """Return the same day of another year; for the 29th of February, where there is none, the next.

    So what begins then begins with the first day there is, and what ends before it loses no day.
    """
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return dt.date(year, 3, 1)
    return day.replace(year=year)
