"""The oracle: a project's actions as events on their days, and PRJ-01 to PRJ-10, as worded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact import Change, ProjectEvent
from archrepo.analysis.impact.events import ChangeKind
from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.validity import PlanChoice
from tests.oracle.change import change_causes
from tests.oracle.data import data_causes
from tests.oracle.lines import NAMES, Answer, Cause, lines_of
from tests.oracle.living import ENDING, STARTING
from tests.oracle.neighbouring import Neighbours
from tests.oracle.retire import Retirement
from tests.oracle.scope import scope_causes
from tests.oracle.standing import Standing
from tests.oracle.technology import technology_causes
from tests.oracle.touched import Touched
from tests.oracle.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.oracle.lines import Benefit

LIFE = ("planned", "phase_in", "active", "phase_out", "retired", "phase_on")


@dataclass(frozen=True)
class Act:
    """One action of the project: on what, stated for which day, and when it takes place."""

    relation: RelationFact
    was: dt.date | None
    day: dt.date | None

    @property
    def action(self) -> str:
        return str(self.relation.values.get("action"))

    @property
    def target(self) -> str:
        return self.relation.to_id

    @property
    def kind(self) -> str:
        return self.relation.to_kind


@dataclass(frozen=True)
class Done:
    """What one event does."""

    label: str
    world: World
    causes: list[Cause]
    benefits: frozenset[Benefit] = frozenset()


def project(
    nodes: Iterable[NodeFact], relations: Iterable[RelationFact], event: ProjectEvent
) -> Answer:
    """Return what a project does, late or given up, by the rules one after the other."""
    asked = Asked(list(nodes), list(relations), event)
    around = Neighbours(asked)
    if event.cancel:
        own = around.orphans() + around.gaps(asked.state(), asked.given_up())
        own += around.extensions() + around.undone() + around.unanswered()
        return _answer([Done("", asked.world(asked.given_up()), own)])
    own = around.collisions() + around.redundancies() + around.dead_investments()
    own += around.freezes()
    if event.slip:
        own += around.slips() + around.extensions()
        own += around.gaps(asked.on_time().state(), asked.state())
    acted = asked.acted()
    label = f"project {event.target} {event.at}" if acted else ""
    return _answer([Done(label, asked.world(asked.state()), own), *acted])


def _answer(done: list[Done]) -> Answer:
    """Return the union of what several events do, each line naming the event it comes from."""
    world = done[0].world
    causes = [replace(c, event=one.label) for one in done for c in one.causes]
    lines = [
        replace(
            line,
            informed=frozenset(
                person
                for one in done
                if any(c.node == line.node for c in one.causes)
                for person in one.world.informed(line.node)
            ),
        )
        for line in lines_of(world, causes)
    ]
    freed: dict[tuple[str, str], Benefit] = {}
    for one in done:
        for benefit in one.benefits:
            freed.setdefault((benefit[0], benefit[1]), benefit)
    verdict = max((NAMES.index(line.final) for line in lines), default=0)
    return Answer(NAMES[verdict], lines, set(freed.values()))


Facts = tuple[list[NodeFact], list[RelationFact]]


class Asked:
    """A question about a project: what it is to do, and the portfolio by that."""

    def __init__(
        self, nodes: list[NodeFact], relations: list[RelationFact], event: ProjectEvent
    ) -> None:
        self.nodes, self.relations, self.event = nodes, relations, event
        (self.project,) = [n for n in nodes if (n.kind, n.id) == ("Project", event.target)]
        named = event.plan.word is None or event.plan.word == "none"
        self.plan = PlanChoice(None, event.plan.projects | {event.target}) if named else event.plan
        self.acts = self._acts()

    def _acts(self) -> list[Act]:
        """Return what it does, the earliest first; what has no day last."""
        found = []
        for r in self.relations:
            if r.type == "IMPACTS" and r.from_id == self.project.id:
                was: Any = r.values.get("date") or self.project.values.get("end")
                found.append(Act(r, was, self.late(was)))
        return sorted(found, key=lambda a: (a.day or dt.date.max, a.relation.key))

    def late(self, day: dt.date | None) -> dt.date | None:
        """Return a day of the project as late as it is; what is past is past."""
        if day is None or day < self.event.at:
            return day
        return day + dt.timedelta(days=self.event.slip)

    def on_time(self) -> Asked:
        """Return the same question, the project being on time."""
        return Asked(self.nodes, self.relations, replace(self.event, slip=0))

    def world(self, facts: Facts) -> Standing:
        """Return a portfolio on the day of the question."""
        return Standing(*facts, self.project.id, self.event.at, self.plan)

    def brings(self, act: Act) -> bool:
        """Return whether an action counts as done: it brings something, or moves data."""
        return act.action in STARTING or (act.kind == "DataObject" and act.action == "MIGRATE")

    def state(self) -> Facts:
        """Return the portfolio with what the project brings, without what else it does."""
        return self._with({a.relation.key: a for a in self.acts if self.brings(a)}, {})

    def given_up(self) -> Facts:
        """Return the portfolio in which nothing more comes of the project."""
        past = [a for a in self.acts if a.was is not None and a.was < self.event.at]
        kept = {a.relation.key: a for a in past if self.brings(a)}
        there = {a.target for a in past if a.action in STARTING}
        coming = {a.target for a in self.acts if a.action in STARTING} - there
        return self._with(kept, dict.fromkeys(coming, "PLANNED"))

    def _with(self, kept: dict[str, Act], never: dict[str, str]) -> Facts:
        relations = []
        for r in self.relations:
            if r.type != "IMPACTS" or r.from_id != self.project.id:
                relations.append(r)
            elif r.key in kept:
                day = kept[r.key].day
                dated = {"date": day} if day else {}
                values = {**r.values, "committed": True, **dated}
                relations.append(replace(r, values=values))
        return [self._node(n, never) for n in self.nodes], relations

    def _node(self, node: NodeFact, never: dict[str, str]) -> NodeFact:
        values = dict(node.values)
        if node.id in never:
            values = {k: v for k, v in values.items() if k not in LIFE}
            values["phase"] = never[node.id]
        if node.id == self.project.id:
            end: Any = values.get("end")
            if end is not None:
                values["end"] = self.late(end)  # type: ignore[assignment]
            if values.get("status") == "STOPPED":
                values["status"] = "BUILD"
        return NodeFact(node.kind, node.id, values)

    # Its actions as events

    def acted(self) -> list[Done]:
        """Return what each action does on its day, in their order, told from the project on."""
        acts = [a for a in self.acts if self._is_event(a)]
        facts, ended = self.state(), dict[str, dt.date]()
        retiring: dict[dt.date, list[str]] = {}
        for a in acts:
            if self._retires(a):
                retiring.setdefault(a.day or self.event.at, []).append(a.target)
        retired: dict[dt.date, Retirement] = {}
        for day in sorted(retiring):
            gone = _without(facts, {x: d for x, d in ended.items() if d < day})
            first, *rest = retiring[day]
            retired[day] = Retirement(World(*gone, first, day, self.plan, rest), 1, 500)
            retired[day].answer()
            for app in retired[day].world.lost:
                ended.setdefault(app, day)
        return [self._done(a, facts, ended, retired) for a in acts]

    def _is_event(self, act: Act) -> bool:
        changes = act.action in {"MODIFY", "EXTEND"}
        known = {
            "Application": True,
            "Scope": True,
            "DataObject": act.action != "MIGRATE",
            "Technology": not changes,
        }
        return act.action not in STARTING and known.get(act.kind, False)

    def _retires(self, act: Act) -> bool:
        return act.kind == "Application" and act.action in ENDING

    def _done(
        self,
        act: Act,
        facts: Facts,
        ended: dict[str, dt.date],
        retired: dict[dt.date, Retirement],
    ) -> Done:
        day = act.day or self.event.at
        benefits: frozenset[Benefit] = frozenset()
        if self._retires(act):
            one, word = retired[day], "retire"
            world = one.world
            causes = [c for c in one.causes if c.way.ids[0] == act.target]
            mine = {(c.node, c.effect) for c in causes}
            benefits = frozenset(b for b in one.benefits() if (b[0], b[1]) in mine)
        else:
            left = _without(facts, {x: d for x, d in ended.items() if d <= day})
            word, kind, causes_of = _EVENTS[act.kind]
            world = kind(*left, act.target, day, self.plan)
            causes = causes_of(world, act)
        told = [self._from_here(c) for c in causes if c.node not in self.family()]
        return Done(f"{word} {act.target} {day}", world, told, benefits)

    def _from_here(self, cause: Cause) -> Cause:
        way = replace(cause.way, ids=(self.project.id, *cause.way.ids))
        return replace(cause, way=way)

    def family(self) -> set[str]:
        """Return the project, what it is part of and what it consists of."""
        world = self.world((self.nodes, self.relations))
        return world.above(self.project.id) | world.with_parts({self.project.id})


def _without(facts: Facts, ended: dict[str, dt.date]) -> Facts:
    """Return the portfolio in which some applications end on a day, whatever projects do."""
    nodes, relations = facts
    return [
        replace(n, values={**n.values, "retired": ended[n.id]}) if n.id in ended else n
        for n in nodes
    ], [
        r
        for r in relations
        if r.type != "IMPACTS" or r.to_id not in ended or r.values.get("action") not in ENDING
    ]


def _changed(world: Any, act: Act) -> list[Cause]:
    functional = act.action in {"MODIFY", "EXTEND"}
    kind = ChangeKind.FUNCTIONAL if functional else ChangeKind.TECHNICAL
    return change_causes(world, Change(act.target, world.day, world.plan, kind))


def _rescoped(world: Any, act: Act) -> list[Cause]:
    return scope_causes(world, "retire" if act.action in ENDING else "modify")


_EVENTS: dict[str, tuple[str, type[Standing], Callable[[Any, Act], list[Cause]]]] = {
    "Application": ("change", Touched, _changed),
    "Scope": ("scope", Standing, _rescoped),
    "DataObject": ("data", Standing, lambda world, _: data_causes(world, "schema")),
    "Technology": ("technology", Standing, lambda world, _: technology_causes(world)),
}
"""Kind of what is acted on → the event, in which portfolio, and what it does."""
