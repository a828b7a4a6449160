"""Very many retirements, each by itself: what each does, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.carriages import Carriages
from archrepo.analysis.impact.effects import effects_alone
from archrepo.analysis.impact.retire.strata import Strata, state_without
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archrepo.analysis.impact.effects import Effect
    from archrepo.analysis.impact.events import Retire
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.settings import ImpactSettings


def retirements(
    events: Iterable[Retire],
    facts: Facts,
    settings: ImpactSettings,
    at_least: Severity = Severity.INFO,
) -> Iterator[tuple[Retire, list[Effect]]]:
    """Yield each of many retirements, every one by itself, with its effects, the worst first.

    What does not depend on who is retired is worked out once.

    Args:
        events: Retirements, with ids of applications.
        facts: The portfolio; best one in memory.
        settings: Thresholds of the rules.
        at_least: The severity from which effects are wanted; their other causes that cannot come
            to it may be left out.
    """
    common: dict[str, Carriages] = {}
    for event in events:
        carriages = common.setdefault(str(event.plan), Carriages(facts, event.plan))
        state = state_without(event, facts, settings, carriages=carriages, at_least=at_least)
        yield event, effects_alone(state, Strata(state).findings)
