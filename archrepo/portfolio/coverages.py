"""Coverage of a portfolio: `portfolio.coverage.gaps(domain="marketing")`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.portfolio.analysing import answered

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from archrepo.analysis.coverages.results import (
        CoverageGaps,
        CoverageMatrix,
        Overlaps,
        ResidualCoverage,
    )
    from archrepo.domain.validity import PlanChoice
    from archrepo.portfolio.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Coverages:
    """Who covers what; the arguments common to all are those of `Analysing`."""

    portfolio: Portfolio

    def matrix(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> CoverageMatrix:
        """Return applications × scopes."""
        from archrepo.analysis.coverages import coverage_matrix

        return answered(self.portfolio, at, plan, domain, coverage_matrix)

    def gaps(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> CoverageGaps:
        """Return the scopes less covered than they should be."""
        from archrepo.analysis.coverages import coverage_gaps

        return answered(self.portfolio, at, plan, domain, coverage_gaps)

    def overlaps(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
        most: int | None = 100,
    ) -> Overlaps:
        """Return pairs and groups of applications by what they share; `most` of each, or all."""
        from archrepo.analysis.coverages import overlaps

        return answered(self.portfolio, at, plan, domain, lambda s: overlaps(s, most))

    def without(
        self,
        applications: Sequence[str],
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> ResidualCoverage:
        """Return the coverage that is left if these applications, by id or name, go.

        Raises:
            NotFoundError: An application is unknown; the hint names the nearest.
        """
        from archrepo.analysis.coverages import residual_coverage

        return answered(
            self.portfolio, at, plan, domain, lambda s: residual_coverage(s, applications)
        )
