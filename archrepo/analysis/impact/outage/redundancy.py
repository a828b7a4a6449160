"""Groups of applications that stand in for each other, and what keeps one up: OUT-01."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import validity

if TYPE_CHECKING:
    from collections.abc import Collection

    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact

Group = tuple[frozenset[str], int]
"""The members, and how many of them must be up."""


class Redundancy:
    """Tells who is kept up by the group it belongs to."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._groups: dict[str, list[Group]] = {}

    def learn(self, applications: Collection[str]) -> None:
        """Read the groups of these applications."""
        for application in sorted(set(applications) - self._groups.keys()):
            around = self._relations({application})
            names = {str(r.values.get("group", "")) for r in around}
            self._groups[application] = [self._group(application, name) for name in sorted(names)]

    def standing_in(self, application: str, struck: Collection[str]) -> list[str]:
        """Return the live members that spare a struck application; none where too few are left.

        One group with enough of them is enough; where several have, the members of all are told.
        """
        self.learn([application])
        found: set[str] = set()
        for members, min_up in self._groups[application]:
            up = {m for m in members if m not in struck and self._state.is_live(m)}
            if len(up) >= min_up:
                found |= up
        return sorted(found)

    def _group(self, application: str, name: str) -> Group:
        members, frontier = {application}, {application}
        least = []
        while frontier:
            own = [r for r in self._relations(frontier) if str(r.values.get("group", "")) == name]
            least += [int(str(r.values["min_up"])) for r in own if "min_up" in r.values]
            frontier = {end for r in own for end in (r.from_id, r.to_id)} - members
            members |= frontier
        self._state.parties.meet("Application", members)
        return frozenset(members - {application}), max([1, *least])

    def _relations(self, applications: Collection[str]) -> list[RelationFact]:
        ids = sorted(applications)
        facts = self._state.facts
        found: dict[str, RelationFact] = {}
        for relation in (*facts.leaving("Application", ids), *facts.entering("Application", ids)):
            if relation.type == "ALTERNATIVE_OF" and validity(relation).holds(self._state.day):
                found[relation.key] = relation
        return list(found.values())
