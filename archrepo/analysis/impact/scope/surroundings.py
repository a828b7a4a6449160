"""Projects, data and journeys around a changed scope: SCO-02, SCO-07 and SCO-08."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.parties import project_actions, validity
from archrepo.analysis.impact.programmes import ENDING, OVER, programmes
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.vocabulary import Personal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.scope.struck import StruckScopes
    from archrepo.analysis.impact.state import State
    from archrepo.domain.validity import ProjectAction

_PERSONAL = (Personal.PERSONAL, Personal.SENSITIVE)


def project_effects(state: State, struck: StruckScopes) -> Iterator[Cause]:
    """Yield the projects that still act on a scope that will not be what it was (SCO-02).

    A project that itself, or whose programme, ends the scope knows; one that is over does not mind.
    """
    outcome = rule_table().rules["SCO-02"].outcome("PROJECT_CONFLICT")
    stated = project_actions(state.facts, "Scope", sorted(struck.paths))
    enders = {(r.to_id, a.project) for r, a in stated if a.action in ENDING}
    above = programmes(state.facts, {a.project for _, a in stated})
    names = state.facts.nodes("Scope", sorted(struck.paths))
    for relation, action in stated:
        scope = relation.to_id
        ends_it = any((scope, project) in enders for project in above[action.project])
        if action.status in OVER or ends_it or not _goes_on(state, action):
            continue
        path = struck.paths[scope].along(relation)
        note = _note(action, names[scope].name)
        yield Cause(
            "Project", action.project, "SCO-02", outcome, outcome.base(), path, notes=(note,)
        )


def _goes_on(state: State, action: ProjectAction) -> bool:
    """Return whether the project, or what it does, is not over by the day."""
    ends = (action.project_end, action.date)
    return action.project_end is None or any(day is not None and day > state.day for day in ends)


def _note(action: ProjectAction, name: str) -> Note:
    filled = {"action": action.action, "name": name}
    if action.date is not None:
        return Note("project_on", {**filled, "day": action.date})
    if action.project_end is not None:
        return Note("project_until", {**filled, "day": action.project_end})
    return Note("project_open", filled)


def need_effects(state: State, struck: StruckScopes) -> Iterator[Cause]:
    """Yield the data objects that only retired scopes need (SCO-07)."""
    rule = rule_table().rules["SCO-07"]
    needs = [r for r in state.facts.leaving("Scope", sorted(struck.paths)) if r.type == "NEEDS"]
    needs = [r for r in needs if validity(r).holds(state.day)]
    tree = ObjectTree(state.facts, state.day)
    parts = tree.with_parts({r.to_id for r in needs})
    objects = sorted({part for found in parts.values() for part in found})
    wholes = tree.with_wholes(objects)
    kept = {
        r.to_id
        for r in state.facts.entering("DataObject", sorted({w for f in wholes.values() for w in f}))
        if r.type == "NEEDS" and r.from_id not in struck.paths and validity(r).holds(state.day)
    }
    nodes = state.facts.nodes("DataObject", objects)
    for relation in needs:
        for o in parts[relation.to_id]:
            if kept.intersection(wholes[o]):
                continue
            personal = nodes[o].values.get("personal")
            outcome = rule.outcome(
                "DATA_WITHOUT_PURPOSE", "personal" if personal in _PERSONAL else ""
            )
            notes = (Note("personal", {"value": str(personal)}),) if outcome.when else ()
            path = _down_to(struck.paths[relation.from_id].along(relation), o)
            yield Cause("DataObject", o, rule.id, outcome, outcome.base(), path, (o,), notes)


def _down_to(path: Path, part: str) -> Path:
    return path if path.end == part else path.inside(part)


def journey_effects(state: State, struck: StruckScopes, *, retired: bool) -> Iterator[Cause]:
    """Yield the journeys that pass through a scope that is no more, or another (SCO-08)."""
    rule = rule_table().rules["SCO-08"]
    names = state.facts.nodes("Scope", sorted(struck.paths))
    for relation in state.facts.entering("Scope", sorted(struck.paths)):
        if relation.type != "PASSES_THROUGH" or not validity(relation).holds(state.day):
            continue
        essential = bool(relation.values.get("essential", True))
        broken = retired and essential
        outcome = rule.outcome("JOURNEY_BROKEN" if broken else "JOURNEY_TO_RESTATE")
        step = str(relation.values.get("step") or names[relation.to_id].name)
        notes = [Note("step", {"name": step})]
        if retired and not essential:
            notes.append(Note("not_essential"))
        path = struck.paths[relation.to_id].along(relation)
        yield Cause(
            "Journey",
            relation.from_id,
            rule.id,
            outcome,
            outcome.base(),
            path,
            notes=tuple(notes),
        )
