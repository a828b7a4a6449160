"""Pictures of a portfolio: one method a picture; renderers turn what they return into its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.steadily import steadily
from archrepo.portfolio.defaults import plan_choice, today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.analysis.results import Result
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice


class Pictures:
    """What a portfolio can be drawn as."""

    store: GraphStore
    metamodel: Metamodel

    def capability_map(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        heat: str = "coverage",
        domain: str | None = None,
        depth: int | None = None,
        report: Mapping[str, Any] | Result | None = None,
    ) -> CapabilityMap:
        """Return the map of what covers what on a day; see `analysis.capability_map.MapRequest`.

        Args:
            at: The day; today where None.
            plan: Which projects' actions count.
            heat: What colours it.
            domain: Id or name of the one domain, or scope, to show.
            depth: Levels of scopes below the domains.
            report: An impact report, or its JSON form, to lay over the map with the heat `impact`;
                its day and plan are the map's.

        Raises:
            ConfigError: There is no such heat, or it lacks its report.
            NotFoundError: There is no such domain, or project in the plan.
        """
        from archrepo.analysis.capability_map import MapRequest, capability_map
        from archrepo.analysis.heat_facts import StruckNodes

        day, choice, struck = at or today(), plan_choice(plan), None
        if report is not None:
            stated = report if not hasattr(report, "schema_name") else _stated(report)
            struck = StruckNodes.of_report(stated)
            day, choice = struck.at, plan_choice(struck.plan)
        request = MapRequest(day, choice, heat, domain, depth, struck)
        return steadily(self.store, lambda: capability_map(self.store, self.metamodel, request))


def _stated(result: Any) -> dict[str, Any]:
    body: dict[str, Any] = result.model_dump(mode="json", by_alias=True)
    return {"schema": result.schema_name, **body}
