"""Data of a portfolio: `portfolio.data.show("customer")`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.portfolio.analysing import answered

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.data_use.results import (
        DataCirculation,
        DataMatrix,
        DataRegister,
        DataSheet,
    )
    from archrepo.domain.validity import PlanChoice
    from archrepo.portfolio.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class DataUses:
    """Who has which data; the arguments common to all are those of `Analysing`."""

    portfolio: Portfolio

    def show(
        self,
        data_object: str,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
    ) -> DataSheet:
        """Return all that is known of an object, given by id or name.

        Raises:
            NotFoundError: There is none; the hint names the nearest.
        """
        from archrepo.analysis.data_use import data_sheet

        return answered(self.portfolio, at, plan, None, lambda s: data_sheet(s, data_object))

    def matrix(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> DataMatrix:
        """Return objects × applications."""
        from archrepo.analysis.data_use import data_matrix

        return answered(self.portfolio, at, plan, domain, data_matrix)

    def register(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> DataRegister:
        """Return the register of processing."""
        from archrepo.analysis.data_use import data_register

        return answered(self.portfolio, at, plan, domain, data_register)

    def circulation(
        self,
        *,
        at: dt.date | None = None,
        plan: str | PlanChoice = "committed",
        domain: str | None = None,
    ) -> DataCirculation:
        """Return what data goes from domain to domain."""
        from archrepo.analysis.data_use import data_circulation

        return answered(self.portfolio, at, plan, domain, data_circulation)
