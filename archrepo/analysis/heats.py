"""Heats: what colours a capability map. Each is a set of classes and a function from facts.

A heat says how a scope fares (`judge`) and what to mark on a covering application (`mark`). To add
one, write the two and put them into `HEATS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import Coverage, best_of, compared_level
from archrepo.analysis.map_result import Cell, Tone
from archrepo.domain.relation_vocabulary import CoverageLevel
from archrepo.domain.text import did_you_mean
from archrepo.domain.validity import phase_at
from archrepo.domain.vocabulary import Disposition, FunctionalFit, Phase, TechnicalFit
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.covered_portfolio import CoveredPortfolio, Covering

UNKNOWN = "UNKNOWN"
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class HeatClass:
    """A class a scope may be of: whether that is well, and whether it is known at all."""

    name: str
    letter: str
    tone: Tone
    good: bool
    known: bool = True


@dataclass(frozen=True, slots=True)
class ScopeView:
    """A scope on the map's day: all its coverages ever, those that count, and their verdict."""

    scope: str
    day: dt.date
    stated: Sequence[Covering]
    live: Sequence[Covering]
    coverage: Coverage
    portfolio: CoveredPortfolio


@dataclass(frozen=True, slots=True)
class ChipView:
    """An application in a scope on the map's day, with its coverages: live, else those to show."""

    application: str
    day: dt.date
    coverings: Sequence[Covering]
    portfolio: CoveredPortfolio


@dataclass(frozen=True, slots=True)
class Mark:
    """The class a function found, with what else to say."""

    name: str
    figure: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Heat:
    """A way to colour the map; `classes` go from the worst to the best, the unknown last."""

    name: str
    classes: tuple[HeatClass, ...]
    judge: Callable[[ScopeView], Mark]
    mark: Callable[[ChipView], Mark]

    def class_named(self, name: str) -> HeatClass:
        """Return the class of that name."""
        return next(c for c in self.classes if c.name == name)

    def cell(self, mark: Mark) -> Cell:
        """Return `mark` with the letter of its class."""
        letter = self.class_named(mark.name).letter
        return Cell(name=mark.name, letter=letter, figure=mark.figure, computed=mark.computed)

    def worst(self, names: Sequence[str]) -> str:
        """Return the worst of the classes named; the unknown only where there is no other."""
        ranked = [c.name for c in self.classes]
        known = [n for n in names if self.class_named(n).known]
        return min(known or names, key=ranked.index, default=UNKNOWN)


def _coverage(view: ScopeView) -> Mark:
    verdict = view.coverage
    figure = ""
    if len(verdict.segments) > 1:
        kept = len(verdict.segments) - (0 if verdict.covered else len(verdict.weakest))
        figure = f"{kept}/{len(verdict.segments)}"
    return Mark(UNKNOWN if verdict.unstated else verdict.level.value, figure)


def _coverage_chip(view: ChipView) -> Mark:
    level, unstated = best_of(covering.stated for covering in view.coverings)
    return Mark(UNKNOWN if unstated else level.value)


def _soundest(view: ScopeView, of: Callable[[str], Mark], order: Sequence[str]) -> Mark:
    """Return the best mark among the applications that give the scope its level.

    What matters is whether the coverage stays when the weak ones go; an application of unknown
    state only counts where nothing is known of any.
    """
    best, _ = best_of(covering.stated for covering in view.live)
    carriers = sorted({c.application for c in view.live if compared_level(c.stated.level) is best})
    marks = [of(application) for application in carriers]
    known = [mark for mark in marks if mark.name in order]
    return max(known, key=lambda m: (order.index(m.name), not m.computed), default=Mark(UNKNOWN))


_PHASES = (Phase.PLANNED, Phase.PHASE_OUT, Phase.PHASE_IN, Phase.ACTIVE)


def _phase(portfolio: CoveredPortfolio, application: str, day: dt.date) -> Mark:
    """Return the phase on `day`; what the plan starts or ends is in its own words."""
    values = portfolio.carrier(application).values
    interval = portfolio.intervals[application]
    if interval.end is not None and interval.end <= day:
        return Mark(Phase.RETIRED.value)
    if interval.start is not None and interval.start > day:
        return Mark(Phase.PLANNED.value)
    phase = phase_at(values, day)
    if phase in (Phase.PLANNED, Phase.RETIRED) and interval.holds(day):
        phase = Phase.ACTIVE  # stated so, but the plan has it live on that day
    return Mark(UNKNOWN if phase is None else phase.value)


