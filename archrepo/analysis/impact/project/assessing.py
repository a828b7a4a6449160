"""What a project does: its actions as events on their days, and what it does to other projects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.assessed import Assessed
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.project.applications import (
    dead_investments,
    freeze_conflicts,
    redundancies,
)
from archrepo.analysis.impact.project.gaps import replacement_gaps
from archrepo.analysis.impact.project.given_up import unanswered, undone
from archrepo.analysis.impact.project.neighbours import collisions, family_of, orphans, slips
from archrepo.analysis.impact.project.planned import (
    as_event,
    facts_with,
    facts_without,
    plan_with,
    planned_actions,
)
from archrepo.analysis.impact.project.prolonging import extensions
from archrepo.analysis.impact.state import State
from archrepo.analysis.impact.together import assess_each

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.impact.events import Event, ProjectEvent
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.project.planned import Planned
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.validity import PlanChoice


def assess_project(
    event: ProjectEvent, facts: Facts, settings: ImpactSettings, rules: Mapping[type[Any], Any]
) -> list[Assessed]:
    """Return what happens around the project `event.target`, an id; then what each action does.

    Args:
        event: The project, late or given up.
        facts: The portfolio.
        settings: Thresholds of the rules.
        rules: Event → its rules, for the actions.
    """
    project = facts.profiles("Project", [event.target])[event.target]
    planned = planned_actions(event, project, facts)
    plan = plan_with(event.plan, project.id)
    with_it = facts_with(facts, project, planned, event)
    if event.cancel:
        return [_given_up(event, facts, settings, project, planned, plan)]
    state = State.on(with_it, event.at, plan, settings)
    own = _around(event, project, state, _own_findings(event, facts, state, project, planned))
    return [own, *_actions(event, with_it, settings, project, planned, rules)]


def _given_up(
    event: ProjectEvent,
    facts: Facts,
    settings: ImpactSettings,
    project: NodeFact,
    planned: Sequence[Planned],
    plan: PlanChoice,
) -> Assessed:
    on_time = facts_with(facts, project, planned, event)
    without = facts_without(facts, project, planned, event.at)
    state = State.on(without, event.at, plan, settings)
    findings = Findings()
    findings.add(orphans(facts, project.id, event.at))
    findings.add(replacement_gaps(on_time, without, project.id, planned, plan, settings))
    findings.add(extensions(state, project.id, planned, event))
    findings.add(undone(state, project.id, planned))
    findings.add(unanswered(state, project.id))
    return _around(event, project, state, findings)


def _own_findings(
    event: ProjectEvent, facts: Facts, state: State, project: NodeFact, planned: Sequence[Planned]
) -> Findings:
    findings = Findings()
    findings.add(collisions(facts, project, planned))
    findings.add(redundancies(state, project.id, planned))
    findings.add(dead_investments(facts, project.id, planned, event.at))
    findings.add(freeze_conflicts(state, project.id, planned))
    if event.slip:
        on_time = replace(event, slip=0)
        as_planned = planned_actions(on_time, project, facts)
        before = facts_with(facts, project, as_planned, on_time)
        after = state.facts
        findings.add(slips(facts, project, event))
        findings.add(
            replacement_gaps(before, after, project.id, planned, state.plan, state.settings)
        )
        findings.add(extensions(state, project.id, planned, event))
    return findings


def _around(event: ProjectEvent, project: NodeFact, state: State, findings: Findings) -> Assessed:
    return Assessed(echo=echo_of(event, project, event.at), state=state, findings=findings)


def _actions(
    event: ProjectEvent,
    facts: Facts,
    settings: ImpactSettings,
    project: NodeFact,
    planned: Sequence[Planned],
    rules: Mapping[type[Any], Any],
) -> list[Assessed]:
    """Return what each action does on its day, the way to it told from the project on."""
    plan = plan_with(event.plan, project.id)
    events: list[tuple[Planned, Event]] = []
    for own in planned:
        found = as_event(own, own.day or event.at, plan)
        if found is not None and type(found) in rules:
            events.append((own, found))
    assessed = assess_each([found for _, found in events], facts, settings, rules)
    family = family_of(facts, project.id)
    return [
        _told_from(project.id, own, one, family)
        for (own, _), one in zip(events, assessed, strict=True)
    ]


def _told_from(project: str, own: Planned, one: Assessed, family: set[str]) -> Assessed:
    """Return the same, its paths starting at the project; what strikes itself is left out."""
    start = Path.at(project).along(own.relation)
    findings = Findings()
    for causes in one.findings:
        findings.add(
            replace(cause, path=start.then(cause.path))
            for cause in causes
            if cause.kind != "Project" or cause.node not in family
        )
    return replace(one, findings=findings)
