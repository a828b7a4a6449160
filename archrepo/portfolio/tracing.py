"""What follows data and applications from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.portfolio.defaults import plan_choice, today

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.lineage import Lineage
    from archrepo.analysis.parity import ParityReport
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice


class Tracing:
    """The part of `Portfolio` that traces data, and compares an application with its successor."""

    store: GraphStore

    def trace(
        self,
        data_object: str,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        hops: int | None = None,
    ) -> Lineage:
        """Return where a data object comes from and goes to; see `analysis.lineage`.

        Args:
            data_object: Its id, or a name only one bears.
            at: The day; today where None.
            plan: Which projects' actions count.
            hops: How far to go; None: strictly to the end, loosely a few hops.

        Raises:
            NotFoundError: There is no such object; the hint names the nearest.
        """
        from archrepo.analysis.lineage import LineageRequest, lineage_of

        request = LineageRequest(data_object, at or today(), plan_choice(plan), hops)
        return lineage_of(self.store, request)

    def parity(
        self,
        old: str,
        *,
        by: str,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> ParityReport:
        """Return what an application still lacks to replace another, recorded or not.

        Args:
            old: Id of the application to replace, or a name only one bears.
            by: The same of its successor.
            at: The day on which they are compared; today where None.
            plan: Which projects' actions count.

        Raises:
            NotFoundError: One of them is unknown; the hint names the nearest.
            ConfigError: They are one and the same.
        """
        from archrepo.analysis.parity import parity_between

        return parity_between(self.store, old, by, at or today(), plan_choice(plan))