def _carried(view: ScopeView) -> bool:
    """Return whether any application carries the scope today, for whichever segment."""
    return best_of(covering.stated for covering in view.live)[0].rank > CoverageLevel.PLANNED.rank


def _lifecycle(view: ScopeView) -> Mark:
    if not _carried(view):
        if view.live or any(covering.starts_after(view.day) for covering in view.stated):
            return Mark(Phase.PLANNED.value)
        return Mark(Phase.RETIRED.value if view.stated else NONE)
    order = [phase.value for phase in _PHASES]
    return _soundest(view, lambda a: _phase(view.portfolio, a, view.day), order)


def _time_of(portfolio: CoveredPortfolio, application: str) -> Mark:
    """Return the declared disposition, else what the two fits make of it."""
    values = portfolio.carrier(application).values
    declared = values.get("disposition")
    if declared is not None:
        return Mark(str(declared))
    functional, technical = values.get("functional_fit"), values.get("technical_fit")
    if functional is None or technical is None:
        return Mark(UNKNOWN)
    serves = FunctionalFit(str(functional)).rank >= FunctionalFit.APPROPRIATE.rank
    sound = TechnicalFit(str(technical)).rank >= TechnicalFit.ADEQUATE.rank
    if serves:
        quadrant = Disposition.INVEST if sound else Disposition.MIGRATE
    else:
        quadrant = Disposition.TOLERATE if sound else Disposition.ELIMINATE
    return Mark(quadrant.value, computed=True)


_DISPOSITIONS = ("ELIMINATE", "MIGRATE", "TOLERATE", "INVEST")


def _time(view: ScopeView) -> Mark:
    if not _carried(view):
        return Mark(NONE)
    return _soundest(view, lambda a: _time_of(view.portfolio, a), _DISPOSITIONS)


_UNKNOWN = HeatClass(UNKNOWN, "?", "unknown", good=False, known=False)

HEATS: dict[str, Heat] = {
    heat.name: heat
    for heat in (
        Heat(
            "coverage",
            (
                HeatClass(NONE, "–", "worst", False),
                HeatClass("PLANNED", "+", "soon", False),
                HeatClass("MARGINAL", "M", "poor", True),
                HeatClass("PARTIAL", "P", "good", True),
                HeatClass("FULL", "F", "best", True),
                HeatClass(UNKNOWN, "?", "unknown", good=True, known=False),  # covered all the same
            ),
            _coverage,
            _coverage_chip,
        ),
        Heat(
            "lifecycle",
            (
                HeatClass(NONE, "–", "none", False),
                HeatClass("RETIRED", "R", "worst", False),
                HeatClass("PLANNED", "+", "soon", False),
                HeatClass("PHASE_OUT", "O", "poor", False),
                HeatClass("PHASE_IN", "I", "good", True),
                HeatClass("ACTIVE", "A", "best", True),
                _UNKNOWN,
            ),
            _lifecycle,
            lambda view: _phase(view.portfolio, view.application, view.day),
        ),
        Heat(
            "time",
            (
                HeatClass(NONE, "–", "none", False),
                HeatClass("ELIMINATE", "E", "worst", False),
                HeatClass("MIGRATE", "M", "poor", False),
                HeatClass("TOLERATE", "T", "good", True),
                HeatClass("INVEST", "I", "best", True),
                _UNKNOWN,
            ),
            _time,
            lambda view: _time_of(view.portfolio, view.application),
        ),
    )
}

LEVEL_LETTERS = {c.name: c.letter for c in HEATS["coverage"].classes}


def heat_named(name: str) -> Heat:
    """Return the heat of that name.

    Raises:
        ConfigError: If there is none.
    """
    if name not in HEATS:
        hint = did_you_mean(name, HEATS) or f"one of {', '.join(sorted(HEATS))}"
        raise ConfigError(f"no heat is called '{name}'", hint=hint)
    return HEATS[name]
