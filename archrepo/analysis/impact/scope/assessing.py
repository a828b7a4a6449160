"""Changing a scope, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessed import Assessed
from archrepo.analysis.impact.coverage import coverage_of
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.events import ScopeAction
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.scope.applications import (
    change_effects,
    purpose_effects,
    split_effects,
)
from archrepo.analysis.impact.scope.merging import Merging
from archrepo.analysis.impact.scope.ownership import ownership_effects
from archrepo.analysis.impact.scope.struck import struck_scopes
from archrepo.analysis.impact.scope.surroundings import (
    journey_effects,
    need_effects,
    project_effects,
)
from archrepo.analysis.impact.state import State

if TYPE_CHECKING:
    from archrepo.analysis.impact.events import ScopeChange
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.report import Merger
    from archrepo.analysis.impact.scope.struck import StruckScopes
    from archrepo.analysis.impact.settings import ImpactSettings

_ENDING = (ScopeAction.RETIRE, ScopeAction.MERGE, ScopeAction.SPLIT)


def assess_scope_change(event: ScopeChange, facts: Facts, settings: ImpactSettings) -> Assessed:
    """Return what happens when the scope `event.target`, an id, is changed."""
    state = State.on(facts, event.at, event.plan, settings)
    struck = struck_scopes(state, event)
    findings = Findings(settings.rules)
    merger = _apply(event, state, struck, findings)
    if event.action in _ENDING:
        retired = event.action is ScopeAction.RETIRE
        findings.add(project_effects(state, struck))
        findings.add(journey_effects(state, struck, retired=retired))
    target = facts.nodes("Scope", [event.target])[event.target]
    coverages = tuple(struck.coverages.values())
    return Assessed(
        echo=echo_of(event, target, event.at),
        state=state,
        findings=findings,
        around={
            *(c.application for found in coverages for c in found.remaining),
            *(c.application for c in (merger.coverage if merger else ())),
        },
        coverages=coverages,
        merger=merger,
    )


def _apply(
    event: ScopeChange, state: State, struck: StruckScopes, findings: Findings
) -> Merger | None:
    """Find what is particular to the sort of change; return what a merger takes over."""
    if event.action is ScopeAction.RETIRE:
        findings.add(purpose_effects(state, struck))
        findings.add(need_effects(state, struck))
    elif event.action is ScopeAction.MODIFY:
        findings.add(change_effects(state, event.target, struck))
    elif event.action is ScopeAction.SPLIT:
        findings.add(split_effects(struck))
    elif event.action is ScopeAction.MOVE and event.under:
        kind = "Domain" if state.facts.nodes("Domain", [event.under]) else "Scope"
        findings.add(ownership_effects(state, event.target, kind, event.under))
    elif event.into:
        into = coverage_of(state, [event.into])[event.into]
        merging = Merging(state, struck, event.target, into)
        findings.add(merging.restating())
        findings.add(merging.arbitration())
        findings.add(ownership_effects(state, event.target, "Scope", event.into))
        return merging.merger()
    return None
