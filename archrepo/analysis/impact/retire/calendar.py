"""What is planned around the day: projects on the lost ones, and freezes: RET-14 and RET-20."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import project_actions
from archrepo.analysis.impact.periods import periods_over
from archrepo.analysis.impact.programmes import OVER, programmes
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.relation_vocabulary import Action
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import PeriodCategory, ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.struck import StruckOne
    from archrepo.domain.validity import ProjectAction

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
    conflicts = [(r, a) for r, a in stated if a.status not in OVER and _conflicts(state, a)]
    above = programmes(state.facts, {a.project for _, a in conflicts})
    projects = state.facts.nodes("Project", sorted(above))
    outcome = rule_table().rules["RET-14"].outcome("PROJECT_CONFLICT")
    for relation, action in conflicts:
        if retirers[relation.to_id] & above[action.project]:
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


def freeze_effects(state: State, coverages: Collection[ScopeCoverage]) -> Iterator[Cause]:
    """Yield the freezes that hold on the day over scopes a lost one covers (RET-20)."""
    for target in sorted(state.lost.targets):
        by_it = {
            found.scope
            for found in coverages
            if any(state.lost.ones[c.party].path.ids[0] == target for c in found.lost)
        }
        yield from _freezes(state, state.lost.ones[target], sorted(by_it))


def _freezes(state: State, target: StruckOne, covered: list[str]) -> Iterator[Cause]:
    outcome = rule_table().rules["RET-20"].outcome("FREEZE_CONFLICT")
    names = {scope: node.name for scope, node in state.facts.nodes("Scope", covered).items()}
    for freeze in periods_over(state.facts, PeriodCategory.FREEZE, covered, state.day):
        filled = {
            "name": freeze.name,
            "start": freeze.start or "…",
            "end": freeze.end or "…",
            "scopes": ", ".join(sorted((names[scope] for scope in freeze.scopes), key=name_key)),
            "yearly": freeze.yearly,
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
