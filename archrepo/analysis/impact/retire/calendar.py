"""What is planned around the day: projects on the lost ones, and freezes: RET-14 and RET-20."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import project_actions
from archrepo.analysis.impact.periods import periods_over
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.relation_vocabulary import Action
from archrepo.domain.vocabulary import PeriodCategory, ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.state import State
    from archrepo.domain.validity import ProjectAction

_OVER = (ProjectStatus.DONE, ProjectStatus.STOPPED)
_WORKS_ON = (Action.CREATE, Action.MODIFY, Action.EXTEND)
_TAKES_AWAY = (Action.REPLACE, Action.MIGRATE)
_RETIRES = (Action.RETIRE, Action.WITHDRAW)


def project_effects(state: State) -> Iterator[Cause]:
    """Yield the projects that still count on a lost one after the day (RET-14)."""
    stated = project_actions(state.facts, "Application", state.lost.ids("Application"))
    retirers: dict[str, set[str]] = defaultdict(set)
    for relation, action in stated:
        if action.action in _RETIRES and action.status != ProjectStatus.STOPPED:
            retirers[relation.to_id].add(action.project)
    conflicts = [(r, a) for r, a in stated if a.status not in _OVER and _conflicts(state, a)]
    programmes = _programmes(state.facts, {a.project for _, a in conflicts})
    projects = state.facts.nodes("Project", sorted(programmes))
    outcome = rule_table().rules["RET-14"].outcome("PROJECT_CONFLICT")
    for relation, action in conflicts:
        if retirers[relation.to_id] & programmes[action.project]:
            continue
        one = state.lost.ones[relation.to_id]
        note = _note(action, state.parties.name(one.id))
        yield Cause(
            "Project",
            projects[action.project].id,
            "RET-14",
            outcome,
            outcome.base(),
            one.path.along(relation),
            notes=(note,),
        )


def _conflicts(state: State, action: ProjectAction) -> bool:
    if action.action in _WORKS_ON:
        return action.project_end is None or action.project_end > state.day
    if action.action in _TAKES_AWAY:
        return action.day is not None and action.day > state.day
    return False


def _note(action: ProjectAction, name: str) -> Note:
    filled = {"action": action.action, "name": name}
    if action.action in _TAKES_AWAY and action.day is not None:
        return Note("project_on", {**filled, "day": action.day})
    if action.project_end is None:
        return Note("project_open", filled)
    return Note("project_until", {**filled, "day": action.project_end})


def _programmes(facts: Facts, projects: Collection[str]) -> dict[str, set[str]]:
    """Return each project → itself and the programmes it stands in."""
    parent: dict[str, str] = {}
    frontier, seen = set(projects), set(projects)
    while frontier:
        above = [r for r in facts.entering("Project", sorted(frontier)) if r.type == "CONTAINS"]
        parent.update((r.to_id, r.from_id) for r in above)
        frontier = {r.from_id for r in above} - seen
        seen |= frontier
    return {project: set(_upwards(project, parent)) for project in projects}


def _upwards(start: str, parent: Mapping[str, str]) -> Iterator[str]:
    passed: set[str] = set()
    here: str | None = start
    while here is not None and here not in passed:
        yield here
        passed.add(here)
        here = parent.get(here)


def freeze_effects(state: State, scopes: Iterable[str]) -> Iterator[Cause]:
    """Yield the freezes that hold on the day over scopes a lost one covers (RET-20)."""
    outcome = rule_table().rules["RET-20"].outcome("FREEZE_CONFLICT")
    target = state.lost.ones[state.lost.target]
    covered = sorted(scopes)
    names = {scope: node.name for scope, node in state.facts.nodes("Scope", covered).items()}
    for freeze in periods_over(state.facts, PeriodCategory.FREEZE, covered, state.day):
        filled = {
            "name": freeze.name,
            "start": freeze.start or "…",
            "end": freeze.end or "…",
            "scopes": ", ".join(sorted(names[scope] for scope in freeze.scopes)),
        }
        yield Cause(
            "Application",
            target.id,
            "RET-20",
            outcome,
            outcome.base(),
            target.path,
            notes=(Note("freeze", filled),),
        )
