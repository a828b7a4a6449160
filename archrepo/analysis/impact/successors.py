"""Who takes over from the lost ones, as declared: successors and redundancy groups."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import validity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.lost import LostSet
    from archrepo.analysis.impact.parties import Parties
    from archrepo.domain.facts import RelationFact


@dataclass(frozen=True, slots=True)
class Successors:
    """Lost application → its successors and declared alternatives, lost ones left out.

    A successor inherits nothing: only its own coverage, flows, accesses and users count.
    """

    replaced_by: dict[str, list[RelationFact]] = field(default_factory=dict)
    alternatives: dict[str, set[str]] = field(default_factory=dict)

    def of(self, applications: Collection[str], scope: str | None = None) -> set[str]:
        """Return the successors of lost `applications`, for a scope or for any."""
        return {
            relation.to_id
            for application in applications
            for relation in self.replaced_by.get(application, ())
            if scope is None or _is_for(relation, scope)
        }

    def declared_for(self, application: str) -> set[str]:
        """Return who is declared to stand in for a lost application."""
        return self.of([application]) | self.alternatives.get(application, set())


def _is_for(relation: RelationFact, scope: str) -> bool:
    scopes = relation.values.get("scopes", ())
    return not scopes or scope in scopes  # type: ignore[operator]


def successors_of(facts: Facts, parties: Parties, lost: LostSet, day: dt.date) -> Successors:
    """Return who is declared to take over from the lost ones.

    That an application replaces another is so whatever its dates; that some stand in for each other
    is so on the day, and for a lost one when it is read.
    """
    applications = lost.ids("Application")
    replaced = defaultdict(list)
    for relation in facts.leaving("Application", applications):
        if relation.type == "REPLACED_BY" and relation.to_id not in lost:
            replaced[relation.from_id].append(relation)
    standing = _StandingIn(facts, lost, day)
    groups = {one: standing.group_of(one) - set(applications) for one in applications}
    parties.meet("Application", {r.to_id for found in replaced.values() for r in found})
    return Successors(dict(replaced), groups)


class _StandingIn:
    """Knows who stands in for whom."""

    def __init__(self, facts: Facts, lost: LostSet, day: dt.date) -> None:
        self._facts = facts
        self._lost = lost
        self._day = day

    def group_of(self, application: str) -> set[str]:
        """Return the members of the redundancy groups it belongs to, itself included."""
        members = {application}
        frontier = {(application, r.values.get("group")) for r in self._around([application])}
        seen = set(frontier)
        while frontier:
            around = self._around({member for member, _ in frontier})
            reached = {
                (end, group)
                for relation in around
                for member, group in frontier
                if relation.values.get("group") == group and member in _ends(relation)
                for end in _ends(relation)
            }
            frontier = reached - seen
            seen |= frontier
            members |= {member for member, _ in frontier}
        return members

    def _around(self, applications: Collection[str]) -> list[RelationFact]:
        leaving = self._facts.leaving("Application", applications)
        entering = self._facts.entering("Application", applications)
        around = (*leaving, *entering)
        return [r for r in around if r.type == "ALTERNATIVE_OF" and self._holds(r)]

    def _holds(self, relation: RelationFact) -> bool:
        span = validity(relation)
        lost = [self._lost.ones[end] for end in _ends(relation) if end in self._lost]
        return all(one.did(span) for one in lost) if lost else span.holds(self._day)


def _ends(relation: RelationFact) -> tuple[str, str]:
    return relation.from_id, relation.to_id
