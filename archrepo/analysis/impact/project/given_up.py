"""What never comes of a project that is given up: PRJ-09 and PRJ-10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import project_actions, validity
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.programmes import OVER, STARTING
from archrepo.analysis.impact.project.planned import ended_by_others
from archrepo.analysis.impact.project.prolonging import run_cost
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import NeedStatus, Priority

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.impact.project.planned import Planned
    from archrepo.analysis.impact.state import State

_CLOSED = (NeedStatus.DONE, NeedStatus.REJECTED)


def undone(state: State, project: str, planned: Sequence[Planned]) -> Iterator[Cause]:
    """Yield what the project was to act on, and now does not (PRJ-09).

    Args:
        state: The day of the question, nothing more coming of the project.
        project: Its id.
        planned: Its actions.
    """
    past = [p for p in planned if p.is_past(state.day)]
    for own in planned:
        if own in past:
            continue
        if own.relation.to_kind == "Application" and (own.ends or own.starts):
            done = {p.target for p in past if p.ends == own.ends and p.starts == own.starts}
            if own.target not in done:
                yield from (_staying if own.ends else _missing)(state, project, own)
        else:
            yield _cause(project, own, "NOT_DONE")


def _staying(state: State, project: str, own: Planned) -> Iterator[Cause]:
    """Yield an application that stays in service, unless another project ends it as early."""
    until = ended_by_others(state.facts, state.plan, own.target)
    due = own.was or state.day
    if until is not None and until <= due:
        return
    values = state.facts.profiles("Application", [own.target])[own.target].values
    notes = [] if until is None else [Note("until", {"day": until})]
    notes += run_cost(values, due, until)
    replaced = [
        r for r in state.facts.leaving("Application", [own.target]) if r.type == "REPLACED_BY"
    ]
    state.parties.meet("Application", {r.to_id for r in replaced})
    beside = {r.to_id for r in replaced if state.parties.life(r.to_id).holds(due)}
    if beside:
        names = ", ".join(sorted((state.parties.name(i) for i in beside), key=name_key))
        notes.append(Note("beside", {"names": names}))
    yield _cause(project, own, "NOT_RETIRED", notes)


def _missing(state: State, project: str, own: Planned) -> Iterator[Cause]:
    """Yield an application that does not come, unless another project brings it."""
    stated = project_actions(state.facts, "Application", [own.target])
    others = [a for _, a in stated if a.project != project and a.action in STARTING]
    if not any(a.counts_in(state.plan) and a.day is not None for a in others):
        yield _cause(project, own, "NOT_DELIVERED")


def _cause(project: str, own: Planned, effect: str, notes: Sequence[Note] = ()) -> Cause:
    outcome = rule_table().rules["PRJ-09"].outcome(effect)
    told: dict[str, Any] = {"action": own.action, "day": own.was}
    first = Note("undone", told) if own.was else Note("undone_undated", {"action": own.action})
    path = Path.at(project).along(own.relation)
    kind = own.relation.to_kind
    return Cause(kind, own.target, "PRJ-09", outcome, outcome.base(), path, notes=(first, *notes))


def unanswered(state: State, project: str) -> Iterator[Cause]:
    """Yield the needs that nobody answers any more (PRJ-10)."""
    rule = rule_table().rules["PRJ-10"]
    leaving = state.facts.leaving("Project", [project])
    answers = [r for r in leaving if r.type == "ANSWERS" and validity(r).holds(state.day)]
    needs = state.facts.nodes("Need", sorted({r.to_id for r in answers}))
    for relation in answers:
        values = needs[relation.to_id].values
        if values.get("status") in _CLOSED or _is_answered(state, relation.to_id, project):
            continue
        pressing = values.get("priority") == Priority.MUST
        outcome = rule.outcome("NEED_UNANSWERED", "must" if pressing else "")
        path = Path.at(project).along(relation)
        yield Cause("Need", relation.to_id, rule.id, outcome, outcome.base(), path)


def _is_answered(state: State, need: str, project: str) -> bool:
    """Return whether another project, neither done nor stopped, answers a need."""
    entering = state.facts.entering("Need", [need])
    others = {
        r.from_id
        for r in entering
        if r.type == "ANSWERS" and r.from_id != project and validity(r).holds(state.day)
    }
    projects = state.facts.nodes("Project", sorted(others))
    return any(node.values.get("status") not in OVER for node in projects.values())
