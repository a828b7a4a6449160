"""Retiring an application, stratum by stratum, each complete before the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.knowledge import knowledge_around
from archrepo.analysis.impact.lines import benefits_of, informed, lines_of, struck_nodes
from archrepo.analysis.impact.lost import lost_set
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.parties import Parties
from archrepo.analysis.impact.people import People
from archrepo.analysis.impact.report import EventEcho, ImpactReport
from archrepo.analysis.impact.retire.calendar import freeze_effects, project_effects
from archrepo.analysis.impact.retire.consequences import (
    coverage_at_risk,
    journey_effects,
    parents_effects,
)
from archrepo.analysis.impact.retire.coverage import coverage_effects, lost_coverage
from archrepo.analysis.impact.retire.data import data_effects
from archrepo.analysis.impact.retire.flows import flow_effects
from archrepo.analysis.impact.retire.parity import parity_of
from archrepo.analysis.impact.retire.surroundings import freed, hosting_effects, user_effects
from archrepo.analysis.impact.state import State
from archrepo.analysis.impact.successors import successors_of
from archrepo.domain.validity import NEVER, phase_at
from archrepo.domain.vocabulary import Phase, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.events import Retire
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.retire.flows import FlowEffects
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.analysis.impact.successors import Successors


def assess_retirement(event: Retire, facts: Facts, settings: ImpactSettings) -> ImpactReport:
    """Return what happens when the application `event.target`, an id, is retired."""
    parties = Parties(facts, event.plan)
    lost = lost_set(facts, parties, event.target, event.at)
    state = State.without(lost, facts, event.at, event.plan, settings, parties)
    successors = successors_of(facts, parties, lost)
    coverages = lost_coverage(state)
    findings, flows = _find(state, successors, coverages)

    people = People(state)
    nodes = struck_nodes(facts, findings)
    contacts = people.to_inform(nodes)
    lines = lines_of(findings, nodes, contacts)
    around = _around(state, successors, findings)
    around.update(c.application for found in coverages.values() for c in found.stated)
    return ImpactReport(
        event=_echo(state, event),
        verdict=max((line.final for line in lines), key=lambda s: s.rank, default=Severity.INFO),
        lines=lines,
        benefits=benefits_of(findings, nodes),
        parity=parity_of(state, successors, coverages),
        knowledge=knowledge_around(
            state,
            people.owned,
            around,
            coverages.values(),
            flows,
            nobody_to_inform=sum(node not in contacts for _, node in nodes),
        ),
        inform=informed(facts, lines, contacts),
    )


def _find(
    state: State, successors: Successors, coverages: Mapping[str, ScopeCoverage]
) -> tuple[Findings, FlowEffects]:
    """Apply the rules in their order: a later stratum goes by what the earlier ones found."""
    findings = Findings()
    tree = ObjectTree(state.facts, state.day)
    findings.add(coverage_effects(state, successors, coverages))
    flows = flow_effects(state, successors, tree)
    findings.add(flows.causes)
    findings.add(data_effects(state, tree))
    findings.add(list(coverage_at_risk(state, findings)))
    findings.add(list(parents_effects(state, findings)))
    findings.add(list(journey_effects(state, findings)))
    findings.add(hosting_effects(state))
    findings.add(project_effects(state))
    findings.add(user_effects(state))
    findings.add(freed(state))
    findings.add(freeze_effects(state, coverages))
    return findings, flows


def _around(state: State, successors: Successors, findings: Findings) -> set[str]:
    """Return the applications impacted or adjacent: lost, struck, taking over, feeding instead."""
    lost = state.lost.ids("Application")
    around = {*lost, *successors.of(lost), *findings.nodes("Application")}
    around.update(a.node for causes in findings for c in causes for a in c.alternatives)
    return around


def _echo(state: State, event: Retire) -> EventEcho:
    """Return what was asked, with what the target's dates or projects say against it."""
    life = state.lost.target_life
    target = state.parties.node(event.target)
    ended = life.end if life != NEVER and life.end is not None and life.end < event.at else None
    is_retired = ended is None and phase_at(target.values, event.at) is Phase.RETIRED
    starts_later = life == NEVER or (life.start is not None and life.start >= event.at)
    return EventEcho(
        type=event.type,
        target=event.target,
        name=target.name,
        at=event.at,
        plan=str(event.plan),
        already_ended=ended,
        stated_retired=True if is_retired and life == NEVER else None,
        not_yet_live=True if starts_later and not is_retired and ended is None else None,
    )
