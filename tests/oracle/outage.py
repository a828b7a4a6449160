"""The oracle: OUT-01 to OUT-10 over a whole portfolio in memory, rule by rule as worded."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact import Outage
from archrepo.domain.facts import NodeFact
from tests.oracle import chance as st
from tests.oracle.coverage import is_primary, named, segments_of
from tests.oracle.down import Came, Down
from tests.oracle.enriching import at_least
from tests.oracle.lines import (
    CRITICAL,
    INFO,
    MAJOR,
    MINOR,
    Answer,
    Cause,
    Way,
    answer_of,
)
from tests.oracle.living import valid
from tests.oracle.periods import holds
from tests.oracle.portfolios import DAY, attributes, portfolio, seldom
from tests.oracle.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.facts import RelationFact
    from tests.oracle.lines import Alternative
    from tests.oracle.portfolios import Case, Drawing
    from tests.oracle.touched import Dependence
    from tests.oracle.world import Coverage

PERIODS = {"REALTIME": 0, "HOURLY": 1, "DAILY": 24, "WEEKLY": 168, "MONTHLY": 720}


def outage(
    nodes: Iterable[NodeFact],
    relations: Iterable[RelationFact],
    event: Outage,
    *,
    also: Iterable[str] = (),
    users_threshold: int = 500,
) -> Answer:
    """Return what happens while an application is down, by the rules one after the other."""
    world = Touched(nodes, relations, event.target, event.at, event.plan, also)
    return _Outage(world, event.hours, users_threshold).answer()


@st.composite
def outages(draw: st.DrawFn) -> Case:
    """Draw an application that is down for a while."""
    drawn = portfolio(draw)
    hours = draw(st.sampled_from([0.5, 1, 2, 12, 24, 24.5, 48, 100, 168, 200, 1000]))
    target = drawn.application()
    if draw(st.booleans()):
        _passed_on(drawn.drawing, target, drawn.applications)
    return drawn.asked(Outage(target, DAY, drawn.plan, hours))


def _passed_on(drawing: Drawing, target: str, apps: list[str]) -> None:
    """Draw what goes from the target to some and on to others, synchronously first or copied."""
    data = at_least(drawing, "DataObject", "o", 1)[0]
    chain = [target, *drawing.draw(st.permutations([app for app in apps if app != target]))]
    synchronous = drawing.draw(st.integers(0, len(chain)))
    for n, (source, end) in enumerate(itertools.pairwise(chain)):
        flow = f"q{n}"
        kept = {
            "mode": st.just("SYNC") if n < synchronous else st.sampled_from(["ASYNC", "BATCH"]),
            "frequency": st.sampled_from([None, None, "HOURLY"]),
            "criticality": seldom(st.sampled_from(["BUSINESS_CRITICAL", "MISSION_CRITICAL"]), 2),
        }
        values = attributes(drawing.draw, name=st.just(flow), **kept)
        drawing.nodes[flow] = NodeFact("Flow", flow, values)
        drawing.link("EMITS", source, flow, dated=0)
        drawing.link("FEEDS", flow, end, dated=0)
        drawing.link("CARRIES", flow, data, dated=0)


class _Outage(Down):
    def __init__(self, world: Touched, hours: float, many_users: int) -> None:
        super().__init__(world)
        self.hours, self.many_users = hours, many_users

    def answer(self) -> Answer:
        scopes = [*self.services(), *self.recoveries()]
        causes = [*self.spared(), *self.stopped(), *self.stale(), *scopes]
        causes += [*self.journeys(scopes), *self.users(), *self.copies(), *self.senders()]
        return answer_of(self.world, causes, set())

    def cause(self, node: str, effect: str, rule: str, base: int, came: Came, **more: Any) -> Cause:
        way, flows = came
        return self.world.cause(node, effect, rule, base, way, flows=flows, **more)

    # OUT-01

    def spared(self) -> list[Cause]:
        struck = [
            (d.who, came) for d in self.on_down() if self.stops(d) for came in self.reaching(d)
        ]
        spared = sorted(self.world.targets - self.down)
        struck += [(target, (Way((target,), 0), ())) for target in spared]
        found = []
        for who, came in struck:
            members: frozenset[Alternative] = frozenset(
                (m, None, True) for m in self.stand_ins(who)
            )
            if members:
                more = {"alternatives": members}
                found.append(self.cause(who, "REDUNDANCY_USED", "OUT-01", INFO, came, **more))
        return found

    # OUT-02

    def stopped(self) -> list[Cause]:
        found = []
        for d in self.on_down():
            objects = frozenset({d.data} if d.data else ())
            for came in self.reaching(d):
                if self.stops(d):
                    if d.who in self.down:
                        found.append(
                            self.cause(
                                d.who, "SERVICE_DOWN", "OUT-02", MAJOR, came, objects=objects
                            )
                        )
                elif d.who not in self.down and self.missed(d):
                    found.append(
                        self.cause(
                            d.who, "SERVICE_DEGRADED", "OUT-02", MINOR, came, objects=objects
                        )
                    )
                elif d.who not in self.down and d.mode == "SYNC":
                    alternatives = self.told(d.on, self.others(d, sync=True))
                    more = {"objects": objects, "alternatives": alternatives}
                    found.append(self.cause(d.who, "INPUT_REDUNDANT", "OUT-02", INFO, came, **more))
        return found

    # OUT-03

    def stale(self) -> list[Cause]:
        late = [d for d in self.depends if self._late(d) and d.who not in self.down]
        found = [
            self.cause(d.who, "DATA_STALE", "OUT-03", MINOR, came, objects=objects)
            for d in late
            if d.on in self.down and (d.data is None or d.calls)
            for objects in [frozenset({d.data} if d.data else ())]
            for came in self.reaching(d)
        ]
        fed = [d for d in late if d.data is not None and not d.calls]
        for data in sorted({str(d.data) for d in fed}):
            of_it = [d for d in fed if d.data == data and not self.others(d, sync=False)]
            level = [(d.who, came) for d in of_it if d.on in self.down for came in self.reaching(d)]
            base, told = MINOR, set[str]()
            while level:
                more = {"objects": frozenset({data})}
                found += [
                    self.cause(who, "DATA_STALE", "OUT-03", base, came, **more)
                    for who, came in level
                ]
                told |= {who for who, _ in level}
                base = max(INFO, base - 1)
                level = [
                    (d.who, (way.to(*d.ids, hops=1), self._over(flows, d)))
                    for who, (way, flows) in level
                    for d in of_it
                    if d.on == who and d.who not in told
                ]
        return found

    def _late(self, d: Dependence) -> bool:
        """Return whether a copy is older than its period when the outage ends."""
        if d.mode not in {"ASYNC", "BATCH", "FILE", ""}:
            return False
        unstated = 1 if d.mode == "ASYNC" else 24
        return self.hours > PERIODS.get(str(self.world.value(str(d.flow), "frequency")), unstated)

    # OUT-04, OUT-05, OUT-06

    def services(self) -> list[Cause]:
        found = []
        coverages = self.world.coverages()
        for scope in sorted({c.scope for c in coverages if c.app in self.down}):
            here = [c for c in coverages if c.scope == scope]
            judged = segments_of(self.world, scope, coverages)
            told = [
                judgement
                for segment in judged
                if (judgement := self._judge(scope, segment, here)) is not None
            ]
            rule, effect, base, _, _ = min(told, key=lambda j: (-j[2], j[0]))
            same = [j for j in told if (j[0], j[2]) == (rule, base)]
            segments = named({j[3] for j in same}, judged)
            found += [
                self._on_scope(c, effect, rule, base, came, segments)
                for j in same
                for c in j[4]
                for came in self.came[c.app]
            ]
        return found

    def _on_scope(
        self,
        c: Coverage,
        effect: str,
        rule: str,
        base: int,
        came: Came,
        segments: frozenset[str] = frozenset(),
    ) -> Cause:
        way, flows = came
        on = (way.to(c.part, c.scope, hops=1), flows)
        return self.cause(c.scope, effect, rule, base, on, segments=segments)

    def _judge(
        self, scope: str, segment: str, here: list[Coverage]
    ) -> tuple[str, str, int, str, list[Coverage]] | None:
        before = [c for c in here if self.world.serves(c.items, segment)]
        down = [c for c in before if c.app in self.down]
        up = [c for c in before if c.app not in self.down]
        if not down:
            return None
        if not up:
            tolerance = self.tolerance(scope)
            long = tolerance is not None and self.hours > tolerance
            return "OUT-04", "SERVICE_DOWN", CRITICAL if long else MAJOR, segment, down
        primary = [c for c in down if is_primary(c, before)]
        if primary and not any(is_primary(c, up) for c in up):
            return "OUT-05", "SERVICE_DEGRADED", MAJOR, segment, primary
        return "OUT-05", "SERVICE_DEGRADED", MINOR, segment, down

    def tolerance(self, scope: str) -> float | None:
        """Return the tightest of the scope's own figure and of the peaks over it."""
        hours = [self.world.value(scope, "max_tolerable_downtime_h")]
        for period in [n for n in self.world.nodes.values() if n.kind == "Period"]:
            named_ones = {r.to_id for r in self.world.all("APPLIES_TO") if r.from_id == period.id}
            over = not named_ones or bool(named_ones & self.world.above(scope))
            peak = period.values.get("category") == "PEAK"
            if peak and over and holds(period, self.world.day):
                hours.append(period.values.get("max_tolerable_downtime_h"))
        return min((h for h in hours if h is not None), default=None)

    def recoveries(self) -> list[Cause]:
        found = []
        for c in self.world.coverages():
            tolerance, rto = self.tolerance(c.scope), self.world.value(c.app, "rto_h")
            if c.app in self.down and tolerance is not None and rto is not None and rto > tolerance:
                found += [
                    self._on_scope(c, "RTO_BREACH", "OUT-06", MAJOR, came)
                    for came in self.came[c.app]
                ]
        return found

    # OUT-07, OUT-08

    def journeys(self, scopes: list[Cause]) -> list[Cause]:
        found = []
        for step in self.world.on("PASSES_THROUGH", self.world.day):
            struck = [c for c in scopes if c.node == step.to_id and c.base >= MINOR]
            down = [c for c in struck if c.effect == "SERVICE_DOWN"]
            broken = bool(down) and bool(step.values.get("essential", True))
            for c in down if broken else struck:
                effect = "JOURNEY_BROKEN" if broken else "JOURNEY_AT_RISK"
                base = c.base if broken else c.base - 1
                came = (c.way.to(step.from_id), c.flows)
                found.append(self.cause(step.from_id, effect, "OUT-07", base, came))
        return found

    def users(self) -> list[Cause]:
        found = []
        for uses in self.world.all("USES"):
            if uses.to_id not in self.down:
                continue
            if any(valid(uses, day) for day in self.world.days(uses.to_id)):
                count: Any = uses.values.get("users_count", 0)
                base = MAJOR if count >= self.many_users else MINOR
                for way, flows in self.came[uses.to_id]:
                    came = (way.to(uses.from_id), flows)
                    found.append(self.cause(uses.from_id, "USERS_BLOCKED", "OUT-08", base, came))
        return found

    # OUT-09, OUT-10

    def copies(self) -> list[Cause]:
        found = []
        for d in self.on_down():
            if d.data is None or d.calls or not self.missed(d):
                continue
            copies = {
                (x.source, x.flow)
                for x in self.brought
                if (x.target, x.data) == (d.who, d.data)
                and x.source not in self.down
                and self.world.value(x.flow, "mode") != "SYNC"
            }
            if copies:
                more = {
                    "objects": frozenset({d.data}),
                    "alternatives": self.told(d.on, copies),
                }
                found += [
                    self.cause(d.who, "FALLBACK_ON_COPY", "OUT-09", MINOR, came, **more)
                    for came in self.reaching(d)
                ]
        return found

    def senders(self) -> list[Cause]:
        found = []
        for x in self.brought:
            stated, mode = self.world.value(x.flow, "depends"), self.world.value(x.flow, "mode")
            if x.target not in self.down or x.source in self.down | self.world.targets:
                continue
            if stated in {"SOURCE_ON_TARGET", "BOTH"}:
                continue
            objects = frozenset({x.data} if x.data else ())
            for way, flows in self.came[x.target]:
                on = way.to(x.target_part, x.flow, x.source_part, x.source, hops=1)
                came = (on, (*flows, x.flow))
                if stated is None and mode == "SYNC":
                    found.append(
                        self.cause(
                            x.source, "CALL_TO_CONFIRM", "OUT-10", MINOR, came, objects=objects
                        )
                    )
                else:
                    made = self.cause(x.source, "BACKLOG", "OUT-10", MINOR, came, objects=objects)
                    found.append(replace(made, final=MINOR))
        return found
