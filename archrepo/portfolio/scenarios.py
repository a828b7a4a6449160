"""Plateaus of a portfolio: a list, one on its day, and what differs between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.steadily import steadily
from archrepo.portfolio.defaults import plan_choice, today

if TYPE_CHECKING:
    from archrepo.analysis.map_comparison import MapComparison
    from archrepo.analysis.scenarios.results import Scenario, ScenarioList
    from archrepo.portfolio.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Scenarios:
    """What the architecture is to become: `portfolio.scenarios.show("target-2028")`."""

    portfolio: Portfolio

    def list(self) -> ScenarioList:
        """Return every plateau, with how its scopes fare."""
        from archrepo.analysis.scenarios.scenarios import list_scenarios

        store, metamodel = self.portfolio.store, self.portfolio.metamodel
        return steadily(store, lambda: list_scenarios(store, metamodel))

    def show(self, plateau: str, *, plan: str | None = None) -> Scenario:
        """Return a plateau on its day; see `analysis.scenarios.scenarios.show_scenario`.

        Raises:
            NotFoundError: There is none of that id or name.
            ConfigError: It has no date.
        """
        from archrepo.analysis.scenarios.scenarios import show_scenario

        store, metamodel = self.portfolio.store, self.portfolio.metamodel
        chosen = plan_choice(plan) if plan else None
        return steadily(store, lambda: show_scenario(store, metamodel, plateau, today(), chosen))

    def diff(
        self,
        first: str,
        second: str,
        *,
        heat: str = "coverage",
        domain: str | None = None,
        side_by_side: bool = False,
    ) -> MapComparison:
        """Return what differs between two plateaus, each on its day under its projects.

        Raises:
            NotFoundError: One of them, or the domain, is unknown.
            ConfigError: One of them has no date, or there is no such heat.
        """
        from archrepo.analysis.scenarios.plateau_facts import read_plateau_facts

        facts = steadily(self.portfolio.store, lambda: read_plateau_facts(self.portfolio.store))
        before, after = facts.plateau(first), facts.plateau(second)
        found = self.portfolio.map_comparison(
            at=facts.day_of(before),
            to=facts.day_of(after),
            plan=facts.plan_of(before),
            to_plan=facts.plan_of(after),
            heat=heat,
            domain=domain,
            side_by_side=side_by_side,
        )
        named = {
            side: getattr(found, side).model_copy(update={"plateau": plateau.name})
            for side, plateau in (("before", before), ("after", after))
        }
        return found.model_copy(update=named)
