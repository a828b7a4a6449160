"""The portfolio on the day of an event, as every rule sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.analysis.impact.segments import Segments

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.impact.facts import Exchange, Facts
    from archrepo.analysis.impact.lost import LostOne, LostSet
    from archrepo.analysis.impact.parties import Parties
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.domain.validity import Interval, PlanChoice


@dataclass(frozen=True, slots=True)
class State:
    """What is, on a day and under a plan, and who is lost on that day."""

    facts: Facts
    day: dt.date
    plan: PlanChoice
    settings: ImpactSettings
    parties: Parties
    lost: LostSet
    segments: Segments
    _live: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def without(
        cls,
        lost: LostSet,
        facts: Facts,
        day: dt.date,
        plan: PlanChoice,
        settings: ImpactSettings,
        parties: Parties,
    ) -> State:
        """Return the state on `day` from which the lost ones are gone."""
        return cls(facts, day, plan, settings, parties, lost, Segments(facts))

    def lost_one(self, party: str) -> LostOne | None:
        """Return the lost one of that id, if it is one."""
        return self.lost.ones.get(party)

    def is_gone(self, party: str) -> bool:
        """Return whether the party, or the application it counts for, is lost."""
        return party in self.lost or self.parties.application_of(party) in self.lost

    def is_live(self, party: str) -> bool:
        """Return whether the party is live on the day and not lost."""
        live = self._live.get(party)
        if live is None:
            live = not self.is_gone(party) and self.parties.life(party).holds(self.day)
            self._live[party] = live
        return live

    def did(self, party: str, holds: Interval) -> bool:
        """Return whether what holds on those days was done before the event.

        A lost one is asked on its eve; everyone else on the day, if live.
        """
        one = self.lost_one(party)
        if one is not None:
            return one.did(holds)
        return self.is_live(party) and holds.holds(self.day)

    def flows(self, exchange: Exchange) -> bool:
        """Return whether the exchange took place before the event, between live parties."""
        span = self.parties.span(exchange)
        source, target = self.lost_one(exchange.source), self.lost_one(exchange.target)
        if source is None and not self.is_live(exchange.source):
            return False
        if target is None and not self.is_live(exchange.target):
            return False
        if source is None and target is None:
            return span.holds(self.day)
        return all(one.did(span) for one in (source, target) if one is not None)
