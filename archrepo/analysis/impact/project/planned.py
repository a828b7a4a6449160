"""What a project is to do and when, and the portfolio as it would be by that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.events import (
    Change,
    ChangeKind,
    DataAction,
    DataChange,
    Retire,
    ScopeAction,
    ScopeChange,
    TechnologyEnd,
)
from archrepo.analysis.impact.overlay import OverlaidFacts
from archrepo.analysis.impact.parties import project_actions
from archrepo.analysis.impact.programmes import ENDING, STARTING
from archrepo.domain.relation_vocabulary import Action
from archrepo.domain.validity import PlanChoice, PlanWord, later
from archrepo.domain.vocabulary import Phase, ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archrepo.analysis.impact.events import Event, ProjectEvent
    from archrepo.analysis.impact.facts import Facts
    from archrepo.domain.facts import NodeFact, RelationFact

_CHANGES = (Action.MODIFY, Action.EXTEND)


@dataclass(frozen=True, slots=True)
class Planned:
    """One action of the project.

    Attributes:
        relation: What states it.
        was: The day stated: its own, else the project's end; None where neither is.
        day: The day it takes place, late as the project is.
    """

    relation: RelationFact
    was: dt.date | None
    day: dt.date | None

    @property
    def action(self) -> str:
        """What it does."""
        return str(self.relation.values.get("action", ""))

    @property
    def target(self) -> str:
        """Id of what it acts on."""
        return self.relation.to_id

    @property
    def ends(self) -> bool:
        """Whether it takes its target away."""
        return self.action in ENDING

    @property
    def starts(self) -> bool:
        """Whether it brings its target."""
        return self.action in STARTING

    def is_past(self, today: dt.date) -> bool:
        """Return whether its day was before `today`: it is done."""
        return self.was is not None and self.was < today

    @property
    def moves_data(self) -> bool:
        """Whether it takes the history of data over."""
        return self.relation.to_kind == "DataObject" and self.action == Action.MIGRATE


def moved(day: dt.date | None, event: ProjectEvent) -> dt.date | None:
    """Return a day of the project as late as it is; what is past stays."""
    if day is None or day < event.at:
        return day
    return later(day, event.slip)


def planned_actions(event: ProjectEvent, project: NodeFact, facts: Facts) -> list[Planned]:
    """Return the project's actions, the earliest first; undated ones last."""
    end: Any = project.values.get("end")
    found = []
    for relation in facts.leaving("Project", [project.id]):
        if relation.type == "IMPACTS":
            own: Any = relation.values.get("date")
            found.append(Planned(relation, own or end, moved(own or end, event)))
    return sorted(found, key=lambda p: (p.day or dt.date.max, p.relation.key))


def ended_by_others(facts: Facts, plan: PlanChoice, application: str) -> dt.date | None:
    """Return the day on which another project ends an application; None where none does.

    Args:
        facts: Some in which the project itself ends nothing.
        plan: Which projects' actions count.
        application: Its id.
    """
    days = [
        action.day
        for _, action in project_actions(facts, "Application", [application])
        if action.action in ENDING and action.counts_in(plan) and action.day is not None
    ]
    return min(days, default=None)


def as_event(planned: Planned, day: dt.date, plan: PlanChoice) -> Event | None:
    """Return the event that an action is on its day; None for what only brings something."""
    kind, target, action = planned.relation.to_kind, planned.target, planned.action
    if planned.starts:
        return None
    if kind == "Application":
        if planned.ends:
            return Retire(target, day, plan)
        how = ChangeKind.FUNCTIONAL if action in _CHANGES else ChangeKind.TECHNICAL
        return Change(target, day, plan, how)
    if kind == "Scope":
        done = ScopeAction.RETIRE if planned.ends else ScopeAction.MODIFY
        return ScopeChange(target, day, plan, done)
    if kind == "DataObject" and not planned.moves_data:  # its history moves, its schema stays
        return DataChange(target, day, plan, DataAction.SCHEMA)
    if kind == "Technology" and action not in _CHANGES:
        return TechnologyEnd(target, day, plan)
    return None


def plan_with(plan: PlanChoice, project: str) -> PlanChoice:
    """Return a plan in which the project counts in any case."""
    if plan.word is None or plan.word is PlanWord.NONE:
        return PlanChoice(None, plan.projects | {project})
    return plan


def facts_with(
    facts: Facts, project: NodeFact, planned: Sequence[Planned], event: ProjectEvent
) -> Facts:
    """Return the portfolio in which the project brings what it is to bring, on time or late.

    What it changes and takes away is the event, and is left out; the history of data that it moves
    has moved.
    """
    changes: dict[str, Any] = {"end": moved(project.values.get("end"), event)}  # type: ignore[arg-type]
    if project.values.get("status") == ProjectStatus.STOPPED:
        changes["status"] = ProjectStatus.BUILD.value
    return OverlaidFacts(facts, {("Project", project.id): changes}, _brought(project, planned))


def _brought(
    project: NodeFact, planned: Sequence[Planned]
) -> Callable[[RelationFact], RelationFact | None]:
    """Return what leaves, of the project's actions, those that bring or move something."""
    bringing = {p.relation.key: p for p in planned if p.starts or p.moves_data}

    def acted(relation: RelationFact) -> RelationFact | None:
        if relation.from_id != project.id:
            return relation
        own = bringing.get(relation.key)
        if own is None:
            return None
        dated = {} if own.day is None else {"date": own.day}
        return replace(relation, values={**relation.values, "committed": True, **dated})

    return acted


def facts_without(
    facts: Facts, project: NodeFact, planned: Sequence[Planned], today: dt.date
) -> Facts:
    """Return the portfolio in which the project does nothing more: what was to come never does.

    As in `facts_with`, what it changes and takes away is left out, past or not: the two differ only
    by what no longer comes.
    """
    past = [p for p in planned if p.is_past(today)]
    there = {p.target for p in past if p.starts}
    life = ("planned", "phase_in", "active", "phase_out", "retired", "phase_on")
    never = {**dict.fromkeys(life), "phase": Phase.PLANNED.value}
    changes: dict[tuple[str, str], Any] = {
        (p.relation.to_kind, p.target): never for p in planned if p.starts and p.target not in there
    }
    if project.values.get("status") == ProjectStatus.STOPPED:
        changes["Project", project.id] = {"status": ProjectStatus.BUILD.value}
    return OverlaidFacts(facts, changes, _brought(project, past))
