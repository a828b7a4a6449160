"""The oracle: RET-01 to RET-20 over a whole portfolio in memory, rule by rule as worded."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.oracle.coverage import (
    GONE,
    is_primary,
    named,
    parent_causes,
    scope_causes,
    segments_of,
)
from tests.oracle.lines import (
    CRITICAL,
    INFO,
    MAJOR,
    MINOR,
    Alternative,
    Answer,
    Benefit,
    Cause,
    Way,
    adjusted,
    answer_of,
)
from tests.oracle.supply import supplied_after
from tests.oracle.world import World, valid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.impact import Retire
    from archrepo.domain.facts import NodeFact, RelationFact
    from tests.oracle.world import Access, Exchange


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


class Retirement:
    """One retirement, or the consequences of what else takes supply away."""

    def __init__(self, world: World, tolerance: int, many_users: int) -> None:
        self.world, self.tolerance, self.many_users = world, tolerance, many_users
        self.ways = self._ways()
        self.coverages = world.coverages()
        self.brought = world.exchanges()
        self.accesses = world.accesses()
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

    def cause(self, node: str, effect: str, rule: str, base: int, way: Way, **more: Any) -> Cause:
        """Return a cause; its final follows from the criticality of the node, and of flows."""
        final = adjusted(self.world, node, base, more.get("flows", ()))
        return Cause(node, effect, rule, base, final, way, **more)

    def _ways(self) -> dict[str, Way]:
        """Return the best way to each lost application, over what runs on what."""
        ways = {target: Way((target,), 0) for target in self.world.targets}
        hosting = [r for r in self.world.all("RUNS_ON") if self.world.hosted(r)]
        for _ in self.world.lost:
            for runs in hosting:
                if runs.to_id in ways and runs.from_id in self.world.lost:
                    way = ways[runs.to_id].to(runs.from_id, hops=1)
                    known = ways.get(runs.from_id)
                    if known is None or way.rank < known.rank:
                        ways[runs.from_id] = way
        return ways

    def lost_exchanges(self) -> list[Exchange]:
        """Return what flows from a lost one to another that is not."""
        lost = self.world.lost
        return [x for x in self.brought if x.source in lost and x.target not in lost]

    def declared(self, lost: str) -> set[str]:
        """Return the successors of a lost one and the members of its redundancy groups."""
        found = set(self.world.successors(lost))
        stated = self.world.all("ALTERNATIVE_OF")
        for name in {r.values.get("group") for r in stated if lost in {r.from_id, r.to_id}}:
            group = {lost}
            for _ in self.world.nodes:
                for r in stated:
                    if r.values.get("group") == name and {r.from_id, r.to_id} & group:
                        group |= {r.from_id, r.to_id}
            found |= group
        return found - {lost}

    # RET-06, RET-07

    def inputs(self) -> list[Cause]:
        found = []
        for x in self.lost_exchanges():
            way = self.ways[x.source].over(x)
            if x.data is None or x.target not in self.supplied(x.data):
                objects = frozenset({x.data} if x.data else ())
                final = adjusted(self.world, x.target, MAJOR, [x.flow])
                found.append(
                    Cause(
                        x.target,
                        "INPUT_LOST",
                        "RET-06",
                        MAJOR,
                        final,
                        way,
                        objects,
                        flows=(x.flow,),
                    )
                )
                continue
            others = self.alternatives(x)
            declared = any(declared for _, _, declared in others)
            final = adjusted(self.world, x.target, MINOR, [x.flow], up=not declared)
            found.append(
                Cause(
                    x.target,
                    "INPUT_REDUNDANT",
                    "RET-07",
                    MINOR,
                    final,
                    way,
                    frozenset({x.data}),
                    alternatives=others,
                    flows=(x.flow,),
                )
            )
        return found

    def supplied(self, data: str) -> set[str]:
        return supplied_after(self.world, data, self.brought, self.accesses)

    def alternatives(self, lost: Exchange) -> frozenset[Alternative]:
        """Return who still brings the object of a lost exchange; itself where nobody does."""
        assert lost.data is not None
        declared = self.declared(lost.source)
        supplied = self.supplied(lost.data) - self.world.lost
        others: set[Alternative] = {
            (x.source, x.flow, x.source in declared)
            for x in self.brought
            if (x.target, x.data) == (lost.target, lost.data) and x.source in supplied
        }
        return frozenset(others or {(lost.target, None, False)})

    # RET-08

    def stale(self) -> list[Cause]:
        found = []
        for data in sorted({x.data for x in self.lost_exchanges() if x.data}):
            supplied = self.supplied(data)
            first: list[tuple[str, Way, tuple[str, ...]]] = [
                (x.target, self.ways[x.source].over(x), (x.flow,))
                for x in self.lost_exchanges()
                if x.data == data and x.target not in supplied
            ]
            told: set[str] = set()
            base = MAJOR
            while first:
                told |= {app for app, _, _ in first}
                base = max(INFO, base - 1)
                onward = [
                    (x.target, way.over(x), (*flows, x.flow))
                    for app, way, flows in first
                    for x in self.brought
                    if (x.source, x.data) == (app, data)
                    and x.target not in self.world.lost | supplied | told
                ]
                found += [
                    self.cause(
                        app,
                        "DATA_STALE",
                        "RET-08",
                        base,
                        way,
                        objects=frozenset({data}),
                        flows=flows,
                    )
                    for app, way, flows in onward
                ]
                first = onward
        return found

    # RET-09

    def at_risk(self, flows: list[Cause]) -> list[Cause]:
        found = []
        for struck in flows:
            if struck.base < MINOR:
                continue
            for c in self.coverages:
                if c.lost or c.app != struck.node:
                    continue
                roles = {}
                segments = segments_of(self.world, c.scope, self.coverages)
                for segment in segments:
                    if self.world.serves(c.items, segment):
                        among = [
                            o
                            for o in self.coverages
                            if o.scope == c.scope
                            and not o.lost
                            and self.world.serves(o.items, segment)
                        ]
                        roles[segment] = is_primary(c, among)
                primary = any(roles.values())
                at_risk = {s for s, is_one in roles.items() if is_one == primary}
                base = max(INFO, struck.base - (1 if primary else 2))
                found.append(
                    self.cause(
                        c.scope,
                        "COVERAGE_AT_RISK",
                        "RET-09",
                        base,
                        struck.way.to(c.part, c.scope, hops=1),
                        objects=struck.objects,
                        segments=frozenset(at_risk),
                        flows=struck.flows,
                    )
                )
        return found

    # RET-10

    def outlets(self) -> list[Cause]:
        found = []
        for x in self.brought:
            if x.target not in self.world.lost or x.source in self.world.lost:
                continue
            heirs = set(self.world.successors(x.target))
            also = x.data is not None and any(
                o.source == x.source and o.data == x.data and o.target in heirs
                for o in self.brought
            )
            way = self.ways[x.target].to(x.target_part, x.flow, x.source_part, x.source, hops=1)
            objects = frozenset({x.data} if x.data else ())
            effect, base = ("OUTLET_TRANSFERRED", INFO) if also else ("OUTLET_LOST", MINOR)
            found.append(Cause(x.source, effect, "RET-10", base, base, way, objects))
        return found

    # RET-11, RET-12

    def masters(self) -> list[Cause]:
        found = []
        masters = [a for a in self.accesses if a.role == "MASTER"]
        for a in masters:
            judged = self.master_segments(a.data)
            gone = {
                s for s in judged if self.world.serves(a.items, s) and self.unmastered(a.data, s)
            }
            if a.lost and gone:
                gone = {
                    s
                    for m in masters
                    if m.lost and m.data == a.data
                    for s in judged
                    if self.world.serves(m.items, s) and self.unmastered(a.data, s)
                }
                found.append(
                    self.cause(
                        a.data,
                        "MASTER_LOST",
                        "RET-11",
                        CRITICAL,
                        self.way_to(a),
                        objects=frozenset({a.data}),
                        segments=named(gone, judged),
                    )
                )
        return found

    def archives(self) -> list[Cause]:
        found = []
        moved = self.world.with_parts(
            {
                a.target
                for a in self.world.actions()
                if a.action == "MIGRATE" and a.counted and a.day and a.day <= self.world.day
            }
        )
        for a in self.held():
            personal = self.world.value(a.data, "personal") in {"PERSONAL", "SENSITIVE"}
            kept = self.world.value(a.data, "retention_months") is not None
            if not (personal or kept) or a.data in moved:
                continue
            judged = self.archive_segments(a.data)
            mine = {s for s in judged if self.world.serves(a.items, s)}
            alone = {s for s in mine if self.unmastered(a.data, s)}
            theirs = {
                s
                for s in judged
                if any(self.world.serves(h.items, s) for h in self.held() if h.data == a.data)
                if not alone or self.unmastered(a.data, s)
            }
            found.append(
                self.cause(
                    a.data,
                    "ARCHIVE_DUTY",
                    "RET-12",
                    MAJOR if alone else MINOR,
                    self.way_to(a),
                    objects=frozenset({a.data}),
                    segments=named(theirs, judged),
                )
            )
        return found

    def held(self) -> list[Access]:
        """Return what the lost ones hold for good."""
        keeping = {"MASTER", "REPLICA_RW"}
        held = [a for a in self.accesses if a.role in keeping or {"C", "U"} & set(a.crud)]
        return [a for a in held if a.lost]

    def archive_segments(self, data: str) -> list[str]:
        """Return the segments for which the history of an object is judged."""
        held = [a.items for a in self.held() if a.data == data]
        masters = {s for s in self.master_segments(data) if s != "*"}
        items = masters | {item for items in held for item in items}
        return sorted(items | ({"*"} if () in held else set()))

    def way_to(self, access: Access) -> Way:
        """Return the way to an object, by the whole that is accessed."""
        return self.ways[access.app].to(access.part, access.stated, access.data)

    def master_segments(self, data: str) -> list[str]:
        """Return the segments in which the mastery of an object is judged."""
        wholes = self.world.above(data)
        stated = [
            r.values.get("segments", ())
            for r in self.world.all("ACCESSES")
            if r.to_id in wholes and r.values.get("role") == "MASTER"
        ]
        everyone = any(a.data == data and not a.items for a in self.accesses)
        items: set[Any] = {item for items in stated for item in items}  # type: ignore[union-attr]
        return sorted(items | ({"*"} if everyone else set()))

    def unmastered(self, data: str, segment: str) -> bool:
        """Return whether no live application is master of an object for a segment."""
        return not any(
            a.data == data and a.role == "MASTER" and not a.lost
            for a in self.accesses
            if self.world.serves(a.items, segment)
        )

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


def holds(period: NodeFact, day: dt.date) -> bool:
    """Return whether a period holds a day, in any year where it is yearly."""
    start: Any = period.values.get("starts_on")
    end: Any = period.values.get("ends_on")
    years = range(-5, 6) if period.values.get("yearly") and start and end else (0,)
    return any(
        (start is None or _shifted(start, n) <= day) and (end is None or day < _shifted(end, n))
        for n in years
    )


def _shifted(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 3, 1)
