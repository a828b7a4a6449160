"""What a whole portfolio is asked: the analyses a domain manager lives by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from archrepo.domain.steadily import steadily
from archrepo.portfolio.defaults import plan_choice, today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from archrepo.analysis.legacy import Legacy
    from archrepo.analysis.obsolescence import Obsolescence
    from archrepo.analysis.roadmap import Roadmap
    from archrepo.analysis.situation import Situation
    from archrepo.analysis.time_chart import TimeChart
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice
    from archrepo.portfolio.coverages import Coverages
    from archrepo.portfolio.data_uses import DataUses
    from archrepo.portfolio.freshness import Freshness
    from archrepo.settings import Settings

Answer = TypeVar("Answer")


def answered(
    store: GraphStore,
    at: dt.date | None,
    plan: str | PlanChoice,
    domain: str | None,
    answer: Callable[[Situation], Answer],
) -> Answer:
    """Return what `answer` says of the portfolio on a day, read while it stands still."""
    from archrepo.analysis.situation import Situation

    day, choice = at or today(), plan_choice(plan)
    return steadily(store, lambda: answer(Situation.read(store, day, choice, domain)))


class Analysing:
    """The part of `Portfolio` that looks at all of it.

    Args common to all: `at`, the day (today where None); `plan`, whose projects' actions count;
    `domain`, id or name of the one domain or scope to look at. All raise NotFoundError for a
    domain, or a project of the plan, that does not exist.
    """

    store: GraphStore
    settings: Settings

    @property
    def coverage(self) -> Coverages:
        """Who covers what."""
        from archrepo.portfolio.coverages import Coverages

        me: Any = self
        return Coverages(me)

    @property
    def data(self) -> DataUses:
        """Who has which data."""
        from archrepo.portfolio.data_uses import DataUses

        me: Any = self
        return DataUses(me)

    @property
    def freshness(self) -> Freshness:
        """How mature records are, and campaigns to confirm them."""
        from archrepo.portfolio.freshness import Freshness

        me: Any = self
        return Freshness(me)

    def legacy(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> Legacy:
        """Return what is to go or has aged; see `analysis.legacy`."""
        from archrepo.analysis.legacy import legacy
        from archrepo.portfolio.impacts import impact_settings

        options = impact_settings(self.settings)
        return answered(self.store, at, plan, domain, lambda s: legacy(s, options))

    def obsolescence(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> Obsolescence:
        """Return the ends of support, from technologies up to scopes."""
        from archrepo.analysis.obsolescence import obsolescence

        return answered(self.store, at, plan, domain, obsolescence)

    def time(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> TimeChart:
        """Return live applications by what their two fits make of them."""
        from archrepo.analysis.time_chart import time_chart

        return answered(self.store, at, plan, domain, time_chart)

    def roadmap(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> Roadmap:
        """Return what comes and goes from a day on; see `analysis.roadmap`."""
        from archrepo.analysis.roadmap import RoadmapRequest, roadmap

        request = RoadmapRequest(at or today(), plan_choice(plan), domain)
        return steadily(self.store, lambda: roadmap(self.store, request))
