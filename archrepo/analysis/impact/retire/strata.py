"""The rules of a retirement, stratum by stratum, each complete before the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.carriages import Carriages
from archrepo.analysis.impact.coverage import lost_coverage
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
from archrepo.analysis.impact.retire.surroundings import freed, hosting_effects, user_effects
from archrepo.analysis.impact.state import State
from archrepo.analysis.impact.successors import successors_of
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Collection

    from archrepo.analysis.impact.events import Retire
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.settings import ImpactSettings


class Strata:
    """The rules applied in their order: a later stratum goes by what the earlier ones found.

    Attributes:
        successors: Who takes over.
        coverages: The coverage of the scopes that lose some.
        flows: What the loss of flows does.
        findings: Every cause of every effect.
    """

    def __init__(self, state: State) -> None:
        self.successors = successors_of(state.facts, state.parties, state.lost, state.day)
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


def state_without(
    event: Retire,
    facts: Facts,
    settings: ImpactSettings,
    *,
    also: Collection[str] = (),
    carriages: Carriages | None = None,
    at_least: Severity = Severity.INFO,
) -> State:
    """Return the state on the day of a retirement, without whom it ends.

    Args:
        event: The retirement.
        facts: The portfolio.
        settings: Thresholds of the rules.
        also: Ids of the applications retired on the same day.
        carriages: What other events worked out over the same facts, under the same plan.
        at_least: The severity from which effects are wanted; others may be left out.
    """
    carriages = carriages or Carriages(facts, event.plan)
    lost = lost_set(facts, carriages.parties, {event.target, *also}, event.at)
    return State.on(
        facts, event.at, event.plan, settings, carriages=carriages, lost=lost, at_least=at_least
    )
