"""The oracle: TEC-01 to TEC-05 over a whole portfolio in memory, rule by rule as worded."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact import TechnologyEnd
from tests.oracle import chance as st
from tests.oracle.coverage import is_primary, named, segments_of
from tests.oracle.lines import INFO, MAJOR, MINOR, Answer, Cause, answer_of
from tests.oracle.portfolios import DAY, portfolio
from tests.oracle.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.facts import NodeFact, RelationFact
    from tests.oracle.portfolios import Case


def technology_end(
    nodes: Iterable[NodeFact], relations: Iterable[RelationFact], event: TechnologyEnd
) -> Answer:
    """Return what the end of a technology's support means, by the rules one after the other."""
    everything = list(nodes)
    (technology,) = [n for n in everything if n.id == event.target]
    day: Any = event.at or technology.values["vendor_support_end"]
    world = Standing(everything, relations, event.target, day, event.plan)
    return answer_of(world, technology_causes(world), set())


def technology_causes(world: Standing) -> list[Cause]:
    """Return what the end of support means for users and scopes."""
    users = _users(world)
    return [*users, *_scopes(world, users)]


@st.composite
def technology_ends(draw: st.DrawFn) -> Case:
    """Draw a technology that many use, itself or a part of it, and when its support ends."""
    drawn = portfolio(draw)
    drawing = drawn.drawing
    technologies = [i for i, n in drawing.nodes.items() if n.kind == "Technology"]
    technologies += drawing.add("Technology", "v", 1, 3)
    drawing.tree(technologies)
    parts = [i for i, n in drawing.nodes.items() if n.kind in {"Application", "Module"}]
    near = [DAY + dt.timedelta(days=n) for n in (-1, 0, 1, 200)]
    until = st.sampled_from([None, None, *near])
    drawing.links("USES_TECH", parts, technologies, 8, risk_accepted_until=until)
    projects = [i for i, n in drawing.nodes.items() if n.kind == "Project"]
    drawing.links(
        "IMPACTS",
        projects,
        [*technologies, *drawn.applications],
        3,
        dated=0,
        action=st.sampled_from(["MIGRATE", "REPLACE", "MODIFY"]),
        date=st.sampled_from([None, *near]),
        committed=st.sampled_from([None, True]),
    )
    return drawn.asked(TechnologyEnd(draw(st.sampled_from(technologies)), DAY, drawn.plan))


def _users(world: Standing) -> list[Cause]:
    found = []
    for uses in world.on("USES_TECH", world.day):
        if uses.to_id not in world.below(world.target) or not world.live(uses.from_id, world.day):
            continue
        app = str(world.application(uses.from_id))
        rule, effect, base = _judged(world, uses, app)
        way = world.way_down(world.target, uses.to_id).to(uses.from_id, app)
        found.append(world.cause(app, effect, rule, base, way))
    return found


def _judged(world: Standing, uses: RelationFact, app: str) -> tuple[str, str, int]:
    """Return the first rule that holds, its effect and base."""
    accepted: Any = uses.values.get("risk_accepted_until")
    if accepted is not None and accepted >= world.day:
        return "TEC-04", "ACCEPTED", MINOR
    if not world.live(uses.from_id, world.day + dt.timedelta(days=180)):
        return "TEC-02", "UNSUPPORTED", MINOR
    on_the_way = set(world.down_to(world.target, uses.to_id))
    ways_out = [
        a.day
        for a in world.actions()
        if a.counted and a.day and a.action in {"MIGRATE", "REPLACE"}
        if a.target == app or a.target in on_the_way
    ]
    if any(day <= world.day for day in ways_out):
        return "TEC-03", "ADDRESSED", MINOR
    return ("TEC-03" if ways_out else "TEC-01"), "UNSUPPORTED", MAJOR


def _scopes(world: Standing, users: list[Cause]) -> list[Cause]:
    old = [c for c in users if (c.effect, c.base) == ("UNSUPPORTED", MAJOR)]
    names = {c.node for c in old}
    coverages = world.coverages()
    found = []
    for scope in sorted({c.scope for c in coverages if c.app in names}):
        judged = segments_of(world, scope, coverages)
        struck: dict[int, dict[str, list[Any]]] = {MINOR: {}, INFO: {}}
        for segment in judged:
            serving = [c for c in coverages if c.scope == scope and world.serves(c.items, segment)]
            carrying = [c for c in serving if c.level == "FULL" or is_primary(c, serving)]
            bad = [c for c in carrying if c.app in names]
            if bad:
                struck[MINOR if len(bad) == len(carrying) else INFO][segment] = bad
        base = MINOR if struck[MINOR] else INFO
        found += [
            world.cause(
                scope,
                "OBSOLESCENCE_RISK",
                "TEC-05",
                base,
                cause.way.to(c.part, scope, hops=1),
                segments=named(set(struck[base]), judged),
            )
            for bad in struck[base].values()
            for c in bad
            for cause in old
            if cause.node == c.app
        ]
    return found
