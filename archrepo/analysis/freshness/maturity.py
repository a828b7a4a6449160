"""Levels and freshness, counted per kind, per domain and per owner."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.freshness.records import Records
from archrepo.analysis.freshness.results import Maturity, MaturityLine, MissingItem
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.freshness.levels import Levels
    from archrepo.analysis.freshness.records import Record
    from archrepo.analysis.situation import Situation


def maturity(situation: Situation, levels: Levels, months: int) -> Maturity:
    """Return how mature records are; see `levels` for what makes a level."""
    reading = Records(situation, levels, months)
    records = list(reading.all())
    kinds: dict[str, list[Record]] = defaultdict(list)
    domains: dict[str | None, list[Record]] = defaultdict(list)
    owners: dict[str | None, list[Record]] = defaultdict(list)
    for record in records:
        kinds[record.node.kind].append(record)
        owners[record.owner].append(record)
        if record.node.kind in ("Application", "Scope"):
            domains[record.domain].append(record)
    last = len(situation.positions)

    def line(identifier: str | None, name: str, found: Sequence[Record]) -> MaturityLine:
        counted = Counter(record.level for record in found)
        fresh = sum(record.is_fresh for record in found)
        never = sum(record.confirmed is None for record in found)
        return MaturityLine(
            id=identifier,
            name=name,
            records=len(found),
            levels=(counted[0], counted[1], counted[2], counted[3]),
            fresh=fresh,
            stale=len(found) - fresh - never,
            never=never,
        )

    by_owner = [line(o, reading.name_of(o), found) for o, found in owners.items()]
    return Maturity(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        months=months,
        kinds=tuple(line(kind, kind, kinds[kind]) for kind in sorted(kinds)),
        domains=tuple(
            line(d, situation.domain_name(d), domains[d])
            for d in sorted(domains, key=lambda d: last if d is None else situation.positions[d])
        ),
        owners=tuple(
            sorted(
                by_owner,
                key=lambda o: (o.id is not None, o.fresh - o.records, name_key(o.name, o.id or "")),
            )
        ),
        missing=tuple(_missing(kinds)),
    )


def _missing(kinds: dict[str, list[Record]]) -> list[MissingItem]:
    found = []
    for kind, records in kinds.items():
        counted = Counter(lack for record in records for lack in record.lacks)
        found += [
            MissingItem(kind=kind, item=item, level=level, missing=count, of=len(records))
            for (level, item), count in counted.items()
        ]
    return sorted(found, key=lambda m: (m.kind, m.level, -m.missing, m.item))
