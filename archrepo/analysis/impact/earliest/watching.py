"""Takes note of the days on which anything changes among the facts an answer rests on.

An answer compares its day with dates of the facts it reads, and with nothing else. Between two of
those dates every comparison comes out the same, so that the same facts are read and the same
answer given: the days on which answers may change are found while answering.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.domain.vocabulary import PeriodCategory

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archrepo.analysis.impact.facts import Exchange, Facts, Presence
    from archrepo.domain.facts import NodeFact, RelationFact

_STARTS = ("phase_in", "active", "valid_from", "date", "end")
"""Dates on which a coverage may come to life: its own, its application's, a project's."""

_OTHERS = ("phase_out", "retired", "phase_on", "starts_on", "ends_on", "valid_to")

_PEOPLE = ("RESPONSIBLE_FOR", "OWNS", "OPERATES")
"""Relations that say whom to tell, and never how bad anything is."""


class WatchedFacts:
    """Facts that remember the dates they told of.

    Attributes:
        days: Every date told, but for those that come back every year.
        starts: Those of `days` on which a coverage may come to life.
        downtimes: Whole days that some scope bears without coverage.
        seasons: The yearly freezes met, by id.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.days: set[dt.date] = set()
        self.starts: set[dt.date] = set()
        self.downtimes: set[int] = set()
        self.seasons: dict[str, NodeFact] = {}

    def next_change(self, day: dt.date, tolerance: int) -> dt.date | None:
        """Return the first day after `day` on which an answer may change; None where none is.

        What a lost one does is read on its eve, so that a change is felt a day later, too. A gap in
        coverage is tolerated from some days before it closes.

        Args:
            day: The day last answered for.
            tolerance: Days without coverage that any scope bears.
        """
        before = [-days for days in {tolerance, *self.downtimes}]
        moves = [(self.days, (0, 1)), (self.starts, before)]
        turns = (
            turn
            for days, steps in moves
            for known in days
            for step in steps
            if (turn := _moved(known, step)) is not None and turn > day
        )
        return min(turns, default=None)

    def nodes(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        found = self._facts.nodes(kind, ids)
        for node in found.values():
            self._note_node(node)
        return found

    def leaving(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._noted(self._facts.leaving(kind, ids))

    def modules(self, applications: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._noted(self._facts.modules(applications))

    def entering(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._noted(self._facts.entering(kind, ids))

    def actions_on(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._noted(self._facts.actions_on(kind, ids))

    def exchanges_from(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return self._noted_exchanges(self._facts.exchanges_from(kind, ids))

    def exchanges_to(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return self._noted_exchanges(self._facts.exchanges_to(kind, ids))

    def exchanges_of(self, objects: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return self._noted_exchanges(self._facts.exchanges_of(objects))

    def presence(self, kind: str, ids: Collection[str]) -> Mapping[str, Presence]:
        """See `Facts`."""
        return self._facts.presence(kind, ids)

    def users_of(self, technology: str, at_most: int | None = None) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._noted(self._facts.users_of(technology, at_most))

    def periods_of_everything(self) -> Sequence[NodeFact]:
        """See `Facts`."""
        found = self._facts.periods_of_everything()
        for node in found:
            self._note_node(node)
        return found

    def holders_of(self, roles: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._facts.holders_of(roles)

    def profiles(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        found = self._facts.profiles(kind, ids)
        for node in found.values():
            self._note_node(node)
        return found

    def _noted(self, relations: Sequence[RelationFact]) -> Sequence[RelationFact]:
        for relation in relations:
            if relation.type not in _PEOPLE:
                self._note(relation.values)
        return relations

    def _noted_exchanges(self, exchanges: Sequence[Exchange]) -> Sequence[Exchange]:
        for exchange in exchanges:
            self.days.update(day for day in (exchange.holds.start, exchange.holds.end) if day)
            self._note(exchange.flow.values)
        return exchanges

    def _note_node(self, node: NodeFact) -> None:
        values = node.values
        if node.kind == "Period" and values.get("yearly"):
            if values.get("category") == PeriodCategory.FREEZE:
                self.seasons[node.id] = node
            return
        if node.kind == "Scope" and (hours := values.get("max_tolerable_downtime_h")) is not None:
            self.downtimes.add(int(float(str(hours)) // 24))
        self._note(values)

    def _note(self, values: Mapping[str, object]) -> None:
        starts = [day for name in _STARTS if isinstance(day := values.get(name), dt.date)]
        self.starts.update(starts)
        self.days.update(starts)
        self.days.update(day for n in _OTHERS if isinstance(day := values.get(n), dt.date))


def _moved(day: dt.date, by: int) -> dt.date | None:
    """Return the day so many days later; None for what many tools write for ever, 9999-12-31."""
    return None if day.year == dt.MAXYEAR else day + dt.timedelta(days=by)
