"""Periods in which nothing may change, and what they apply to."""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import validity
from archrepo.domain.validity import Interval
from archrepo.domain.vocabulary import PeriodCategory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.impact.facts import Facts
    from archrepo.domain.facts import NodeFact


@dataclass(frozen=True, slots=True)
class Freeze:
    """A freeze that holds on the day asked for: this year's occurrence of a yearly one."""

    id: str
    name: str
    start: dt.date | None
    end: dt.date | None
    scopes: tuple[str, ...]


def freezes_over(facts: Facts, scopes: Sequence[str], day: dt.date) -> list[Freeze]:
    """Return the freezes that hold on `day` over some of `scopes`, by id.

    A freeze applies to the scopes it names and all below, to every scope of a domain it names, and
    to everything where it names nothing.
    """
    if not scopes:
        return []
    found: dict[str, set[str]] = defaultdict(set)
    periods: dict[str, NodeFact] = {}
    for period in facts.freezes_of_everything():
        periods[period.id] = period
        found[period.id].update(scopes)
    reached: Mapping[str, set[str]] = {scope: {scope} for scope in scopes}
    passed: set[str] = set()
    while reached:
        reached = _one_level_up(facts, reached, day, found, passed)
    periods.update(facts.nodes("Period", sorted(set(found) - set(periods))))
    freezes = []
    for period_id in sorted(found):
        values = periods[period_id].values
        span = occurrence(values, day)
        if values.get("category") == PeriodCategory.FREEZE and span is not None:
            name = periods[period_id].name
            freezes.append(
                Freeze(period_id, name, span.start, span.end, tuple(sorted(found[period_id])))
            )
    return freezes


def _one_level_up(
    facts: Facts,
    reached: Mapping[str, set[str]],
    day: dt.date,
    found: dict[str, set[str]],
    passed: set[str],
) -> Mapping[str, set[str]]:
    """Note the periods that apply to these nodes, and return their parents → scopes below."""
    parents: dict[str, set[str]] = defaultdict(set)
    passed.update(reached)
    for kind in ("Scope", "Domain"):
        for relation in facts.entering(kind, sorted(reached)):
            if not validity(relation).holds(day):
                continue
            if relation.type == "APPLIES_TO":
                found[relation.from_id].update(reached[relation.to_id])
            elif relation.type == "CONTAINS":
                parents[relation.from_id].update(reached[relation.to_id])
    return {parent: below for parent, below in parents.items() if parent not in passed}


def occurrence(values: Mapping[str, object], day: dt.date) -> Interval | None:
    """Return the span of a period that holds `day`; a yearly one recurs on the same days."""
    start, end = values.get("starts_on"), values.get("ends_on")
    if not values.get("yearly") or not isinstance(start, dt.date) or not isinstance(end, dt.date):
        span = Interval(start, end)  # type: ignore[arg-type]
        return span if span.holds(day) else None
    length = end.year - start.year
    for year in range(day.year - length, day.year + 1):
        span = Interval(_in_year(start, year), _in_year(end, year + length))
        if span.holds(day):
            return span
    return None


def _in_year(day: dt.date, year: int) -> dt.date:
    """Return the same day of another year; the 29th of February is the 28th where there is none."""
    leap_day = (day.month, day.day) == (2, 29)
    moved = leap_day and not isleap(year)
    return day.replace(year=year, day=28) if moved else day.replace(year=year)
