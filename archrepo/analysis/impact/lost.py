"""Who is lost: what an event ends, with its modules and all that runs on it (RET-13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.struck import StruckOne, struck_modules, struck_target

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.parties import Parties


@dataclass(frozen=True, slots=True)
class LostSet:
    """Everyone an event ends.

    Attributes:
        targets: Ids of what the event ends; none where it ends nobody.
        ones: Lost ones by id, in the order in which they were reached.
    """

    targets: frozenset[str] = frozenset()
    ones: Mapping[str, StruckOne] = field(default_factory=dict)

    def __contains__(self, party: str) -> bool:
        """Return whether that application or module is lost."""
        return party in self.ones

    def ids(self, kind: str) -> list[str]:
        """Return the ids of the lost ones of that kind, sorted."""
        return sorted(one.id for one in self.ones.values() if one.kind == kind)

    def hosted(self) -> list[StruckOne]:
        """Return the applications lost because they run on a lost one."""
        return [
            one
            for one in self.ones.values()
            if one.kind == "Application" and one.id not in self.targets
        ]


def lost_set(facts: Facts, parties: Parties, targets: Collection[str], day: dt.date) -> LostSet:
    """Return everyone lost when the applications `targets` end on `day`."""
    ones = {target: struck_target(parties, target, day, eve=True) for target in sorted(targets)}
    frontier = list(ones.values())
    while frontier:
        ones.update(struck_modules(facts, parties, frontier, day))
        frontier = _hosted(facts, parties, frontier, day, ones)
        ones.update((one.id, one) for one in frontier)
    return LostSet(frozenset(targets), ones)


def _hosted(
    facts: Facts,
    parties: Parties,
    hosts: Iterable[StruckOne],
    day: dt.date,
    known: Mapping[str, StruckOne],
) -> list[StruckOne]:
    """Return the applications that run on `hosts`, live on the day, by the shortest path."""
    by_id = {host.id: host for host in hosts}
    running = [
        r
        for r in facts.entering("Application", by_id)
        if r.type == "RUNS_ON" and r.from_id not in known and by_id[r.to_id].did(validity(r))
    ]
    parties.meet("Application", {r.from_id for r in running})
    found: dict[str, StruckOne] = {}
    for relation in running:
        hosted = relation.from_id
        life = parties.life(hosted)
        if not parties.is_known(hosted) or not life.holds(day):
            continue
        path = by_id[relation.to_id].path.along(relation, hop=True)
        if hosted not in found or path.sort_key < found[hosted].path.sort_key:
            eve = life.last_day_before(day) or day
            found[hosted] = StruckOne(hosted, "Application", hosted, path, (eve,))
    return [found[hosted] for hosted in sorted(found)]
