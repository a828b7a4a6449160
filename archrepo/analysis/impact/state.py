"""The portfolio on the day of an event, as every rule sees it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.carriages import Carriages
from archrepo.analysis.impact.lost import LostSet
from archrepo.analysis.impact.segments import Segments
from archrepo.analysis.impact.severity import adjusted, highest, lowered, step
from archrepo.analysis.impact.struck import struck_modules, struck_target
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from archrepo.analysis.impact.facts import Exchange, Facts
    from archrepo.analysis.impact.parties import Parties
    from archrepo.analysis.impact.rules import Outcome
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.analysis.impact.struck import StruckOne
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.validity import Interval, PlanChoice


@dataclass(frozen=True, slots=True)
class State:
    """What is, on a day and under a plan, and who is lost on that day.

    Attributes:
        facts: The portfolio.
        day: The day of the event.
        plan: Which projects' actions count.
        settings: Thresholds of the rules.
        parties: Who is live when.
        carriages: What carries which object.
        lost: Everyone the event ends.
        segments: Who is served by what is stated for whom.
        taken_as_live: The target and its modules where the event does not end them: they count as
            live whatever their record says.
        at_least: The severity from which effects are wanted.
    """

    facts: Facts
    day: dt.date
    plan: PlanChoice
    settings: ImpactSettings
    parties: Parties
    carriages: Carriages
    lost: LostSet
    segments: Segments
    taken_as_live: Mapping[str, StruckOne] = field(default_factory=dict)
    at_least: Severity = Severity.INFO
    _live: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def on(
        cls,
        facts: Facts,
        day: dt.date,
        plan: PlanChoice,
        settings: ImpactSettings,
        *,
        carriages: Carriages | None = None,
        lost: LostSet | None = None,
        taken_as_live: Mapping[str, StruckOne] | None = None,
        at_least: Severity = Severity.INFO,
    ) -> State:
        """Return the state on `day`, without the lost ones."""
        carriages = carriages or Carriages(facts, plan)
        return cls(
            facts,
            day,
            plan,
            settings,
            carriages.parties,
            carriages,
            lost or LostSet(),
            Segments(facts),
            taken_as_live or {},
            at_least,
        )

    @classmethod
    def with_applications(
        cls,
        targets: Collection[str],
        facts: Facts,
        day: dt.date,
        plan: PlanChoice,
        settings: ImpactSettings,
    ) -> State:
        """Return the state on `day`, in which the applications `targets` are live in any case."""
        carriages = Carriages(facts, plan)
        parties = carriages.parties
        ones = [struck_target(parties, target, day, eve=False) for target in sorted(targets)]
        taken = {one.id: one for one in ones} | struck_modules(facts, parties, ones, None)
        return cls.on(facts, day, plan, settings, carriages=carriages, taken_as_live=taken)

    def losing(self, ones: Iterable[StruckOne]) -> State:
        """Return the same state without these applications and their modules."""
        applications = list(ones)
        modules = struck_modules(self.facts, self.parties, applications, None)
        lost = LostSet(self.lost.targets, {**{one.id: one for one in applications}, **modules})
        return replace(self, lost=lost, _live={})

    def wants(self, outcome: Outcome, base: Severity, node: NodeFact | None = None) -> bool:
        """Return whether an effect is worth finding: it may come to the severity wanted.

        What follows from an effect never has a higher base. Where a portfolio rates rules
        otherwise, it may: everything is found.

        Args:
            outcome: What the effect is.
            base: Its base.
            node: What it strikes, where all that follows from it has a lower base.
        """
        wanted = self.at_least.rank
        if self.at_least is Severity.INFO or self.settings.rules.changes:
            return True
        raised = outcome.adjusted.can_raise
        if (highest(base) if raised else base).rank < wanted:
            return False
        if node is None or highest(lowered(base, 1)).rank >= wanted:
            return True
        steps = step(node.values.get("criticality"))  # type: ignore[arg-type]
        return adjusted(base, steps if raised else min(steps, 0)).rank >= wanted

    def struck_one(self, party: str) -> StruckOne | None:
        """Return the party if it is lost, or the target taken as live, or a module of one."""
        return self.lost.ones.get(party) or self.taken_as_live.get(party)

    def is_target(self, application: str) -> bool:
        """Return whether the event is about the application, be it lost or not."""
        return application in self.lost.targets or application in self.taken_as_live

    def struck(self) -> Iterator[str]:
        """Yield the applications that are lost, or taken as live."""
        for ones in (self.lost.ones, self.taken_as_live):
            yield from (one.id for one in ones.values() if one.kind == "Application")

    def is_gone(self, party: str) -> bool:
        """Return whether the party, or the application it counts for, is lost."""
        return party in self.lost or self.parties.application_of(party) in self.lost

    def is_live(self, party: str) -> bool:
        """Return whether the party is live on the day and not lost."""
        live = self._live.get(party)
        if live is None:
            live = not self.is_gone(party) and (
                party in self.taken_as_live or self.parties.life(party).holds(self.day)
            )
            self._live[party] = live
        return live

    def did(self, party: str, holds: Interval) -> bool:
        """Return whether what holds on those days was done before the event.

        A lost one is asked on its eve; everyone else on the day, if live.
        """
        one = self.struck_one(party)
        if one is not None:
            return one.did(holds)
        return self.is_live(party) and holds.holds(self.day)

    def flows(self, exchange: Exchange) -> bool:
        """Return whether the exchange took place before the event, between live parties."""
        source, target = self.struck_one(exchange.source), self.struck_one(exchange.target)
        if source is None and not self.is_live(exchange.source):
            return False
        if target is None and not self.is_live(exchange.target):
            return False
        span = self.parties.span(exchange)
        if source is None and target is None:
            return span.holds(self.day)
        return all(one.did(span) for one in (source, target) if one is not None)
