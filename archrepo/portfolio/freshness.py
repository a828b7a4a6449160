"""Freshness of a portfolio: `portfolio.freshness.report()`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.portfolio.analysing import answered

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.freshness import Levels
    from archrepo.analysis.freshness.results import Campaign, Maturity
    from archrepo.domain.validity import PlanChoice
    from archrepo.portfolio.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Freshness:
    """How mature records are; the arguments common to all are those of `Analysing`."""

    portfolio: Portfolio

    def report(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> Maturity:
        """Return records counted by level and freshness.

        Raises:
            ConfigError: A `[maturity.<kind>]` table names what there is not.
        """
        from archrepo.analysis.freshness import maturity

        levels, months = self._asked()
        return answered(self.portfolio, at, plan, domain, lambda s: maturity(s, levels, months))

    def campaign(
        self,
        folder: str | Path,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> Campaign:
        """Write a CSV per owner and kind into `folder`, and return what they hold.

        They are headed in the portfolio's language.

        Raises:
            ConflictError: A sheet of an earlier campaign is there and is another.
            ConfigError: The folder cannot be written.
        """
        from archrepo.analysis.freshness import campaign
        from archrepo.writers.campaign import write_campaign

        levels, months = self._asked()
        made = answered(self.portfolio, at, plan, domain, lambda s: campaign(s, levels, months))
        write_campaign(made, Path(folder), self.portfolio.settings.options.language)
        return made

    def _asked(self) -> tuple[Levels, int]:
        from archrepo.analysis.freshness import levels_of

        options = self.portfolio.settings.options
        levels = levels_of(self.portfolio.metamodel, options.maturity)
        return levels, options.check.confirmed_within_months
