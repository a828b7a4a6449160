"""What rules may ask for beside the day and the plan: thresholds, and which segments meet.

Segments are lists of alternatives, with parts joined by `+`, over a tree of organisations: which of
the items in use serve which others is worked out once, and statements look pairs up (`a|b`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.contents import relation_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archrepo.domain.ports import GraphStore

EVERYONE = "*"
"""Stands for an unstated list of segments."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where rules draw the line.

    Attributes:
        gap_tolerance_days: A successor that comes so many days late is a minor matter.
        confirmed_within_months: What nobody confirmed for longer is to be confirmed.
        max_domains: An application with scopes in more domains is spread wide.
        max_critical: Somebody who alone answers for more critical things is a risk.
    """

    gap_tolerance_days: int = 1
    confirmed_within_months: int = 12
    max_domains: int = 4
    max_critical: int = 5


def parameters(store: GraphStore, day: dt.date, thresholds: Thresholds) -> dict[str, Any]:
    """Return parameter → value, for every parameter a rule may take."""
    items = sorted({row["segment"] for row in store.read("find.segments")})
    parents = _parents(store) if items else {}
    serves = {(a, b) for a in items for b in items if _serves(a, b, parents)}
    overlaps = {
        (a, b)
        for a in items
        for b in items
        if any((a, s) in serves and (b, s) in serves for s in items)
    }
    everyone = {(EVERYONE, item) for item in (EVERYONE, *items)}
    return {
        "at": day,
        "a_year_ago": _months_before(day, 12),
        "a_year_ago_text": _months_before(day, 12).isoformat(),
        "confirm_since": _months_before(day, thresholds.confirmed_within_months),
        "gap_tolerance_days": thresholds.gap_tolerance_days,
        "max_domains": thresholds.max_domains,
        "max_critical": thresholds.max_critical,
        "overlaps": _pairs(overlaps | everyone | {(b, a) for a, b in everyone}),
        "serves": _pairs(serves | everyone),
    }


def _parents(store: GraphStore) -> Mapping[str, str]:
    contained = relation_facts(store, "CONTAINS")
    return {fact.to_id: fact.from_id for fact in contained if fact.to_kind == "Organisation"}


def _serves(item: str, segment: str, parents: Mapping[str, str]) -> bool:
    """Return whether what is there for `item` is there for `segment`."""
    parts = [_above(part, parents) for part in segment.split("+")]
    return all(any(own in above for above in parts) for own in item.split("+"))


def _above(part: str, parents: Mapping[str, str]) -> set[str]:
    """Return the part itself and the organisations above it."""
    found: set[str] = set()
    here: str | None = part
    while here is not None and here not in found:
        found.add(here)
        here = parents.get(here)
    return found


def _pairs(pairs: Collection[tuple[str, str]]) -> list[str]:
    return sorted(f"{a}|{b}" for a, b in pairs)


def _months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months before, or the last of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return dt.date.min
    first = dt.date(year, month + 1, 1)
    after = first.replace(day=28) + dt.timedelta(days=4)
    last = after - dt.timedelta(days=after.day)
    return first.replace(day=min(day.day, last.day))
