"""Who is lost: what an event ends, with its modules and all that runs on it (RET-13)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.paths import Path
from archrepo.domain.validity import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.parties import Parties


@dataclass(frozen=True, slots=True)
class LostOne:
    """A lost application or module.

    Attributes:
        id: Its id.
        kind: Application or Module.
        application: The application it counts for.
        path: The way from the target to that application.
        days: The days on which what it does is read: its eve. A target or module that had ended
            before the event is also read on the last day it was live, since what it did has
            usually been recorded as ending with it.
    """

    id: str
    kind: str
    application: str
    path: Path
    days: tuple[dt.date, ...]

    @property
    def own_path(self) -> Path:
        """The way from the target to itself, through its application where it is a module."""
        return self.path if self.kind == "Application" else self.path.inside(self.id)

    def did(self, holds: Interval) -> bool:
        """Return whether it still did, on its eve, what holds on those days."""
        return any(holds.holds(day) for day in self.days)

    def had_done(self, holds: Interval) -> bool:
        """Return whether it did so before, and had ceased by its eve."""
        return not self.did(holds) and holds.end is not None and holds.end <= max(self.days)


@dataclass(frozen=True, slots=True)
class LostSet:
    """Everyone an event ends.

    Attributes:
        target: Id of the event's target.
        ones: Lost ones by id, in the order in which they were reached.
        target_life: When the target lives by its dates and projects, the event left aside.
    """

    target: str
    ones: Mapping[str, LostOne]
    target_life: Interval

    def __contains__(self, party: str) -> bool:
        """Return whether that application or module is lost."""
        return party in self.ones

    def ids(self, kind: str) -> list[str]:
        """Return the ids of the lost ones of that kind, sorted."""
        return sorted(one.id for one in self.ones.values() if one.kind == kind)

    def hosted(self) -> list[LostOne]:
        """Return the applications lost because they run on a lost one."""
        return [
            one for one in self.ones.values() if one.kind == "Application" and one.id != self.target
        ]


def lost_set(facts: Facts, parties: Parties, target: str, day: dt.date) -> LostSet:
    """Return everyone lost when the application `target` ends on `day`."""
    parties.meet("Application", [target])
    life = parties.life(target)
    eve = day - dt.timedelta(days=1)
    own_last = life.last_day_before(day)
    days = sorted({eve, own_last or eve})
    ones = {target: LostOne(target, "Application", target, Path.at(target), tuple(days))}
    frontier = [ones[target]]
    while frontier:
        ones.update(_modules(facts, parties, frontier, day))
        frontier = _hosted(facts, parties, frontier, day, ones)
        ones.update((one.id, one) for one in frontier)
    return LostSet(target, ones, life)


def _modules(
    facts: Facts, parties: Parties, hosts: Iterable[LostOne], day: dt.date
) -> dict[str, LostOne]:
    owners = {host.id: host for host in hosts}
    contained = [r for r in facts.leaving("Application", owners) if r.type == "CONTAINS"]
    parties.meet("Module", {r.to_id for r in contained})
    modules = {}
    for relation in contained:
        owner, module = owners[relation.from_id], relation.to_id
        own = parties.own_life(module)
        last = own.last_day_before(day)
        days = {d for d in (last, *owner.days) if d is not None and own.holds(d)}
        if days:
            modules[module] = LostOne(module, "Module", owner.id, owner.path, tuple(sorted(days)))
    return modules


def _hosted(
    facts: Facts,
    parties: Parties,
    hosts: Iterable[LostOne],
    day: dt.date,
    known: Mapping[str, LostOne],
) -> list[LostOne]:
    """Return the applications that run on `hosts`, live on the day, by the shortest path."""
    by_id = {host.id: host for host in hosts}
    running = [
        r
        for r in facts.entering("Application", by_id)
        if r.type == "RUNS_ON" and r.from_id not in known and by_id[r.to_id].did(validity(r))
    ]
    parties.meet("Application", {r.from_id for r in running})
    found: dict[str, LostOne] = {}
    for relation in running:
        hosted = relation.from_id
        life = parties.life(hosted)
        if not parties.is_known(hosted) or not life.holds(day):
            continue
        path = by_id[relation.to_id].path.along(relation, hop=True)
        if hosted not in found or path.sort_key < found[hosted].path.sort_key:
            eve = life.last_day_before(day) or day
            found[hosted] = LostOne(hosted, "Application", hosted, path, (eve,))
    return [found[hosted] for hosted in sorted(found)]
