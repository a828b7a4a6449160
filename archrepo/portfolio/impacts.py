"""What events do to a portfolio: one method an event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archrepo.portfolio.defaults import chosen, plan_choice, today
from archrepo.portfolio.impact_rules import changed_rules_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from archrepo.analysis.impact import Event, ImpactReport, ImpactSettings
    from archrepo.analysis.impact.earliest import EarliestRetirement
    from archrepo.domain.validity import PlanChoice
    from archrepo.portfolio.portfolio import Portfolio
    from archrepo.settings import Settings


@dataclass(frozen=True, slots=True)
class Impacts:
    """Impacts of events on a portfolio.

    Attributes:
        portfolio: The portfolio.
        also: Events that strike beside the one asked for.
    """

    portfolio: Portfolio
    also: tuple[Event, ...] = ()

    def beside(self, *events: Event) -> Impacts:
        """Return the impacts of events that strike beside these: one answer for all together.

        Retirements on one day are one: what only they gave together is lost. All other events find
        the retired ones gone.
        """
        return replace(self, also=(*self.also, *events))

    def retire(
        self, target: str, *, at: dt.date | None = None, plan: str | PlanChoice = "committed"
    ) -> ImpactReport:
        """Return what retiring an application does.

        Args:
            target: The application's id.
            at: First day without it; today where None.
            plan: Which projects' actions count: `committed`, `all`, `none` or ids with commas.

        Raises:
            NotFoundError: No application has that id; the hint names the nearest.
        """
        from archrepo.analysis.impact import Retire

        return self._of(Retire(target, at or today(), plan_choice(plan)))

    def earliest_retirement(
        self,
        target: str,
        *,
        below: str = "MAJOR",
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> EarliestRetirement:
        """Return the first day from which an application can be switched off.

        Args:
            target: The application's id.
            below: The verdict must stay below this severity.
            at: First day to consider; today where None.
            plan: Which projects' actions count.

        Raises:
            NotFoundError: No application has that id; the hint names the nearest.
        """
        from archrepo.analysis.impact import Retire
        from archrepo.analysis.impact.earliest import earliest_of
        from archrepo.domain.vocabulary import Severity

        event = Retire(target, at or today(), plan_choice(plan))
        return earliest_of(
            event, Severity(below), self.portfolio.store, impact_settings(self.portfolio.settings)
        )

    def change(
        self,
        target: str,
        kind: str,
        *,
        flows: Iterable[str] = (),
        breaking: bool = False,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> ImpactReport:
        """Return who must follow when an application is changed.

        Args:
            target: The application's id.
            kind: `functional`, `interface`, `data-model` or `technical`.
            flows: Of an interface change, the flows that change; all of them where none is given.
            breaking: Of an interface change, whether the other ends must change with it.
            at: The day of the change; today where None.
            plan: Which projects' actions count: `committed`, `all`, `none` or ids with commas.

        Raises:
            NotFoundError: The application or a flow is unknown; the hint names the nearest.
            ConfigError: The kind is none, or does not take what is given.
        """
        from archrepo.analysis.impact import Change
        from archrepo.analysis.impact.events import ChangeKind

        what = chosen(ChangeKind, kind, "kind of change")
        day, counted = at or today(), plan_choice(plan)
        return self._of(Change(target, day, counted, what, frozenset(flows), breaking))

    def outage(
        self,
        target: str,
        *,
        hours: float,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> ImpactReport:
        """Return what happens while an application is down.

        Args:
            target: The application's id.
            hours: For how long.
            at: The day on which it goes down; today where None.
            plan: Which projects' actions count: `committed`, `all`, `none` or ids with commas.

        Raises:
            NotFoundError: No application has that id; the hint names the nearest.
        """
        from archrepo.analysis.impact import Outage

        return self._of(Outage(target, at or today(), plan_choice(plan), hours))

    def scope(
        self,
        target: str,
        action: str,
        *,
        into: str | None = None,
        under: str | None = None,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> ImpactReport:
        """Return what changing a scope does.

        Args:
            target: The scope's id.
            action: `retire`, `modify`, `split`, `merge` or `move`.
            into: With `merge`, the scope it is merged into.
            under: With `move`, the domain or scope it goes under.
            at: The day of the change; today where None.
            plan: Which projects' actions count: `committed`, `all`, `none` or ids with commas.

        Raises:
            NotFoundError: Something has an unknown id; the hint names the nearest.
            ConfigError: The action lacks what it needs, or does not take what is given.
        """
        from archrepo.analysis.impact import ScopeChange
        from archrepo.analysis.impact.events import ScopeAction

        done = chosen(ScopeAction, action, "change of a scope")
        event = ScopeChange(target, at or today(), plan_choice(plan), done, into, under)
        return self._of(event)

    def data(
        self,
        target: str,
        action: str,
        *,
        by: str | None = None,
        to: str | None = None,
        personal: str | None = None,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> ImpactReport:
        """Return what changing a data object does; the objects it contains change with it.

        Args:
            target: The data object's id.
            action: `schema`, `stop-collecting`, `reclassify` or `change-master`.
            by: With `stop-collecting`, the application that stops.
            to: With `reclassify`, the new class; with `change-master`, the new master.
            personal: With `reclassify`, PERSONAL or SENSITIVE.
            at: The day of the change; today where None.
            plan: Which projects' actions count: `committed`, `all`, `none` or ids with commas.

        Raises:
            NotFoundError: Something has an unknown id; the hint names the nearest.
            ConfigError: The action lacks what it needs, or does not take what is given.
        """
        from archrepo.analysis.impact import DataChange
        from archrepo.analysis.impact.events import DataAction

        done = chosen(DataAction, action, "change of data")
        event = DataChange(target, at or today(), plan_choice(plan), done, by, to, personal)
        return self._of(event)

    def technology(
        self, target: str, *, at: dt.date | None = None, plan: str | PlanChoice = "committed"
    ) -> ImpactReport:
        """Return what the end of a technology's support does.

        Args:
            target: The technology's id.
            at: First day without support; its `vendor_support_end` where None.
            plan: Which projects' actions count: `committed`, `all`, `none` or ids with commas.

        Raises:
            NotFoundError: No technology has that id; the hint names the nearest.
            ConfigError: No day is given, and it states none.
        """
        from archrepo.analysis.impact import TechnologyEnd

        return self._of(TechnologyEnd(target, at, plan_choice(plan)))

    def narrowed(
        self,
        report: ImpactReport,
        *,
        depth: int | None = None,
        severity: str | None = None,
        domain: str | None = None,
    ) -> ImpactReport:
        """Return a part of a report; what is left out is counted, the verdict stays.

        Args:
            report: The whole answer.
            depth: Only lines at most so many hops away.
            severity: Only lines that bad or worse.
            domain: Only lines in that domain or scope.

        Raises:
            NotFoundError: No domain or scope has that id; the hint names the nearest.
        """
        from archrepo.analysis.impact.narrowing import Narrowing, narrowed
        from archrepo.analysis.impact.stored import StoredFacts
        from archrepo.analysis.impact.targets import find_node
        from archrepo.domain.vocabulary import Severity

        store = self.portfolio.store
        facts = StoredFacts(store)
        if domain is not None:
            kind = "Scope" if facts.nodes("Scope", [domain]) else "Domain"
            domain = find_node(kind, domain, facts, store)
        wanted = None if severity is None else Severity(severity)
        return narrowed(report, Narrowing(depth, wanted, domain), facts)

    def project(
        self,
        target: str,
        *,
        slip: int = 0,
        cancel: bool = False,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> ImpactReport:
        """Return what a project does: each of its actions on its day, and what is around it.

        Args:
            target: The project's id.
            slip: Days by which its end, its milestones and its actions from `at` on are late.
            cancel: Whether it is given up.
            at: The day on which the question is asked; today where None.
            plan: Which other projects' actions count: `committed`, `all`, `none` or ids with
                commas.

        Raises:
            NotFoundError: No project has that id; the hint names the nearest.
            ConfigError: It is both late and given up, or late by less than nothing.
        """
        from archrepo.analysis.impact import ProjectEvent

        return self._of(ProjectEvent(target, at or today(), plan_choice(plan), slip, cancel))

    def _of(self, event: Event) -> ImpactReport:
        from archrepo.analysis.impact import impact_of

        return impact_of(
            event, self.portfolio.store, impact_settings(self.portfolio.settings), also=self.also
        )


def impact_settings(settings: Settings) -> ImpactSettings:
    """Return what a portfolio sets about impacts.

    Raises:
        ConfigError: It changes a rule that there is not, or in a way there is not.
    """
    from archrepo.analysis.impact import ImpactSettings

    stated = settings.options.impact
    return ImpactSettings(
        stated.gap_tolerance_days,
        stated.users_threshold,
        settings.options.check.domains,
        rules=changed_rules_of(settings),
    )
