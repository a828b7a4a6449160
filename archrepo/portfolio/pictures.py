"""Pictures of a portfolio: one method a picture; renderers turn what they return into its forms."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from archrepo.domain.past import PastStore
from archrepo.domain.steadily import steadily
from archrepo.errors import ConfigError
from archrepo.portfolio.defaults import plan_choice, today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from archrepo.analysis.flow_map import FlowMap
    from archrepo.analysis.journey_map import JourneyMap
    from archrepo.analysis.landscape import Landscape
    from archrepo.analysis.map_board import MapBoard
    from archrepo.analysis.map_comparison import MapComparison
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.analysis.results import Result
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice
    from archrepo.domain.vocabulary import Severity
    from archrepo.portfolio.checks import Checks
    from archrepo.settings import Settings


class Pictures:
    """What a portfolio can be drawn as."""

    store: GraphStore
    metamodel: Metamodel
    settings: Settings

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
        violations = self._violations(day, choice) if heat == "violations" else None
        request = MapRequest(day, choice, heat, domain, depth, struck, violations)
        return steadily(self.store, lambda: capability_map(self.store, self.metamodel, request))

    def map_comparison(
        self,
        *,
        at: dt.date | None = None,
        to: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        to_plan: str | PlanChoice | None = None,
        heat: str = "coverage",
        domain: str | None = None,
        batch: str | None = None,
        backup: str | Path | None = None,
        side_by_side: bool = False,
    ) -> MapComparison:
        """Return two states of the capability map on one grid, and what differs.

        Args:
            at: The day of the first state; today where None.
            to: The day of the second; that of the first where None.
            plan: Whose projects count in the first.
            to_plan: Whose projects count in the second; as in the first where None.
            heat: By which boxes are better or worse.
            domain: Id or name of the one domain, or scope, to compare.
            batch: The first state is as it stood after this batch.
            backup: The first state is that of a backup, or of another portfolio.
            side_by_side: Whether both are to be drawn, rather than one with the differences.

        Raises:
            ConfigError: There is no such heat, or both a batch and a backup are named.
            NotFoundError: There is no such domain, batch, backup, or project in a plan.
        """
        from archrepo.analysis.capability_map import MapRequest, capability_map
        from archrepo.analysis.map_comparison import MapState, Side, compare

        if batch and backup:
            raise ConfigError("a state is that after a batch or that of a backup, not both")
        first_day = at or today()
        asked = [(first_day, plan_choice(plan)), (to or first_day, plan_choice(to_plan or plan))]

        def sides() -> list[Side]:
            found: list[Side] = []
            for second, (day, choice) in enumerate(asked):
                scale = found[0].drawn.scale if found else ()
                request = MapRequest(day, choice, heat, domain, scale=scale)
                with self._state_of(None if second else batch, None if second else backup) as store:
                    drawn = capability_map(store, self.metamodel, request)
                named = Path(backup).name if backup and not second else None
                state = MapState(
                    at=day, plan=str(choice), batch=None if second else batch, backup=named
                )
                found.append(Side(state, drawn))
            return found

        before, after = steadily(self.store, sides)
        return compare(before, after, side_by_side=side_by_side)

    def map_board(
        self,
        *,
        at: dt.date | None = None,
        to: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        to_plan: str | PlanChoice | None = None,
        heat: str = "coverage",
        domain: str | None = None,
    ) -> MapBoard:
        """Return as-is and target on one page, with a headline worked out of the two.

        Args:
            at: The day of the as-is; today where None.
            to: The day of the target; that of the first target plateau after it where None.
            plan: Whose projects count in the as-is.
            to_plan: Whose projects count in the target; as in the as-is where None.
            heat: What colours it.
            domain: Id or name of the one domain, or scope, to show.

        Raises:
            ConfigError: There is no such heat, or no target and no day for one.
            NotFoundError: There is no such domain, or project in a plan.
        """
        from archrepo.analysis.covered_portfolio import read_covered_portfolio
        from archrepo.analysis.map_board import board
        from archrepo.analysis.plateaus import target_day

        first = at or today()
        last = to or target_day(self.store, first)
        second_plan = to_plan or plan
        compared = self.map_comparison(
            at=first,
            to=last,
            plan=plan,
            to_plan=second_plan,
            heat=heat,
            domain=domain,
            side_by_side=True,
        )
        made_of = (
            read_covered_portfolio(self.store, plan_choice(plan)),
            read_covered_portfolio(self.store, plan_choice(second_plan)),
        )
        return board(compared, made_of, self.settings.folder.name)

    def flow_map(
        self,
        *applications: str,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        hops: int = 1,
    ) -> FlowMap:
        """Return applications with the flows around them; see `analysis.flow_map`.

        Raises:
            NotFoundError: There is no such application, or project in the plan.
        """
        from archrepo.analysis.flow_map import FlowRequest, flow_map

        request = FlowRequest(applications, at or today(), plan_choice(plan), hops)
        return steadily(self.store, lambda: flow_map(self.store, request))

    def landscape(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        by: Literal["domain", "organisation"] = "domain",
        expand: Sequence[str] = (),
    ) -> Landscape:
        """Return applications in groups, with the flows between them; see `analysis.landscape`.

        Raises:
            NotFoundError: There is no such group to expand, or project in the plan.
        """
        from archrepo.analysis.landscape import LandscapeRequest, landscape

        request = LandscapeRequest(at or today(), plan_choice(plan), by, expand)
        return steadily(self.store, lambda: landscape(self.store, request))

    def journey_map(
        self,
        journey: str,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> JourneyMap:
        """Return the steps of a journey with what carries each; see `analysis.journey_map`.

        Raises:
            NotFoundError: There is no such journey, or project in the plan.
        """
        from archrepo.analysis.journey_map import journey_map

        day, choice = at or today(), plan_choice(plan)
        return steadily(self.store, lambda: journey_map(self.store, journey, day, choice))

    def _violations(self, day: dt.date, plan: PlanChoice) -> dict[str, list[Severity]]:
        """Return node → the severities of the rules it violates, those waived left out."""
        report = cast("Checks", self).check(at=day, plan=str(plan))
        found: dict[str, list[Severity]] = {}
        for violation in report.violations:
            if violation.standing != "WAIVED":
                found.setdefault(violation.node, []).append(violation.severity)
        return found

    @contextmanager
    def _state_of(self, batch: str | None, backup: str | Path | None) -> Iterator[GraphStore]:
        """Give the portfolio as it stood after a batch, or another one."""
        from archrepo.portfolio.portfolio import Portfolio

        if backup is not None:
            with Portfolio.open(backup) as other:
                yield other.store
        elif batch is not None:
            yield cast("GraphStore", PastStore(self.store, self.metamodel, batch))
        else:
            yield self.store


def _stated(result: Any) -> dict[str, Any]:
    body: dict[str, Any] = result.model_dump(mode="json", by_alias=True)
    return {"schema": result.schema_name, **body}
