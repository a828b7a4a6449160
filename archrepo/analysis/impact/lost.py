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
    from archrepo.domain.facts import RelationFact


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
    """Return everyone lost when the applications `targets` end on `day`.

    What runs on a lost one is lost with it, unless it leaves it by that day and runs from then on
    on another that is live and not lost.
    """
    hosting = _Hosting(facts, parties, day)
    while True:
        ones = hosting.lost_with(targets)
        if not hosting.strand(ones):
            return LostSet(frozenset(targets), ones)


class _Hosting:
    """Knows who runs on whom, and who leaves for another host by the day."""

    def __init__(self, facts: Facts, parties: Parties, day: dt.date) -> None:
        self._facts = facts
        self._parties = parties
        self._day = day
        self._leaving: dict[str, set[str]] = {}
        """Who leaves a lost one → on whom it runs from the day on."""
        self._stranded: set[str] = set()
        """Those of them whose other hosts are lost too."""

    def lost_with(self, targets: Collection[str]) -> dict[str, StruckOne]:
        """Return everyone lost, as far as nobody leaves for one that is lost too."""
        day, ones = self._day, {}
        for target in sorted(targets):
            ones[target] = struck_target(self._parties, target, day, eve=True)
        frontier = list(ones.values())
        while frontier:
            ones.update(struck_modules(self._facts, self._parties, frontier, day))
            frontier = self._hosted(frontier, ones)
            ones.update((one.id, one) for one in frontier)
        return ones

    def strand(self, lost: Mapping[str, StruckOne]) -> bool:
        """Return whether some who leave have nowhere to go, now that it is known who is lost."""
        leaving = self._leaving.items()
        stranded = {one for one, hosts in leaving if hosts and hosts <= lost.keys()}
        grown = not stranded <= self._stranded
        self._stranded |= stranded
        return grown

    def _hosted(
        self, hosts: Iterable[StruckOne], known: Mapping[str, StruckOne]
    ) -> list[StruckOne]:
        """Return the applications that run on `hosts`, live on the day, by the shortest path."""
        by_id = {host.id: host for host in hosts}
        running = [
            r
            for r in self._facts.entering("Application", by_id)
            if r.type == "RUNS_ON" and r.from_id not in known and by_id[r.to_id].did(validity(r))
        ]
        self._parties.meet("Application", {r.from_id for r in running})
        found: dict[str, StruckOne] = {}
        for relation in running:
            hosted = relation.from_id
            life = self._parties.life(hosted)
            if not self._parties.is_known(hosted) or not life.holds(self._day):
                continue
            if self._leaves(relation):
                continue
            path = by_id[relation.to_id].path.along(relation, hop=True)
            if hosted not in found or path.sort_key < found[hosted].path.sort_key:
                eve = life.last_day_before(self._day) or self._day
                found[hosted] = StruckOne(hosted, "Application", hosted, path, (eve,))
        return [found[hosted] for hosted in sorted(found)]

    def _leaves(self, relation: RelationFact) -> bool:
        """Return whether a hosting has ended by the day, and its application runs elsewhere."""
        hosted, end = relation.from_id, validity(relation).end
        if end is None or end > self._day or hosted in self._stranded:
            return False
        if hosted not in self._leaving:
            self._leaving[hosted] = self._hosts_of(hosted)
        return bool(self._leaving[hosted])

    def _hosts_of(self, application: str) -> set[str]:
        """Return the live applications on which one runs on the day."""
        leaving = self._facts.leaving("Application", [application])
        hosts = {r.to_id for r in leaving if r.type == "RUNS_ON" and validity(r).holds(self._day)}
        self._parties.meet("Application", hosts)
        return {host for host in hosts if self._parties.life(host).holds(self._day)}
