"""What happens when an application is retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessed import Assessed, Assumed
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.retire.parity import parity_of
from archrepo.analysis.impact.retire.strata import Strata, state_without

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.events import Retire
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.findings import Findings
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.successors import Successors


def assess_retirement(
    event: Retire, facts: Facts, settings: ImpactSettings, *, also: Collection[str] = ()
) -> Assessed:
    """Return what happens when the application `event.target`, an id, is retired.

    Args:
        event: The retirement.
        facts: The portfolio.
        settings: Thresholds of the rules.
        also: Ids of the applications retired on the same day.
    """
    state = state_without(event, facts, settings, also=also)
    parties = state.parties
    strata = Strata(state)
    findings = strata.findings
    target = parties.node(event.target)
    return Assessed(
        echo=echo_of(event, target, event.at, parties.life(event.target)),
        state=state,
        findings=findings,
        around=_around(state, strata.successors, strata.coverages, findings),
        coverages=tuple(strata.coverages.values()),
        parity=parity_of(state, strata.successors, strata.coverages),
        assumed=Assumed(strata.flows.unknown_origins, strata.flows.flows_without_object),
    )


def _around(
    state: State,
    successors: Successors,
    coverages: Mapping[str, ScopeCoverage],
    findings: Findings,
) -> set[str]:
    """Return the applications adjacent: lost, covering the same, taking over, feeding instead."""
    lost = state.lost.ids("Application")
    around = {*lost, *successors.of(lost)}
    around.update(a.node for causes in findings for c in causes for a in c.alternatives)
    around.update(c.application for found in coverages.values() for c in found.stated)
    return around
