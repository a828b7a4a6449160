"""The surest ways of a lineage are those that trying every way finds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hypothesis import example, given, settings

from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.lineage import LineageRequest, MemoryTransformations, lineage
from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.validity import PlanChoice
from tests.oracle import chance as st
from tests.plans import node, relation

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = dt.date(2027, 3, 1)
OVER = dt.date(2027, 2, 1)
Hop = tuple[str, str, str, str, str | None, float]
"""Source, flow, target, object, transformation, confidence."""


@st.composite
def portfolios(draw: st.DrawFn) -> list[NodeFact | RelationFact]:
    """Draw applications that hand objects on, some transformed, some over already."""
    apps = [node("Application", f"a{n}") for n in range(draw(st.integers(1, 5)))]
    objects = [node("DataObject", f"o{n}") for n in range(draw(st.integers(1, 3)))]
    facts: list[NodeFact | RelationFact] = [*apps, *objects]
    if len(objects) > 1 and draw(st.booleans()):
        facts.append(relation("CONTAINS", objects[1], objects[0]))
    modules = [node("Module", f"m{n}") for n in range(draw(st.integers(0, 2)))]
    for module in modules:
        facts += [module, relation("CONTAINS", draw(st.sampled_from(apps)), module)]
    parties = [*apps, *apps, *modules]
    for n in range(draw(st.integers(0, 8))):
        flow = node("Flow", f"f{n}", **({"retired": OVER} if draw(st.integers(0, 9)) == 0 else {}))
        facts += [
            flow,
            relation("EMITS", draw(st.sampled_from(parties)), flow),
            relation("FEEDS", flow, draw(st.sampled_from(parties))),
        ]
        for data in _some(draw, objects):
            values: dict[str, Any] = {}
            if draw(st.integers(0, 2)) == 0:
                values["confidence"] = draw(st.sampled_from([0.3, 0.5, 0.8]))
            if draw(st.integers(0, 2)) == 0:
                values["transformation"] = draw(st.sampled_from(["NONE", "FILTER", "MASK"]))
            facts.append(relation("CARRIES", flow, data, **values))
    for app in _some(draw, apps):
        role = draw(st.sampled_from(["MASTER", "MASTER", "CONSUMER"]))
        facts.append(relation("ACCESSES", app, objects[0], role=role))
    return facts


def _some(draw: st.DrawFn, among: list[NodeFact]) -> list[NodeFact]:
    """Draw one of some, two, or none."""
    ordered: list[NodeFact] = draw(st.permutations(among))
    return ordered[: draw(st.integers(0, 2))]


def _made_of_something_unstated() -> list[NodeFact | RelationFact]:
    """Return a master that gets its object transformed, from one to which it sends who knows what.

    What is transformed may be made of that; where that comes from, nobody knows.
    """
    master, maker = node("Application", "a0"), node("Application", "a1")
    made, unstated, further = (node("Flow", f"f{n}") for n in range(3))
    data = node("DataObject", "o0")
    return [
        *(master, maker, data, made, unstated, further),
        relation("ACCESSES", master, data, role="MASTER"),
        relation("EMITS", maker, made),
        relation("CARRIES", made, data, transformation="FILTER", confidence=0.3),
        relation("FEEDS", made, master),
        *(relation("EMITS", master, unstated), relation("FEEDS", unstated, maker)),
        *(relation("EMITS", maker, further), relation("FEEDS", further, master)),
    ]


def _made_by_a_module() -> list[NodeFact | RelationFact]:
    """Return a master whose module hands something on that it made, and is met by no other flow."""
    master, other, module = (
        node(kind, name)
        for kind, name in (("Application", "a0"), ("Application", "a1"), ("Module", "m0"))
    )
    followed, made, flow = node("DataObject", "o0"), node("DataObject", "o1"), node("Flow", "f0")
    return [
        *(master, other, module, followed, made, flow),
        relation("CONTAINS", master, module),
        relation("ACCESSES", master, followed, role="MASTER"),
        relation("EMITS", module, flow),
        relation("CARRIES", flow, made, transformation="MASK"),
        relation("FEEDS", flow, other),
    ]


def _surer_by_one_flow_more() -> list[NodeFact | RelationFact]:
    """Return one that is reached at once, more surely by way of another, and sends on."""
    first, between, second = (node("Application", f"a{n}") for n in range(3))
    followed, made = node("DataObject", "o0"), node("DataObject", "o1")
    flows = [node("Flow", f"f{n}") for n in range(4)]
    pairs = ((first, second), (first, between), (between, second), (second, first))
    return [
        *(first, between, second, followed, made, *flows),
        *(relation("EMITS", source, f) for f, (source, _) in zip(flows, pairs, strict=True)),
        *(relation("FEEDS", f, target) for f, (_, target) in zip(flows, pairs, strict=True)),
        relation("CARRIES", flows[0], followed, confidence=0.5),
        relation("CARRIES", flows[3], made, transformation="MASK"),
    ]


@settings(max_examples=250, deadline=None)
@given(portfolios().strategy)
@example(_made_of_something_unstated())
@example(_made_by_a_module())
@example(_surer_by_one_flow_more())
def test_trying_every_way_finds_the_same(facts: list[NodeFact | RelationFact]) -> None:
    nodes = [fact for fact in facts if isinstance(fact, NodeFact)]
    relations = [fact for fact in facts if isinstance(fact, RelationFact)]
    asked = LineageRequest("o0", DAY, PlanChoice())
    told = lineage(asked, MemoryFacts(nodes, relations), MemoryTransformations(relations))
    hops = list(_hops(nodes, relations))
    followed = {"o0", *(r.from_id for r in relations if r.type == "CONTAINS" and r.to_id == "o0")}
    ahead = _surest(told.starts, hops, followed)
    behind = _surest_back(told.starts, hops, followed)
    assert {h.target for h in told.strict.downstream} == set(ahead)
    assert {h.source for h in told.strict.upstream} == set(behind)
    for found, ways, end in (
        (told.strict.downstream, ahead, "target"),
        (told.strict.upstream, behind, "source"),
    ):
        for hop in found:
            assert hop.confidence <= round(ways[getattr(hop, end)], 2)
        for application in {getattr(hop, end) for hop in found} - set(told.starts):
            best = max(h.confidence for h in found if getattr(h, end) == application)
            assert best == round(ways[application], 2)
    loose = {h.target for h in told.loose.downstream}
    assert {h.target for h in told.strict.downstream if h.depth <= told.hops} <= loose


def _hops(nodes: list[NodeFact], relations: list[RelationFact]) -> Iterator[Hop]:
    """Yield what every flow in force carries between two applications, modules counted for."""
    owner = {
        r.to_id: r.from_id for r in relations if r.type == "CONTAINS" and r.to_kind == "Module"
    }
    over = {n.id for n in nodes if n.kind == "Flow" and "retired" in n.values}
    for emits in (r for r in relations if r.type == "EMITS" and r.to_id not in over):
        for feeds in (r for r in relations if r.type == "FEEDS" and r.from_id == emits.to_id):
            source = owner.get(emits.from_id, emits.from_id)
            target = owner.get(feeds.to_id, feeds.to_id)
            if source == target:
                continue
            carried = [r for r in relations if r.type == "CARRIES" and r.from_id == emits.to_id]
            if not carried:  # it carries an unknown object of its own
                yield source, emits.to_id, target, f"unknown of {emits.to_id}", None, 1.0
            for carries in carried:
                done = carries.values.get("transformation", "NONE")
                sure = float(str(carries.values.get("confidence", 1)))
                stated = None if done == "NONE" else str(done)
                yield source, emits.to_id, target, carries.to_id, stated, sure


def _surest(starts: tuple[str, ...], hops: list[Hop], same: set[str]) -> dict[str, float]:
    """Return application → its confidence by the surest way; no way leaves a spot twice."""
    best: dict[str, float] = {}

    def go(application: str, held: frozenset[str], sure: float, passed: frozenset[Any]) -> None:
        for source, _, target, o, done, certainty in hops:
            if source != application or not (o in held or done):
                continue
            # What is transformed is another object from then on, unless it is the one followed.
            then = held if o in held else frozenset(_wholes(o, same))
            then_sure = sure * certainty * 0.95
            best[target] = max(best.get(target, 0.0), then_sure)
            if (target, then) not in passed:
                go(target, then, then_sure, passed | {(target, then)})

    for start in starts:
        held = frozenset(same)
        go(start, held, 1.0, frozenset({(start, held)}))
    return best


def _wholes(o: str, same: set[str]) -> set[str]:
    """Return an object with what contains it; only o0 is contained in another, in `same`."""
    return same if o == "o0" else {o}


def _surest_back(starts: tuple[str, ...], hops: list[Hop], same: set[str]) -> dict[str, float]:
    best: dict[str, float] = {}

    def go(application: str, held: frozenset[str] | None, sure: float, passed: Any) -> None:
        for source, _, target, o, done, certainty in hops:
            if target != application or not (held is None or o in held):
                continue
            then = None if done else held or frozenset(_wholes(o, same))
            then_sure = sure * certainty * 0.95
            best[source] = max(best.get(source, 0.0), then_sure)
            if (source, then) not in passed:
                go(source, then, then_sure, passed | {(source, then)})

    for start in starts:
        held = frozenset(same)
        go(start, held, 1.0, frozenset({(start, held)}))
    return best
