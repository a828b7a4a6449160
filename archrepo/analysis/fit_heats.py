"""Heats on how many applications do the same, and how well they serve and are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.coverage import compared_level, segments_of, serves
from archrepo.analysis.heat_model import (
    NONE,
    NOT_STATED,
    UNKNOWN,
    ChipView,
    Heat,
    HeatClass,
    Mark,
    ScopeView,
    carried,
    soundest,
)
from archrepo.domain.relation_vocabulary import CoverageLevel
from archrepo.domain.vocabulary import FunctionalFit, TechnicalFit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.covered_portfolio import CoveredPortfolio, Covering

_NOTHING = HeatClass(NONE, "–", "none", good=False)
_MANY = 3


def _overlap(live: Iterable[Covering], segment: str, portfolio: CoveredPortfolio) -> int:
    """Return how many applications cover a scope for one segment today."""
    parents = portfolio.organisation_parents
    return len(
        {
            covering.application
            for covering in live
            if compared_level(covering.stated.level).rank > CoverageLevel.PLANNED.rank
            and serves(covering.stated, segment, parents)
        }
    )


def _by_number(number: int) -> Mark:
    names = (NONE, "ONE", "TWO")
    name = names[number] if number < _MANY else "MANY"
    return Mark(name, str(number) if number >= _MANY else "")


def _redundancy(view: ScopeView) -> Mark:
    """Return how many do the same for the same people: CRM France is no double of CRM Belgium."""
    segments = view.coverage.segments
    return _by_number(max(_overlap(view.live, segment, view.portfolio) for segment in segments))


def _redundancy_chip(view: ChipView) -> Mark:
    """Return how many there are, itself included, where it serves."""
    every = view.portfolio.coverings.get(view.scope, ())
    live = [covering for covering in every if covering.live(view.day)]
    segments = segments_of([c.stated for c in every], [c.stated for c in live])
    parents = view.portfolio.organisation_parents
    served = [s for s in segments if any(serves(c.stated, s, parents) for c in view.coverings)]
    return _by_number(max((_overlap(live, s, view.portfolio) for s in served), default=0))


def _functional_fit(
    coverings: Iterable[Covering], portfolio: CoveredPortfolio, application: str
) -> Mark:
    """Return how well an application serves here: as its coverage says, else as it does itself."""
    stated = [c.functional_fit for c in coverings if c.application == application]
    known = [FunctionalFit(fit) for fit in stated if fit is not None]
    if known:
        return Mark(max(known, key=lambda fit: fit.rank).value)
    return _value(portfolio, application, "functional_fit")


def _value(portfolio: CoveredPortfolio, application: str, attribute: str) -> Mark:
    value = portfolio.carrier(application).values.get(attribute)
    return Mark(UNKNOWN if value is None else str(value))


_FUNCTIONAL = [fit.value for fit in FunctionalFit]
_TECHNICAL = [fit.value for fit in TechnicalFit]


def _functional(view: ScopeView) -> Mark:
    if not carried(view):
        return Mark(NONE)
    return soundest(view, lambda a: _functional_fit(view.live, view.portfolio, a), _FUNCTIONAL)


def _technical(view: ScopeView) -> Mark:
    if not carried(view):
        return Mark(NONE)
    return soundest(view, lambda a: _value(view.portfolio, a, "technical_fit"), _TECHNICAL)


def _four(names: Sequence[str], letters: str) -> tuple[HeatClass, ...]:
    """Return four classes from the worst to the best, the two best of them good."""
    worst, poor, good, best = zip(names, letters, strict=True)
    return (
        _NOTHING,
        HeatClass(*worst, "worst", good=False),
        HeatClass(*poor, "poor", good=False),
        HeatClass(*good, "good", good=True),
        HeatClass(*best, "best", good=True),
        NOT_STATED,
    )


FIT_HEATS = (
    Heat(
        "redundancy",
        (
            _NOTHING,
            HeatClass("MANY", "3", "worst", good=False),
            HeatClass("TWO", "2", "poor", good=False),
            HeatClass("ONE", "1", "best", good=True),
            NOT_STATED,
        ),
        _redundancy,
        _redundancy_chip,
    ),
    Heat(
        "functional_fit",
        _four(_FUNCTIONAL, "UIAP"),
        _functional,
        lambda view: _functional_fit(view.coverings, view.portfolio, view.application),
    ),
    Heat(
        "technical_fit",
        _four(_TECHNICAL, "IUAF"),
        _technical,
        lambda view: _value(view.portfolio, view.application, "technical_fit"),
    ),
)
