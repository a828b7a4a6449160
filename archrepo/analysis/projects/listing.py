"""The list of projects."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.projects.people import in_role, responsible_for
from archrepo.analysis.projects.project_facts import date_of, read_project_facts, text_of
from archrepo.analysis.projects.results import MilestoneItem, ProjectItem, ProjectList
from archrepo.domain.relation_vocabulary import Responsibility
from archrepo.domain.text import by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.projects.project_facts import ProjectFacts
    from archrepo.analysis.projects.results import Somebody
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.ports import GraphStore


def list_projects(store: GraphStore, day: dt.date) -> ProjectList:
    """Return every project, those of a programme below it."""
    facts = read_project_facts(store)
    people = responsible_for(store, list(facts.projects), day)
    items = {
        project.id: _item(facts, project, people.get(project.id, ()), day)
        for project in facts.projects.values()
    }

    def place(item: ProjectItem) -> tuple[tuple[dt.date, tuple[str, str]], ...]:
        way: list[ProjectItem] = []
        here: str | None = item.id
        while here in items and items[here] not in way:
            way.insert(0, items[here])
            here = facts.parent.get(here)
        return tuple((step.start or dt.date.max, by_name(step)) for step in way)

    return ProjectList(at=day, projects=tuple(sorted(items.values(), key=place)))


def _item(
    facts: ProjectFacts, project: NodeFact, people: Sequence[Somebody], day: dt.date
) -> ProjectItem:
    values = project.values
    above = facts.parent.get(project.id)
    to_come = [m for m in milestones_of(facts, [project.id], day) if m.days is None or m.days >= 0]
    directors = in_role(people, Responsibility.PROJECT_DIRECTOR)
    return ProjectItem(
        id=project.id,
        name=project.name,
        programme=facts.projects[above].name if above in facts.projects else None,
        method=text_of(values.get("method")),
        status=text_of(values.get("status")),
        start=date_of(values.get("start")),
        end=date_of(values.get("end")),
        director=directors[0] if directors else None,
        targets=len({stated.relation.to_id for stated in facts.actions.get(project.id, ())}),
        next_milestone=to_come[0] if to_come else None,
    )


def milestones_of(
    facts: ProjectFacts, projects: Sequence[str], day: dt.date
) -> tuple[MilestoneItem, ...]:
    """Return the milestones of projects, by date."""
    found = []
    for milestone in facts.own_milestones(projects):
        on = date_of(milestone.values.get("date"))
        found.append(
            MilestoneItem(
                id=milestone.id,
                name=milestone.name,
                project=facts.parent[milestone.id],
                date=on,
                days=(on - day).days if on else None,
            )
        )
    return tuple(found)
