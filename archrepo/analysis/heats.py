"""Heats: what colours a capability map.

To add one, write what judges a scope and what marks an application, and put them into `HEATS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from archrepo.analysis.attribute_heat import attribute_heat, attribute_names, attribute_of
from archrepo.analysis.coverage import best_of
from archrepo.analysis.fit_heats import FIT_HEATS
from archrepo.analysis.heat_facts import HeatFacts
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
from archrepo.analysis.people_heats import needs_heat, owners_heat, payer_heat
from archrepo.analysis.scale_heats import cost_heat, criticality_heat, users_heat
from archrepo.analysis.state_heats import (
    freshness_heat,
    impact_heat,
    obsolescence_heat,
    violations_heat,
)
from archrepo.analysis.time_chart import quadrant_of
from archrepo.domain.text import did_you_mean
from archrepo.domain.validity import phase_at
from archrepo.domain.vocabulary import Phase
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from archrepo.analysis.covered_portfolio import CoveredPortfolio
    from archrepo.domain.metamodel import Metamodel


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


def _lifecycle(view: ScopeView) -> Mark:
    if not carried(view):
        if view.live or any(covering.starts_after(view.day) for covering in view.stated):
            return Mark(Phase.PLANNED.value)
        return Mark(Phase.RETIRED.value if view.stated else NONE)
    order = [phase.value for phase in _PHASES]
    return soundest(view, lambda a: _phase(view.portfolio, a, view.day), order)


def _time_of(portfolio: CoveredPortfolio, application: str) -> Mark:
    """Return the declared disposition, else what the two fits make of it."""
    values = portfolio.carrier(application).values
    declared = values.get("disposition")
    if declared is not None:
        return Mark(str(declared))
    quadrant = quadrant_of(values)
    return Mark(UNKNOWN) if quadrant is None else Mark(quadrant.value, computed=True)


_DISPOSITIONS = ("ELIMINATE", "MIGRATE", "TOLERATE", "INVEST")


def _time(view: ScopeView) -> Mark:
    if not carried(view):
        return Mark(NONE)
    return soundest(view, lambda a: _time_of(view.portfolio, a), _DISPOSITIONS)


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
                NOT_STATED,
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
                NOT_STATED,
            ),
            _time,
            lambda view: _time_of(view.portfolio, view.application),
        ),
        *FIT_HEATS,
    )
}

LEVEL_LETTERS = {c.name: c.letter for c in HEATS["coverage"].classes}

BUILT: dict[str, Callable[[HeatFacts], Heat]] = {
    "criticality": criticality_heat,
    "obsolescence": obsolescence_heat,
    "cost": cost_heat,
    "users": users_heat,
    "owners": owners_heat,
    "freshness": freshness_heat,
    "needs": needs_heat,
    "payer": payer_heat,
    "violations": violations_heat,
    "impact": impact_heat,
}
"""Heats that read more of the portfolio than its coverage, made for the map's day."""

HEAT_NAMES = (*HEATS, *BUILT)


def checked_heat(name: str, metamodel: Metamodel) -> None:
    """Look whether there is a heat of that name, before anything is read.

    Raises:
        ConfigError: If there is none.
    """
    if name in HEAT_NAMES or attribute_of(name, metamodel) is not None:
        return
    known = (*HEAT_NAMES, *attribute_names(metamodel))
    hint = did_you_mean(name, known) or f"one of {', '.join(sorted(HEAT_NAMES))}"
    raise ConfigError(
        f"no heat is called '{name}'",
        hint=f"{hint}; or an attribute of scopes or applications",
    )


def heat_named(name: str, facts: HeatFacts) -> Heat:
    """Return the heat of that name, else that of the attribute of that name.

    Raises:
        ConfigError: If there is none, or it lacks the report it lays over the map.
    """
    checked_heat(name, facts.metamodel)
    if name in HEATS:
        return HEATS[name]
    if name in BUILT:
        return BUILT[name](facts)
    return attribute_heat(name, facts)
