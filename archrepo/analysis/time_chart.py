"""TIME: where the two fits put each application, beside what was declared of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar

from archrepo.analysis.named import Named
from archrepo.analysis.results import Part, Result
from archrepo.analysis.stated_values import as_number, as_text
from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import Disposition, FunctionalFit, TechnicalFit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.situation import Situation


class TimePoint(Part):
    """An application in the chart.

    Attributes:
        quadrant: What the two fits make of it.
        declared: Its declared disposition.
        users: As stated of it, else the sum of what organisations have.
    """

    id: str
    name: str
    domain: str | None = None
    functional_fit: str
    technical_fit: str
    quadrant: str
    declared: str | None = None
    run_cost: float | None = None
    currency: str | None = None
    users: int | None = None

    @property
    def differs(self) -> bool:
        """Whether what was declared is not what the fits make of it."""
        return self.declared is not None and self.declared != self.quadrant


class TimeQuadrant(Part):
    """A quadrant: its applications, their run cost, how many were declared otherwise."""

    quadrant: str
    applications: int
    run_cost: float
    otherwise: int


class TimeChart(Result):
    """Live applications by functional and technical fit.

    Attributes:
        points: By quadrant, then by cost, the dearest first.
        quadrants: INVEST, MIGRATE, TOLERATE, ELIMINATE.
        currency: Of the sums; costs in others are left out of them.
        unplaced: Applications of which a fit is not stated.
    """

    schema_name: ClassVar[str] = "archrepo/time-chart/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    currency: str | None = None
    quadrants: tuple[TimeQuadrant, ...]
    points: tuple[TimePoint, ...]
    unplaced: tuple[Named, ...] = ()


ORDER = (Disposition.INVEST, Disposition.MIGRATE, Disposition.TOLERATE, Disposition.ELIMINATE)


def quadrant_of(values: Mapping[str, Any]) -> Disposition | None:
    """Return what the two fits make of an application; None where one is not stated.

    APPROPRIATE and better serve the business, ADEQUATE and better are sound.
    """
    functional, technical = values.get("functional_fit"), values.get("technical_fit")
    if functional is None or technical is None:
        return None
    serves = FunctionalFit(str(functional)).rank >= FunctionalFit.APPROPRIATE.rank
    sound = TechnicalFit(str(technical)).rank >= TechnicalFit.ADEQUATE.rank
    if serves:
        return Disposition.INVEST if sound else Disposition.MIGRATE
    return Disposition.TOLERATE if sound else Disposition.ELIMINATE


def time_chart(situation: Situation) -> TimeChart:
    """Return the live applications by what their fits make of them."""
    users = _users(situation)
    points: list[TimePoint] = []
    unplaced: list[str] = []
    for application in situation.live_applications:
        if not situation.concerns(application):
            continue
        node = situation.portfolio.applications[application]
        quadrant = quadrant_of(node.values)
        if quadrant is None:
            unplaced.append(application)
            continue
        points.append(
            TimePoint(
                id=application,
                name=node.name,
                domain=situation.homes.get(application),
                functional_fit=str(node.values["functional_fit"]),
                technical_fit=str(node.values["technical_fit"]),
                quadrant=quadrant.value,
                declared=as_text(node.values.get("disposition")),
                run_cost=as_number(node.values.get("run_cost")),
                currency=as_text(node.values.get("currency")),
                users=users.get(application),
            )
        )
    places = [quadrant.value for quadrant in ORDER]
    points.sort(key=lambda p: (places.index(p.quadrant), -(p.run_cost or 0), by_name(p)))
    currency = situation.main_currency
    return TimeChart(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        currency=currency,
        quadrants=tuple(_quadrant(q, points, currency) for q in places),
        points=tuple(points),
        unplaced=situation.named(unplaced),
    )


def _quadrant(quadrant: str, points: list[TimePoint], currency: str | None) -> TimeQuadrant:
    inside = [p for p in points if p.quadrant == quadrant]
    return TimeQuadrant(
        quadrant=quadrant,
        applications=len(inside),
        run_cost=sum(p.run_cost or 0.0 for p in inside if p.currency == currency),
        otherwise=sum(p.differs for p in inside),
    )


def _users(situation: Situation) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for relation in situation.in_force("USES"):
        number = as_number(relation.values.get("users_count"))
        if number is not None:
            counted[relation.to_id] += int(number)
    for application, node in situation.portfolio.applications.items():
        number = as_number(node.values.get("users_count"))
        if number is not None:
            counted[application] = int(number)
    return dict(counted)
