"""The oracle: CHG-01 to CHG-06 over a whole portfolio in memory, rule by rule as worded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact import Change
from archrepo.analysis.impact.events import ChangeKind
from tests.oracle import chance as st
from tests.oracle.data import DataChange
from tests.oracle.enriching import add_around_data, add_chain, of_kind
from tests.oracle.lines import INFO, MAJOR, MINOR, Answer, Cause, Way, answer_of
from tests.oracle.portfolios import DAY, portfolio
from tests.oracle.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.facts import NodeFact, RelationFact
    from tests.oracle.portfolios import Case


def change(nodes: Iterable[NodeFact], relations: Iterable[RelationFact], event: Change) -> Answer:
    """Return who must follow a change of an application, by the rules one after the other."""
    world = Touched(nodes, relations, event.target, event.at, event.plan)
    return answer_of(world, change_causes(world, event), set())


def change_causes(world: Touched, event: Change) -> list[Cause]:
    """Return what a change does around the application it strikes."""
    causes = _projects(world)
    if event.kind == "functional":
        reviews = _reviews(world)
        causes += reviews + _journeys(world, reviews)
    if event.kind == "interface":
        causes += _contracts(world, set(event.flows), breaking=event.breaking)
    if event.kind == "data-model":
        causes += _models(world)
    if event.kind == "technical":
        causes += _dependents(world)
    return causes


@st.composite
def changes(draw: st.DrawFn) -> Case:
    """Draw an application and what is changed about it."""
    drawn = portfolio(draw)
    kind = draw(st.sampled_from(list(ChangeKind)))
    flows: frozenset[str] = frozenset()
    breaking = False
    if kind is ChangeKind.INTERFACE:
        ids = [i for i, n in drawn.drawing.nodes.items() if n.kind == "Flow"]
        some = st.sets(st.sampled_from(ids), max_size=3) if ids else st.just(set[str]())
        flows, breaking = frozenset(draw(st.just(set[str]()) | some)), draw(st.booleans())
    target = drawn.application()
    if kind is ChangeKind.DATA_MODEL:
        add_around_data(drawn.drawing)
        data = draw(st.sampled_from(of_kind(drawn.drawing, "DataObject")))
        add_chain(drawn.drawing, target, data, role=st.just("MASTER"))
    return drawn.asked(Change(target, DAY, drawn.plan, kind, flows, breaking))


def _reviews(world: Touched) -> list[Cause]:
    found = []
    for c in world.coverages():
        if c.app == world.target:
            base = MAJOR if world.primary(c) else MINOR
            way = Way((world.target,), 0).to(c.part, c.scope, hops=1)
            segments = frozenset(c.items)
            found.append(world.cause(c.scope, "REVIEW", "CHG-01", base, way, segments=segments))
    return found


def _journeys(world: Touched, reviews: list[Cause]) -> list[Cause]:
    return [
        world.cause(
            step.from_id,
            "JOURNEY_REVIEW",
            "CHG-05",
            max(INFO, review.base - 1),
            review.way.to(step.from_id),
        )
        for step in world.on("PASSES_THROUGH", world.day)
        for review in reviews
        if review.node == step.to_id
    ]


def _contracts(world: Touched, flows: set[str], *, breaking: bool) -> list[Cause]:
    effect, base = ("CONTRACT_BREAK", MAJOR) if breaking else ("REGRESSION_TEST", MINOR)
    found = []
    for x in world.exchanges():
        if flows and x.flow not in flows:
            continue
        ways = []
        start = Way((world.target,), 0)
        if x.source == world.target:
            ways.append((x.target, start.over(x)))
        if x.target == world.target:
            back = (x.target_part, x.flow, x.source_part, x.source)
            ways.append((x.source, start.to(*back, hops=1)))
        more: dict[str, Any] = {
            "objects": frozenset({x.data} if x.data else ()),
            "flows": (x.flow,),
        }
        found += [world.cause(other, effect, "CHG-02", base, way, **more) for other, way in ways]
    return found


class _Schema(DataChange):
    """The schema of one object changes, in a portfolio around something else."""

    def __init__(self, world: Touched, data: str) -> None:
        self.world, self.data = world, data
        self.struck = world.below(data)
        self.brought = world.exchanges()
        self.accesses = world.accesses()


def _models(world: Touched) -> list[Cause]:
    found = []
    for r in world.all("ACCESSES"):
        mine = world.application(r.from_id) == world.target and world.does(r)
        if not mine or r.values.get("role") != "MASTER":
            continue
        start = Way((world.target,), 0).to(r.from_id)
        found += [
            replace(c, rule="CHG-03", way=start.to(*c.way.ids, hops=c.way.hops))
            for c in _Schema(world, r.to_id).schema()
            if c.node != world.target
        ]
    return found


def _dependents(world: Touched) -> list[Cause]:
    return [
        world.cause(
            d.who,
            "REGRESSION_TEST",
            "CHG-04",
            MINOR,
            Way((world.target,), 0).to(*d.ids, hops=1),
            objects=frozenset({d.data} if d.data else ()),
            flows=(d.flow,) if d.flow else (),
        )
        for d in world.dependences()
        if d.on == world.target and d.who != world.target and d.mode == "SYNC"
    ]


def _projects(world: Touched) -> list[Cause]:
    found = []
    for act in world.actions():
        if act.target != world.target or act.project.values.get("status") in {"DONE", "STOPPED"}:
            continue
        start: Any = act.project.values.get("start")
        begun = start is None or start <= world.day
        if begun and (act.day is None or world.day <= act.day):
            way = Way((world.target,), 0).to(act.project.id)
            found.append(world.cause(act.project.id, "COORDINATE", "CHG-06", MINOR, way))
    return found
