"""The oracle: RET-01 to RET-20 over a whole portfolio in memory, rule by rule as worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.oracle.coverage import (
    GONE,
    parent_causes,
    scope_causes,
)
from tests.oracle.lines import (
    CRITICAL,
    INFO,
    MAJOR,
    MINOR,
    Answer,
    Benefit,
    Cause,
    Way,
    answer_of,
)
from tests.oracle.living import valid
from tests.oracle.lost_data import LostData
from tests.oracle.periods import holds
from tests.oracle.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.impact import Retire
    from archrepo.domain.facts import NodeFact, RelationFact


def retire(
    nodes: Iterable[NodeFact],
    relations: Iterable[RelationFact],
    event: Retire,
    *,
    also: Iterable[str] = (),
    gap_tolerance_days: int = 1,
    users_threshold: int = 500,
) -> Answer:
    """Return what retiring an application does, by the rules one after the other."""
    world = World(nodes, relations, event.target, event.at, event.plan, also)
    return Retirement(world, gap_tolerance_days, users_threshold).answer()


class Retirement(LostData):
    """One retirement, or the consequences of what else takes supply away."""

    def __init__(self, world: World, tolerance: int, many_users: int) -> None:
        super().__init__(world)
        self.tolerance, self.many_users = tolerance, many_users
        self.causes: list[Cause] = []

    def answer(self) -> Answer:
        world = self.world
        scopes = scope_causes(world, self.coverages, self.ways, self.tolerance)
        flows = self.inputs() + self.stale()
        scopes += self.at_risk(flows)
        scopes += parent_causes(world, self.coverages, scopes, self.tolerance)
        self.causes = [*scopes, *flows, *self.journeys(scopes)]
        self.causes += [*self.outlets(), *self.masters(), *self.archives(), *self.hosted()]
        self.causes += [*self.projects(), *self.users(), *self.freed(), *self.freezes()]
        return answer_of(world, self.causes, self.benefits())

    # RET-13 to RET-16

    def hosted(self) -> list[Cause]:
        world = self.world
        return [
            self.cause(
                r.from_id,
                "HOST_LOST",
                "RET-13",
                CRITICAL,
                self.ways[r.to_id].to(r.from_id, hops=1),
            )
            for r in world.all("RUNS_ON")
            if {r.to_id, r.from_id} <= world.lost
            and world.hosted(r)
            and r.from_id not in world.targets
        ]

    def projects(self) -> list[Cause]:
        found = []
        actions = self.world.actions()
        for act in actions:
            status = act.project.values.get("status")
            if act.target not in self.world.lost or status in {"DONE", "STOPPED"}:
                continue
            end: Any = act.project.values.get("end")
            goes_on = act.action in {"CREATE", "MODIFY", "EXTEND"} and (
                end is None or end > self.world.day
            )
            later = (
                act.action in {"REPLACE", "MIGRATE"}
                and act.day is not None
                and act.day > self.world.day
            )
            own = {act.project.id} | self.world.above(act.project.id)
            retires = any(
                o.project.id in own
                and o.target == act.target
                and o.action in {"RETIRE", "WITHDRAW"}
                and o.project.values.get("status") != "STOPPED"
                for o in actions
            )
            if (goes_on or later) and not retires:
                way = self.ways[act.target].to(act.project.id)
                found.append(self.cause(act.project.id, "PROJECT_CONFLICT", "RET-14", MAJOR, way))
        return found

    def users(self) -> list[Cause]:
        found = []
        for uses in self.world.all("USES"):
            if uses.to_id not in self.world.lost:
                continue
            if any(valid(uses, day) for day in self.world.eves(uses.to_id)):
                count: Any = uses.values.get("users_count", 0)
                base = MAJOR if count >= self.many_users else MINOR
                way = self.ways[uses.to_id].to(uses.from_id)
                found.append(self.cause(uses.from_id, "USERS_TO_MIGRATE", "RET-15", base, way))
        return found

    def freed(self) -> list[Cause]:
        found = []
        used: dict[str, list[str]] = {}
        for uses in self.world.all("USES_TECH"):
            if self.world.does(uses):
                used.setdefault(uses.to_id, []).append(uses.from_id)
        for technology, parts in used.items():
            owners = {self.world.application(part) for part in parts}
            if owners <= self.world.lost:
                ways = [self.ways[str(self.world.application(p))].to(p) for p in parts]
                found += [
                    self.cause(technology, "TECH_FREED", "RET-16", INFO, way.to(technology))
                    for way in ways
                ]
        return found + [
            self.cause(app, "COST_FREED", "RET-16", INFO, self.ways[app])
            for app in self.world.lost
            if self.world.value(app, "run_cost") is not None
        ]

    def benefits(self) -> set[Benefit]:
        found: set[Benefit] = set()
        for cause in self.causes:
            if cause.effect == "TECH_FREED":
                found.add((cause.node, cause.effect, None, None))
            if cause.effect == "COST_FREED":
                amount = self.world.value(cause.node, "run_cost")
                until = self.world.value(cause.node, "contract_end") or self.world.day
                found.add((cause.node, cause.effect, amount, max(until, self.world.day)))
        return found

    # RET-19, RET-20

    def journeys(self, scopes: list[Cause]) -> list[Cause]:
        found = []
        for step in self.world.on("PASSES_THROUGH", self.world.day):
            essential = step.values.get("essential", True)
            struck = [c for c in scopes if c.node == step.to_id and c.base >= MINOR]
            gone = [c for c in struck if c.effect in GONE]
            for c in gone if gone and essential else struck:
                broken = bool(gone) and bool(essential)
                effect = "JOURNEY_BROKEN" if broken else "JOURNEY_AT_RISK"
                base = c.base if broken else c.base - 1
                way = c.way.to(step.from_id)
                found.append(
                    self.cause(
                        step.from_id,
                        effect,
                        "RET-19",
                        base,
                        way,
                        objects=c.objects,
                        gap=c.gap,
                        flows=c.flows,
                    )
                )
        return found

    def freezes(self) -> list[Cause]:
        found = []
        for period in [n for n in self.world.nodes.values() if n.kind == "Period"]:
            if period.values.get("category") != "FREEZE" or not holds(period, self.world.day):
                continue
            applies = {
                r.to_id
                for r in self.world.on("APPLIES_TO", self.world.day)
                if r.from_id == period.id
            }
            covered = [(self.ways[c.app].ids[0], c.scope) for c in self.coverages if c.lost]
            found += [
                self.cause(target, "FREEZE_CONFLICT", "RET-20", MAJOR, Way((target,), 0))
                for target in sorted(self.world.targets)
                if any(
                    not applies or applies & self.world.above(scope)
                    for by, scope in covered
                    if by == target
                )
            ]
        return found
