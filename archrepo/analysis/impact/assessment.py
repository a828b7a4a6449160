"""The way in: an event and a store, or facts already in memory, to a report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.composing import compose
from archrepo.analysis.impact.events import Retire
from archrepo.analysis.impact.retire.assessing import assess_retirement
from archrepo.analysis.impact.settings import ImpactSettings
from archrepo.analysis.impact.stored import StoredFacts
from archrepo.analysis.impact.targets import check_projects, find_target
from archrepo.domain.steadily import steadily

if TYPE_CHECKING:
    from collections.abc import Callable

    from archrepo.analysis.impact.assessed import Assessed
    from archrepo.analysis.impact.events import Event
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.report import ImpactReport
    from archrepo.domain.ports import GraphStore

_RULES: dict[type[Event], Callable[[Any, Facts, ImpactSettings], Assessed]] = {
    Retire: assess_retirement,
}
"""Event → its rules; another event adds a row, here and in `targets`."""


def assess(event: Event, facts: Facts, settings: ImpactSettings | None = None) -> ImpactReport:
    """Return the impact of `event`, whose target is an id, over `facts`."""
    return compose(_RULES[type(event)](event, facts, settings or ImpactSettings()))


def impact_of(
    event: Event, store: GraphStore, settings: ImpactSettings | None = None
) -> ImpactReport:
    """Return the impact of `event` on the portfolio in `store`.

    A server may be written to between two readings: the answer is computed again until the
    portfolio stood still meanwhile.

    Raises:
        NotFoundError: The target, or a project of the plan, is unknown.
        ConfigError: The target is of a kind the event cannot strike.
        ConflictError: The portfolio never stood still.
    """

    def answer() -> ImpactReport:
        facts = StoredFacts(store)
        check_projects(event.plan, facts, store)
        target = find_target(event, facts, store)
        return assess(replace(event, target=target), facts, settings)

    return steadily(store, answer)
