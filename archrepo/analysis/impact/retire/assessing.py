"""Retiring an application, stratum by stratum, each complete before the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessed import Assessed, Assumed
from archrepo.analysis.impact.carriages import Carriages
from archrepo.analysis.impact.coverage import lost_coverage
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.journeys import journey_effects
from archrepo.analysis.impact.lost import lost_set
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.retire.calendar import freeze_effects, project_effects
from archrepo.analysis.impact.retire.consequences import (
    GONE,
    ON_SCOPES,
    coverage_at_risk,
    parents_effects,
)
from archrepo.analysis.impact.retire.coverage import coverage_effects
from archrepo.analysis.impact.retire.data import data_effects
from archrepo.analysis.impact.retire.flows import flow_effects
from archrepo.analysis.impact.retire.parity import parity_of
from archrepo.analysis.impact.retire.surroundings import freed, hosting_effects, user_effects
from archrepo.analysis.impact.state import State
from archrepo.analysis.impact.successors import successors_of
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.events import Retire
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.settings import ImpactSettings
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
    state = _state(event, facts, settings, also=also)
    parties = state.parties
    strata = _Strata(state)
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


def find_effects(
    event: Retire,
    facts: Facts,
    settings: ImpactSettings,
    carriages: Carriages,
    at_least: Severity,
) -> tuple[State, Findings]:
    """Return the state on the day of a retirement, and what it does there that is bad enough.

    Args:
        event: The retirement.
        facts: The portfolio.
        settings: Thresholds of the rules.
        carriages: What other events worked out over the same facts, under the same plan.
        at_least: The severity from which effects are wanted; others may be left out.
    """
    state = _state(event, facts, settings, carriages=carriages, at_least=at_least)
    return state, _Strata(state).findings


def _state(
    event: Retire,
    facts: Facts,
    settings: ImpactSettings,
    *,
    also: Collection[str] = (),
    carriages: Carriages | None = None,
    at_least: Severity = Severity.INFO,
) -> State:
    carriages = carriages or Carriages(facts, event.plan)
    lost = lost_set(facts, carriages.parties, {event.target, *also}, event.at)
    return State.on(
        facts, event.at, event.plan, settings, carriages=carriages, lost=lost, at_least=at_least
    )


class _Strata:
    """The rules applied in their order: a later stratum goes by what the earlier ones found.

    Attributes:
        successors: Who takes over.
        coverages: The coverage of the scopes that lose some.
        flows: What the loss of flows does.
        findings: Every cause of every effect.
    """

    def __init__(self, state: State) -> None:
        self.successors = successors_of(state.facts, state.parties, state.lost)
        self.coverages = lost_coverage(state)
        tree = ObjectTree(state.facts, state.day)
        self.flows = flow_effects(state, self.successors, tree)
        self.findings = findings = Findings(state.settings.rules)
        findings.add(coverage_effects(state, self.successors, self.coverages))
        findings.add(self.flows.causes)
        findings.add(data_effects(state, tree))
        findings.add(list(coverage_at_risk(state, findings)))
        findings.add(list(parents_effects(state, findings)))
        findings.add(list(journey_effects(state, findings, "RET-19", ON_SCOPES, GONE)))
        findings.add(hosting_effects(state))
        findings.add(project_effects(state))
        findings.add(user_effects(state))
        findings.add(freed(state))
        findings.add(freeze_effects(state, self.coverages.values()))


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
