"""Other projects around a project: collisions, those that wait for it: PRJ-01, PRJ-03, PRJ-06."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import project_actions, validity
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.programmes import OVER, programmes
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.relation_vocabulary import Action
from archrepo.domain.validity import acting_interval, later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.impact.events import ProjectEvent
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.project.planned import Planned
    from archrepo.domain.facts import NodeFact, RelationFact

_CHANGES = (Action.MODIFY, Action.EXTEND)


def family_of(facts: Facts, project: str) -> set[str]:
    """Return a project, the programmes it stands in and all the projects it contains."""
    found = set(programmes(facts, [project])[project])
    frontier = [project]
    while frontier:
        inside = [r for r in facts.leaving("Project", frontier) if r.type == "CONTAINS"]
        frontier = sorted({r.to_id for r in inside if r.to_kind == "Project"} - found)
        found.update(frontier)
    return found


def collisions(facts: Facts, project: NodeFact, planned: Sequence[Planned]) -> Iterator[Cause]:
    """Yield the projects that act on the same while this one does (PRJ-01).

    A project acts from its start until the day of its action, its own or else the project's end. A
    programme does not collide with its own projects.
    """
    rule = rule_table().rules["PRJ-01"]
    family = family_of(facts, project.id)
    start: Any = facts.profiles("Project", [project.id])[project.id].values.get("start")
    for own in planned:
        kind = own.relation.to_kind
        window = acting_interval(start, own.day)
        for relation, action in project_actions(facts, kind, [own.target]):
            other = relation.from_id
            if other in family or action.status in OVER:
                continue
            node = facts.profiles("Project", [other])[other]
            began: Any = node.values.get("start")
            if not window.overlaps(acting_interval(began, action.day)):
                continue
            mild = own.action in _CHANGES and action.action in _CHANGES
            outcome = rule.outcome("COLLISION", "mild" if mild else "")
            path = Path.at(project.id).along(own.relation).along(relation)
            filled = {"own": own.action, "other": action.action, "day": action.day or "…"}
            name = facts.nodes(kind, [own.target])[own.target].name
            yield Cause(
                "Project",
                other,
                rule.id,
                outcome,
                outcome.base(),
                path,
                notes=(Note("collides", {**filled, "name": name}),),
            )


def orphans(facts: Facts, project: str, day: dt.date) -> Iterator[Cause]:
    """Yield the projects that wait for one that is given up, or are part of it (PRJ-06)."""
    outcome = rule_table().rules["PRJ-06"].outcome("ORPHANED")
    here = Path.at(project)
    waiting = [(r.from_id, path) for r, path in _waiting(facts, project, here, day)]
    inside = [r for r in facts.leaving("Project", [project]) if r.type == "CONTAINS"]
    waiting += [(r.to_id, here.along(r)) for r in inside if r.to_kind == "Project"]
    for waits, path in waiting:
        node = facts.nodes("Project", [waits])[waits]
        if node.values.get("status") not in OVER:
            yield Cause("Project", node.id, "PRJ-06", outcome, outcome.base(), path)


def _waiting(
    facts: Facts, project: str, path: Path, day: dt.date
) -> Iterator[tuple[RelationFact, Path]]:
    """Yield what depends on a project or on one of its milestones, with the way to it."""
    inside = [r for r in facts.leaving("Project", [project]) if r.type == "CONTAINS"]
    ends = [("Project", project, path)]
    ends += [("Milestone", r.to_id, path.along(r)) for r in inside if r.to_kind == "Milestone"]
    for kind, node, way in ends:
        for relation in facts.entering(kind, [node]):
            waits = relation.type == "DEPENDS_ON" and relation.from_kind == "Project"
            if waits and validity(relation).holds(day):
                yield relation, way.along(relation)


def slips(facts: Facts, project: NodeFact, event: ProjectEvent) -> Iterator[Cause]:
    """Yield the projects that a late one makes late, and those that these do (PRJ-03).

    A project slips by what the end it waits for, with the lag, passes its own start; never by more
    than that end itself has slipped.
    """
    outcome = rule_table().rules["PRJ-03"].outcome("SLIP_PROPAGATED")
    days: dict[str, int] = {project.id: event.slip}
    paths = {project.id: Path.at(project.id)}
    frontier = [project.id]
    while frontier:
        reached: dict[str, tuple[int, Path]] = {}
        for late in frontier:
            for relation, path in _waiting(facts, late, paths[late], event.at):
                by = _overrun(facts, relation, late, days[late], event)
                waiting = relation.from_id
                best = reached.get(waiting, (days.get(waiting, 0), path))
                if by > best[0] or (
                    waiting in reached and by == best[0] and path.ids < best[1].ids
                ):
                    reached[waiting] = (by, path)
        for waiting, (by, path) in reached.items():
            days[waiting], paths[waiting] = by, path
        frontier = sorted(reached)
    for waiting in sorted(set(days) - {project.id}):
        note = Note("slips", {"days": days[waiting]})
        yield Cause(
            "Project",
            waiting,
            "PRJ-03",
            outcome,
            outcome.base(),
            paths[waiting],
            notes=(note,),
        )


def _overrun(
    facts: Facts, relation: RelationFact, late: str, slip: int, event: ProjectEvent
) -> int:
    """Return by how many days what a project waits for passes its start, once late."""
    waiting = facts.profiles("Project", [relation.from_id])[relation.from_id]
    start: Any = waiting.values.get("start")
    if relation.to_kind == "Milestone":
        ends: Any = facts.nodes("Milestone", [relation.to_id])[relation.to_id].values.get("date")
    else:
        ends = facts.profiles("Project", [late])[late].values.get("end")
    is_past = ends is not None and ends < event.at
    if start is None or ends is None or is_past or waiting.values.get("status") in OVER:
        return 0
    lag = int(str(relation.values.get("lag_days", 0)))
    by: int = (later(ends, slip + lag) - start).days
    slipped: int = (later(ends, slip) - ends).days
    return max(0, min(slipped, by))
