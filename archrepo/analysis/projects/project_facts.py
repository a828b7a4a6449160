"""What a store says of projects: whole families, indexed by project."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.analysis.named import called, meant
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.text import by_name
from archrepo.domain.validity import PlanChoice, PlanWord, ProjectAction, relation_interval
from archrepo.domain.vocabulary import ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.ports import GraphStore

OVER = (ProjectStatus.DONE, ProjectStatus.STOPPED)
"""Statuses of projects that do nothing any more."""


@dataclass(frozen=True, slots=True)
class StatedAction:
    """What a project does to something: the relation, and what decides whether it counts."""

    relation: RelationFact
    action: ProjectAction

    @property
    def committed(self) -> bool:
        """Whether it counts in the committed plan."""
        return self.action.counts_in(PlanChoice(PlanWord.COMMITTED))


@dataclass(slots=True)
class ProjectFacts:
    """Projects and milestones by id, and what they are related to.

    Attributes:
        projects: Id → project.
        milestones: Id → milestone.
        parent: Project or milestone → the project it is part of.
        actions: Project → what it does, by target, action and date.
        needs: Project → needs it answers.
        plateaus: Project → plateaus it brings about.
        depends_on: What a project waits for: the relations.
    """

    projects: dict[str, NodeFact]
    milestones: dict[str, NodeFact]
    parent: dict[str, str] = field(default_factory=dict)
    actions: dict[str, list[StatedAction]] = field(default_factory=lambda: defaultdict(list))
    needs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    plateaus: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    depends_on: list[RelationFact] = field(default_factory=list)

    def project(self, wanted: str) -> NodeFact:
        """Return the project of that id, or the only one of that name or alias.

        Raises:
            NotFoundError: There is none, or several; the hint names the nearest.
        """
        known, hint = called(self.projects.values()), "'archrepo project list' names them"
        return self.projects[meant(wanted, "project", known, hint=hint)]

    def with_parts(self, project: str) -> list[str]:
        """Return a project and, where it is a programme, all that it is made of, sorted."""
        below: dict[str, list[str]] = defaultdict(list)
        for part, whole in self.parent.items():
            if part in self.projects:
                below[whole].append(part)
        found, frontier = {project}, [project]
        while frontier:
            new = [part for part in below[frontier.pop()] if part not in found]
            found.update(new)
            frontier += new
        return sorted(found)

    def family(self, project: str) -> set[str]:
        """Return a project, its parts, and the programmes it stands in."""
        above, here = {project}, self.parent.get(project)
        while here is not None and here not in above:
            above.add(here)
            here = self.parent.get(here)
        return {*above, *self.with_parts(project)}

    def own_milestones(self, projects: Collection[str]) -> list[NodeFact]:
        """Return the milestones of these projects, by date, those without one last."""
        own = [m for m in self.milestones.values() if self.parent.get(m.id) in projects]
        return sorted(own, key=lambda m: (date_of(m.values.get("date")) or dt.date.max, by_name(m)))

    def is_over(self, project: str) -> bool:
        """Return whether it is done or stopped."""
        return self.projects[project].values.get("status") in OVER


def read_project_facts(store: GraphStore) -> ProjectFacts:
    """Read every project of a store."""
    found = ProjectFacts(
        {node.id: node for node in node_facts(store, "Project")},
        {node.id: node for node in node_facts(store, "Milestone")},
    )
    whole = {**found.projects, **found.milestones}
    for relation in relation_facts(store, "CONTAINS", list(found.projects)):
        if relation.to_id in whole:
            found.parent[relation.to_id] = relation.from_id
    for relation in relation_facts(store, "IMPACTS", ordered=True):
        found.actions[relation.from_id].append(_stated(relation, found.projects))
    for relation in relation_facts(store, "ANSWERS", ordered=True):
        found.needs[relation.from_id].append(relation.to_id)
    for relation in relation_facts(store, "AT", ordered=True):
        found.plateaus[relation.from_id].append(relation.to_id)
    found.depends_on = [
        relation
        for relation in relation_facts(store, "DEPENDS_ON", ordered=True)
        if relation.from_kind == "Project"
    ]
    return found


def _stated(relation: RelationFact, projects: Mapping[str, NodeFact]) -> StatedAction:
    project, values = projects[relation.from_id].values, relation.values
    status = project.get("status")
    return StatedAction(
        relation,
        ProjectAction(
            project=relation.from_id,
            action=str(values.get("action", "")),
            date=date_of(values.get("date")),
            committed=None if "committed" not in values else bool(values["committed"]),
            status=None if status is None else str(status),
            project_end=date_of(project.get("end")),
        ),
    )


def valid_on(relations: Iterator[RelationFact], day: dt.date) -> Iterator[RelationFact]:
    """Yield those that hold on a day."""
    return (r for r in relations if relation_interval(r.values).holds(day))


def to_come(relations: Iterator[RelationFact], day: dt.date) -> Iterator[RelationFact]:
    """Yield those that are not over on a day: they hold, or will."""
    for relation in relations:
        end = date_of(relation.values.get("valid_to"))
        if end is None or end > day:
            yield relation


def date_of(value: object) -> dt.date | None:
    """Return a value that is a date."""
    return value if isinstance(value, dt.date) else None


def text_of(value: object) -> str | None:
    """Return a value as text, where there is one."""
    return None if value is None else str(value)
