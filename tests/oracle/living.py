"""Who is live around the day of an event, and what is lost by it, told by plain loops.

Everything reads the whole portfolio again and again; nothing is fast, everything is a sentence of
the design. The oracle shares no code with the evaluator it judges.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact, RelationFact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archrepo.domain.validity import PlanChoice

    Days = Callable[[str], list[dt.date]]

STARTING = {"CREATE", "ROLL_OUT"}
ENDING = {"RETIRE", "REPLACE", "WITHDRAW"}
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Action:
    """What a project does to something: `day` is its own date, else its project's end."""

    project: NodeFact
    target: str
    action: str
    day: dt.date | None
    counted: bool


class Living:
    """Facts, the target of the event, its day, and what is lost by it."""

    def __init__(
        self,
        nodes: Iterable[NodeFact],
        relations: Iterable[RelationFact],
        target: str,
        day: dt.date,
        plan: PlanChoice,
        also: Iterable[str] = (),
    ) -> None:
        self.nodes = {node.id: node for node in nodes}
        self.relations = list(relations)
        self.target, self.day, self.plan = target, day, plan
        self.targets = {target, *also}
        self.lost: set[str] = set()
        self.lost = self._all_lost()

    def value(self, node: str, name: str) -> Any:
        """Return an attribute of a node; None where unset."""
        return self.nodes[node].values.get(name)

    def all(self, type_: str) -> list[RelationFact]:
        """Return every relation of a type."""
        return [relation for relation in self.relations if relation.type == type_]

    def on(self, type_: str, day: dt.date) -> list[RelationFact]:
        """Return every relation of a type whose validity holds a day."""
        return [relation for relation in self.all(type_) if valid(relation, day)]

    def actions(self) -> list[Action]:
        """Return what every project does."""
        found = []
        for relation in self.all("IMPACTS"):
            project = self.nodes[relation.from_id]
            day: Any = relation.values.get("date") or project.values.get("end")
            action = relation.values.get("action")
            counted = self._counted(project, relation)
            found.append(Action(project, relation.to_id, str(action), day, counted))
        return found

    def _counted(self, project: NodeFact, relation: RelationFact) -> bool:
        if self.plan.word is None:
            return project.id in self.plan.projects
        status = project.values.get("status")
        if self.plan.word == "none" or status == "STOPPED":
            return False
        if self.plan.word == "all":
            return True
        stated = relation.values.get("committed")
        return bool(stated) if stated is not None else status in {"BUILD", "DEPLOYING", "DONE"}

    def by_itself(self, node: str, day: dt.date) -> bool:
        """Return whether the lifecycle of a node, with what projects do, holds a day."""
        values: Any = self.nodes[node].values
        starts = [values[name] for name in ("phase_in", "active") if name in values]
        ends = [values["retired"]] if "retired" in values else []
        phase = values.get("phase")
        if phase == "RETIRED" and not ends:
            ends = [values.get("phase_on", dt.date.min)]
        never = phase == "PLANNED" and not starts
        if phase is None and "planned" in values:
            never = not starts and not ends and "phase_out" not in values
        acts = [a for a in self.actions() if a.target == node and a.counted and a.day is not None]
        started = [a.day for a in acts if a.action in STARTING]
        ended = [a.day for a in acts if a.action in ENDING]
        if never or ends == [dt.date.min]:
            if not started:
                return False
            ends = []
        starts, ends = started or starts, ended or ends
        return (not starts or min(starts) <= day) and (not ends or day < min(ends))

    def live(self, node: str, day: dt.date) -> bool:
        """Return whether an application, module, organisation or flow is live by its record."""
        kind = self.nodes[node].kind
        if kind == "Organisation":
            return True
        if kind == "Module":
            owner = self.application(node)
            return owner is not None and self.live(owner, day) and self.by_itself(node, day)
        return self.by_itself(node, day)

    def eves(self, part: str) -> list[dt.date]:
        """Return the days on which what a lost one does is read.

        The target counts as live until the event whatever its record says: it is read on the day
        before, and on the last day of its record. What runs on it is read on its last day, or on
        the day itself where that is its first. A module that had ended is read on its last day.
        """
        owner = str(self.application(part))
        before = [day - ONE_DAY for day in self.days_of_change() if day < self.day]
        before = sorted({*before, self.day - ONE_DAY})
        if part != owner:
            own = [day for day in before if self.by_itself(part, day)]
            days = {*own[-1:], *self.eves(owner)}
            return sorted(day for day in days if self.by_itself(part, day))
        last = [day for day in before if self.live(owner, day)][-1:]
        if owner in self.targets:
            return sorted({*last, self.day - ONE_DAY})
        return last or [self.day]

    def application(self, part: str) -> str | None:
        """Return the application a module is of; anything else is its own."""
        if self.nodes[part].kind != "Module":
            return part
        for relation in self.all("CONTAINS"):
            if relation.to_id == part:
                return relation.from_id
        return None

    def _all_lost(self) -> set[str]:
        """Return the targets and whatever runs on a lost one, again and again."""
        lost = set(self.targets)
        while True:
            more = {
                r.from_id
                for r in self.all("RUNS_ON")
                if r.to_id in lost and self.hosted(r) and self.live(r.from_id, self.day)
                if not self.left(r, lost)
            }
            if more <= lost:
                return lost
            lost |= more

    def hosted(self, runs_on: RelationFact) -> bool:
        """Return whether a hosting held on the eve of its platform."""
        return any(valid(runs_on, day) for day in self.eves(runs_on.to_id))

    def left(self, runs_on: RelationFact, lost: set[str]) -> bool:
        """Return whether a hosting is over by the day, and another by who is not lost goes on."""
        end: Any = runs_on.values.get("valid_to")
        return bool(end and end <= self.day) and any(
            r.from_id == runs_on.from_id and r.to_id not in lost and self.live(r.to_id, self.day)
            for r in self.on("RUNS_ON", self.day)
        )

    def days(self, part: str) -> list[dt.date]:
        """Return the days on which what `part` does is read: its eves, or the day; or none."""
        if self.application(part) in self.lost:
            return self.eves(part)
        return [self.day] if self.live(part, self.day) else []

    def does(self, relation: RelationFact, days: Days | None = None) -> bool:
        """Return whether whoever a relation starts from does it, before the event."""
        return any(valid(relation, day) for day in (days or self.days)(relation.from_id))

    def on_the_eve(self, part: str) -> list[dt.date]:
        """Return the days on which it is read what `part` did the day before the event; or none.

        Whatever the event strikes is read as for the event, but never on the day itself.
        """
        eve, owner = self.day - ONE_DAY, self.application(part)
        if owner not in self.lost | self.targets:
            return [eve] if self.live(part, eve) else []
        there = self.live(str(owner), eve) or owner in self.targets
        there = there and (part == owner or self.by_itself(part, eve))
        earlier = [day for day in self.days(part) if day < self.day]
        return earlier + ([eve] if there and self.day in self.days(part) else [])

    def days_of_change(self) -> list[dt.date]:
        """Return every date that stands anywhere, in order."""
        facts: list[NodeFact | RelationFact] = [*self.nodes.values(), *self.relations]
        return sorted({v for f in facts for v in f.values.values() if isinstance(v, dt.date)})


def valid(relation: RelationFact, day: dt.date) -> bool:
    """Return whether a relation's own validity holds a day."""
    start: Any = relation.values.get("valid_from")
    end: Any = relation.values.get("valid_to")
    return (start is None or start <= day) and (end is None or day < end)
