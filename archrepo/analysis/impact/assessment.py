"""The way in: an event and a store, or facts already in memory, to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.asking import resolved
from archrepo.analysis.impact.change.assessing import assess_change
from archrepo.analysis.impact.composing import compose
from archrepo.analysis.impact.data.assessing import assess_data_change
from archrepo.analysis.impact.effects import effects_alone
from archrepo.analysis.impact.events import (
    Change,
    DataChange,
    Outage,
    ProjectEvent,
    Retire,
    ScopeChange,
    TechnologyEnd,
)
from archrepo.analysis.impact.lines import lines_of
from archrepo.analysis.impact.outage.assessing import assess_outage
from archrepo.analysis.impact.project.assessing import assess_project
from archrepo.analysis.impact.retire.assessing import assess_retirement
from archrepo.analysis.impact.scope.assessing import assess_scope_change
from archrepo.analysis.impact.settings import ImpactSettings
from archrepo.analysis.impact.stored import StoredFacts
from archrepo.analysis.impact.technology.assessing import assess_technology_end
from archrepo.analysis.impact.together import assess_each
from archrepo.domain.steadily import steadily

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archrepo.analysis.impact.events import Event
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.report import ImpactLine, ImpactReport
    from archrepo.domain.ports import GraphStore

_RULES: dict[type[Event], Callable[[Any, Facts, ImpactSettings], Any]] = {
    Retire: assess_retirement,
    Change: assess_change,
    Outage: assess_outage,
    ScopeChange: assess_scope_change,
    DataChange: assess_data_change,
    TechnologyEnd: assess_technology_end,
    ProjectEvent: lambda event, facts, settings: assess_project(event, facts, settings, _RULES),
}
"""Event → its rules; another event adds a row, here and in `targets`."""


def assess(
    event: Event,
    facts: Facts,
    settings: ImpactSettings | None = None,
    *,
    also: Sequence[Event] = (),
) -> ImpactReport:
    """Return the impact of `event`, whose target is an id, over `facts`; `also` of others."""
    return compose(*assess_each([event, *also], facts, settings or ImpactSettings(), _RULES))


def lines_without_people(
    event: Event, facts: Facts, settings: ImpactSettings
) -> tuple[ImpactLine, ...]:
    """Return the lines of `assess` with nobody to tell: all that a verdict rests on."""
    assessed = _RULES[type(event)](event, facts, settings)
    return lines_of(effects_alone(assessed.state, assessed.findings), {})


def impact_of(
    event: Event,
    store: GraphStore,
    settings: ImpactSettings | None = None,
    *,
    also: Sequence[Event] = (),
) -> ImpactReport:
    """Return the impact of `event`, and of those in `also`, on the portfolio in `store`.

    A server may be written to between two readings: the answer is computed again until the
    portfolio stood still meanwhile.

    Raises:
        NotFoundError: The target, or what else the event names, is unknown.
        ConfigError: The target is of a kind the event cannot strike, or what is asked of it does
            not go together.
        ConflictError: The portfolio never stood still.
    """

    def answer() -> ImpactReport:
        facts = StoredFacts(store)
        first, *others = (resolved(one, facts, store) for one in (event, *also))
        return assess(first, facts, settings, also=others)

    return steadily(store, answer)
