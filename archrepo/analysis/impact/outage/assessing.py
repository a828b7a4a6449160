"""The outage of an application: who goes down first, then every line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessed import Assessed, Assumed
from archrepo.analysis.impact.coverage import lost_coverage
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.journeys import journey_effects
from archrepo.analysis.impact.outage.dependents import dependent_effects
from archrepo.analysis.impact.outage.down import Outreach
from archrepo.analysis.impact.outage.services import service_effects, tolerances
from archrepo.analysis.impact.outage.staleness import stale_effects
from archrepo.analysis.impact.outage.surroundings import sender_effects, user_effects
from archrepo.analysis.impact.state import State

if TYPE_CHECKING:
    from collections.abc import Collection

    from archrepo.analysis.impact.events import Outage
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.settings import ImpactSettings

_ON_SCOPES = ("SERVICE_DOWN", "SERVICE_DEGRADED", "RTO_BREACH")
_UNSERVED = ("SERVICE_DOWN",)


def assess_outage(
    event: Outage, facts: Facts, settings: ImpactSettings, *, also: Collection[str] = ()
) -> Assessed:
    """Return what happens while the application `event.target`, an id, is down.

    Args:
        event: The outage.
        facts: The portfolio.
        settings: Thresholds of the rules.
        also: Ids of the applications that are out meanwhile: everyone down is one set.
    """
    targets = {event.target, *also}
    state = State.with_applications(targets, facts, event.at, event.plan, settings)
    outreach = Outreach(state, targets)
    coverages = lost_coverage(outreach.dark)
    tolerated = tolerances(state, coverages)
    findings = Findings(settings.rules)
    findings.add(dependent_effects(outreach))
    findings.add(stale_effects(outreach, event.hours))
    findings.add(service_effects(outreach, coverages, tolerated, event.hours))
    findings.add(list(journey_effects(state, findings, "OUT-07", _ON_SCOPES, _UNSERVED)))
    findings.add(user_effects(outreach))
    findings.add(sender_effects(outreach))
    around = {*targets, *outreach.down}
    around.update(a.node for causes in findings for c in causes for a in c.alternatives)
    around.update(c.application for found in coverages.values() for c in found.stated)
    node, life = state.parties.node(event.target), state.parties.life(event.target)
    return Assessed(
        echo=echo_of(event, node, event.at, life),
        state=state,
        findings=findings,
        around=around,
        coverages=tuple(coverages.values()),
        assumed=_assumed(outreach, findings, set(coverages) - tolerated.keys()),
    )


def _assumed(outreach: Outreach, findings: Findings, untold: Collection[str]) -> Assumed:
    """Return what had to be assumed about flows and scopes."""
    dependences = [*(need.dependence for need in outreach.needs), *outreach.copied]
    flows = {d.flow: d for d in dependences if d.flow is not None}
    lesser = {
        need.dependence.flow
        for need in outreach.needs
        if need.dependence.flow and need.dependence.criticality is None
        if not need.dependence.stops(outreach.targets)
    }
    return Assumed(
        unknown_origins=frozenset(outreach.feeds.unknown_origins),
        flows_without_object=frozenset(
            flow for flow, d in flows.items() if all(e.data_object is None for e in d.exchanges)
        ),
        dependences=frozenset(flow for flow, d in flows.items() if d.is_assumed),
        modes=frozenset(flow for flow, d in flows.items() if d.mode is None),
        flow_criticalities=frozenset(lesser),
        tolerances=frozenset(untold),
        calls=frozenset(
            causes[0].node for causes in findings if causes[0].effect == "CALL_TO_CONFIRM"
        ),
    )
