"""Who is built on a technology that loses its support: TEC-01 to TEC-04."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import project_actions, validity
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.relation_vocabulary import Action

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact
    from archrepo.domain.validity import ProjectAction

_SOON = 180  # days within which an application that ends is left without support
_WAYS_OUT = (Action.MIGRATE, Action.REPLACE)


def support_effects(state: State, technology: str) -> Iterator[Cause]:
    """Yield what the end of its support, and of all it contains, means for each user."""
    ways = _ways_down(state, technology)
    using = [
        r
        for one in ways
        for r in state.facts.users_of(one)
        if r.type == "USES_TECH" and validity(r).holds(state.day)
    ]
    for kind in ("Application", "Module"):
        state.parties.meet(kind, {r.from_id for r in using if r.from_kind == kind})
    live = [r for r in using if state.is_live(r.from_id)]
    actions = _actions(state, ways, live)
    for relation in live:
        application = state.parties.application_of(relation.from_id)
        path = ways[relation.to_id].along(relation).up_to(application)
        above = [actions[node] for node in ways[relation.to_id].ids]
        own = [*actions[application], *(a for found in above for a in found)]
        yield _judge(state, relation, application, path, own)


def _ways_down(state: State, technology: str) -> dict[str, Path]:
    """Return a technology and all it contains → the way there."""
    ways = {technology: Path.at(technology)}
    frontier = [technology]
    while frontier:
        found = {
            r.to_id: r
            for r in state.facts.leaving("Technology", frontier)
            if r.type == "CONTAINS" and validity(r).holds(state.day) and r.to_id not in ways
        }
        ways.update((part, ways[r.from_id].along(r)) for part, r in found.items())
        frontier = sorted(found)
    return ways


def _actions(
    state: State, ways: Mapping[str, Path], using: list[RelationFact]
) -> dict[str, list[tuple[str, ProjectAction]]]:
    """Return application or technology → the counted ways out of it, with what is acted on."""
    found: dict[str, list[tuple[str, ProjectAction]]] = defaultdict(list)
    applications = sorted({state.parties.application_of(r.from_id) for r in using})
    for kind, ids in (("Application", applications), ("Technology", sorted(ways))):
        for relation, action in project_actions(state.facts, kind, ids):
            if action.action in _WAYS_OUT and action.counts_in(state.plan) and action.day:
                found[relation.to_id].append((relation.to_id, action))
    return found


def _judge(
    state: State,
    relation: RelationFact,
    application: str,
    path: Path,
    actions: list[tuple[str, ProjectAction]],
) -> Cause:
    """Return the effect of the first rule that holds."""
    rules, day = rule_table().rules, state.day
    accepted = relation.values.get("risk_accepted_until")
    end = state.parties.life(relation.from_id).end
    done = min(actions, key=lambda found: (found[1].day or day, found[1].project), default=None)
    notes: list[Note] = []
    if isinstance(accepted, dt.date) and accepted >= day:
        rule, effect, when = "TEC-04", "ACCEPTED", ""
        notes = [Note("accepted_until", {"day": accepted})]
    elif end is not None and (end - day).days <= _SOON:
        rule, effect, when = "TEC-02", "UNSUPPORTED", "ends"
        notes = [Note("ends_on", {"day": end}), _unsupported(day, end)]
    elif done is not None:
        target, action = done
        until = action.day or day
        late = until > day
        rule, effect, when = "TEC-03", "UNSUPPORTED" if late else "ADDRESSED", ""
        named, project = _name(state, target), _project(state, action.project)
        filled: dict[str, str | dt.date] = {
            "action": action.action,
            "name": named,
            "day": until,
            "project": project,
        }
        notes = [Note("way_out", filled)]
        notes += [_unsupported(day, until)] if late else []
    else:
        rule, effect, when = "TEC-01", "UNSUPPORTED", ""
        notes = [Note("ends_on", {"day": end})] if end is not None else []
    outcome = rules[rule].outcome(effect, when)
    return Cause(
        "Application", application, rule, outcome, outcome.base(), path, notes=tuple(notes)
    )


def _unsupported(start: dt.date, end: dt.date) -> Note:
    return Note("without_support", {"days": (end - start).days})


def _name(state: State, target: str) -> str:
    nodes = state.facts.nodes("Technology", [target])
    return nodes[target].name if target in nodes else state.parties.name(target)


def _project(state: State, project: str) -> str:
    return state.facts.nodes("Project", [project])[project].name
