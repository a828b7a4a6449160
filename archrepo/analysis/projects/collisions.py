"""Projects that act on the same thing at the same time, pair by pair (PRJ-01, over all of them).

A project acts from its start until the day of its action, its own or else the project's end.
Projects that are over collide with nobody; a programme does not collide with its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from archrepo.analysis.projects.project_facts import date_of, read_project_facts
from archrepo.analysis.projects.results import Collision, CollisionList
from archrepo.analysis.projects.sheet import ref, refs
from archrepo.domain.relation_vocabulary import Action
from archrepo.domain.text import by_name
from archrepo.domain.validity import acting_interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.projects.project_facts import ProjectFacts, StatedAction
    from archrepo.analysis.projects.results import Ref
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import Interval

_CHANGES = (Action.MODIFY, Action.EXTEND)


def list_collisions(store: GraphStore, day: dt.date, wanted: str | None = None) -> CollisionList:
    """Return the collisions that are not past on `day`: of one project, or of all.

    Raises:
        NotFoundError: There is no such project.
    """
    facts = read_project_facts(store)
    only = None if wanted is None else set(facts.with_parts(facts.project(wanted).id))
    on_target: dict[tuple[str, str], list[StatedAction]] = defaultdict(list)
    for project in facts.projects:
        for stated in [] if facts.is_over(project) else facts.actions.get(project, ()):
            on_target[stated.relation.to_kind, stated.relation.to_id].append(stated)
    names = _names(store, on_target)
    found = [
        collision
        for target in sorted(on_target)
        for collision in _among(facts, names[target], on_target[target], day)
        if only is None or {collision.first.id, collision.second.id} & only
    ]
    return CollisionList(
        at=day,
        collisions=tuple(
            sorted(
                found,
                key=lambda c: (
                    c.mild,
                    c.start or dt.date.min,
                    by_name(c.target),
                    by_name(c.first),
                ),
            )
        ),
    )


def _names(
    store: GraphStore, on_target: dict[tuple[str, str], list[StatedAction]]
) -> dict[tuple[str, str], Ref]:
    found = {}
    for kind in sorted({kind for kind, _ in on_target}):
        ids = {node for of_kind, node in on_target if of_kind == kind}
        found.update({(kind, r.id): r for r in refs(store, kind, ids)})
    return found


def _among(
    facts: ProjectFacts, target: Ref, actions: list[StatedAction], day: dt.date
) -> Iterator[Collision]:
    for one, other in combinations(sorted(actions, key=lambda s: s.relation.key), 2):
        first, second = one.action.project, other.action.project
        if first == second or second in facts.family(first):
            continue
        window, beside = _acting(facts, one), _acting(facts, other)
        both = window.within(beside)
        if not window.overlaps(beside) or (both.end is not None and both.end <= day):
            continue
        yield Collision(
            target=target,
            first=ref(facts.projects[first]),
            first_action=one.action.action,
            second=ref(facts.projects[second]),
            second_action=other.action.action,
            start=both.start,
            end=min((s.action.day for s in (one, other) if s.action.day), default=None),
            mild=one.action.action in _CHANGES and other.action.action in _CHANGES,
        )


def _acting(facts: ProjectFacts, stated: StatedAction) -> Interval:
    start = date_of(facts.projects[stated.action.project].values.get("start"))
    return acting_interval(start, stated.action.day)
