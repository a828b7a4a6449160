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
    portfolio: Analysing,
    at: dt.date | None,
    plan: str | PlanChoice,
    domain: str | None,
    answer: Callable[[Situation], Answer],
) -> Answer:
    """Return what `answer` says of the portfolio on a day, read while it stands still."""
    day, choice = at or today(), plan_choice(plan)
    return steadily(portfolio.store, lambda: answer(portfolio.situations.on(day, choice, domain)))


class Situations:
    """Situations of a portfolio; what was read for the last one is kept while nothing changes."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._revision = ""
        self._last: Situation | None = None

    def on(self, day: dt.date, plan: PlanChoice, domain: str | None) -> Situation:
        """Return the situation on a day; `domain` is the id or name of a domain or scope.

        Raises:
            NotFoundError: If the domain, or a project of the plan, does not exist.
        """
        from archrepo.analysis.situation import Situation

        revision, last = self._store.revision(), self._last
        if last is None or revision != self._revision or last.portfolio.plan != plan:
            last = Situation.read(self._store, day, plan)
        self._last, self._revision = last.on(day), revision
        return self._last.below(domain)


class Analysing:
    """The part of `Portfolio` that looks at all of it.

    Args common to all: `at`, the day (today where None); `plan`, whose projects' actions count;
    `domain`, id or name of the one domain or scope to look at. All raise NotFoundError for a
    domain, or a project of the plan, that does not exist.
    """

    store: GraphStore
    settings: Settings
    situations: Situations

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
        return answered(self, at, plan, domain, lambda s: legacy(s, options))

    def obsolescence(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> Obsolescence:
        """Return the ends of support, from technologies up to scopes."""
        from archrepo.analysis.obsolescence import obsolescence

        return answered(self, at, plan, domain, obsolescence)

    def time(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> TimeChart:
        """Return live applications by what their two fits make of them."""
        from archrepo.analysis.time_chart import time_chart

        return answered(self, at, plan, domain, time_chart)

    def roadmap(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> Roadmap:
        """Return what comes and goes from a day on; see `analysis.roadmap`."""
        from archrepo.analysis.roadmap import roadmap

        return answered(self, at, plan, domain, roadmap)
