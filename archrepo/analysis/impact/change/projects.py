"""Which projects work on the application at the same time: CHG-06."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import project_actions
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.programmes import OVER
from archrepo.analysis.impact.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from archrepo.analysis.impact.state import State


def project_effects(state: State, target: str, *, but: Collection[str] = ()) -> Iterator[Cause]:
    """Yield the projects that act on the target while it changes.

    A project acts from its start to the day of its action, its own or else the project's end, both
    included; what is not stated leaves it open.

    Args:
        state: The day of the change.
        target: The application.
        but: Projects left out, since the change is theirs.
    """
    rule = rule_table().rules["CHG-06"]
    outcome = rule.outcome("COORDINATE")
    stated = [
        (r, a)
        for r, a in project_actions(state.facts, "Application", [target])
        if a.status not in OVER and a.project not in but
        if a.day is None or state.day <= a.day
    ]
    projects = state.facts.profiles("Project", sorted({a.project for _, a in stated}))
    for relation, action in stated:
        start = projects[action.project].values.get("start")
        if start is not None and start > state.day:  # type: ignore[operator]
            continue
        filled = {"action": action.action, "name": state.parties.name(target)}
        note = Note("project_open", filled)
        if action.day is not None:
            key = "project_on" if action.date else "project_until"
            note = Note(key, {**filled, "day": action.day})
        yield Cause(
            "Project",
            action.project,
            rule.id,
            outcome,
            outcome.base(),
            Path.at(target).along(relation),
            notes=(note,),
        )
