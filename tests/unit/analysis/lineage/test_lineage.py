"""A data object's lineage, case by case."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from typing import TYPE_CHECKING

from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.lineage import LineageRequest, MemoryTransformations, lineage
from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.validity import PlanChoice
from archrepo.render.registry import View, render
from tests.plans import node, relation

if TYPE_CHECKING:
    from archrepo.analysis.lineage import Lineage

DAY = dt.date(2027, 3, 1)
OBJECT, P = node("DataObject", "o"), node("DataObject", "p")
A, B, C = (node("Application", i) for i in "abc")
Facts = list[NodeFact | RelationFact]


def flow(
    name: str, source: NodeFact, target: NodeFact, data: NodeFact | None = OBJECT, **how: object
) -> Facts:
    made = node("Flow", name)
    ends = [made, relation("EMITS", source, made), relation("FEEDS", made, target)]
    return [*ends, relation("CARRIES", made, data, **how)] if data else ends  # type: ignore[arg-type]


def trace(*facts: NodeFact | RelationFact, hops: int | None = None, plan: str = "none") -> Lineage:
    nodes = [fact for fact in facts if isinstance(fact, NodeFact)]
    relations = [fact for fact in facts if isinstance(fact, RelationFact)]
    asked = LineageRequest("o", DAY, PlanChoice.parse(plan), hops)
    facts_there = MemoryFacts([OBJECT, P, A, B, C, *nodes], relations)
    return lineage(asked, facts_there, MemoryTransformations(relations))


def went(told: Lineage) -> list[tuple[str, str, str, float]]:
    return [(h.source, h.flow, h.target, h.confidence) for h in told.strict.downstream]


MASTER = relation("ACCESSES", A, OBJECT, role="MASTER")


def test_each_hop_takes_five_percent_off_what_is_stated() -> None:
    told = trace(MASTER, *flow("f", A, B, confidence=0.8), *flow("g", B, C))
    assert went(told) == [("a", "f", "b", 0.76), ("b", "g", "c", 0.72)]
    assert (told.starts, told.started_from) == (("a",), "master")


def test_another_object_is_followed_only_where_it_is_declared_transformed() -> None:
    told = trace(MASTER, *flow("f", A, B, P), *flow("g", B, C, P))
    assert went(told) == []
    assert [h.flow for h in told.loose.downstream] == ["f", "g"]
    made = trace(MASTER, *flow("f", A, B, P, transformation="AGGREGATE"), *flow("g", B, C, P))
    assert [(h.flow, h.objects, h.transformation) for h in made.strict.downstream] == [
        ("f", ("p",), "AGGREGATE"),
        ("g", ("p",), None),
    ]


def test_what_is_transformed_may_come_from_anything_its_sender_receives() -> None:
    told = trace(
        relation("ACCESSES", C, OBJECT, role="MASTER"),
        *flow("f", A, B, P),
        *flow("g", B, C, transformation="ENRICH"),
    )
    assert [(h.source, h.flow, h.depth) for h in told.strict.upstream] == [
        ("b", "g", 1),
        ("a", "f", 2),
    ]


def test_what_carries_the_whole_carries_its_parts() -> None:
    told = trace(MASTER, relation("CONTAINS", P, OBJECT), *flow("f", A, B, P))
    assert (went(told), told.wholes) == ([("a", "f", "b", 0.95)], ("p",))


def test_a_flow_without_object_is_followed_loosely_only() -> None:
    told = trace(MASTER, *flow("f", A, B, None))
    assert went(told) == []
    assert [h.objects for h in told.loose.downstream] == [()]


def test_who_is_linked_by_no_strict_way_stands_apart() -> None:
    told = trace(MASTER, *flow("f", A, B), relation("ACCESSES", C, OBJECT, stage=("USE",)))
    assert [(h.application, h.linked, h.stages) for h in told.holders] == [
        ("c", "apart", ("USE",)),
        ("a", "start", ()),
        ("b", "downstream", ()),
    ]
    assert told.stages_unstated == 2


def test_without_a_master_it_starts_from_the_declared_origin_else_from_who_only_sends() -> None:
    collected = trace(relation("ACCESSES", B, OBJECT, stage=("COLLECT",)), *flow("f", A, B))
    assert (collected.starts, collected.started_from) == (("b",), "origin")
    sent = trace(*flow("f", A, B), *flow("g", B, C))
    assert (sent.starts, sent.started_from) == (("a",), "assumed")
    assert trace().started_from == "nowhere"


def test_only_what_is_live_on_the_day_under_the_plan_counts() -> None:
    over = node("Flow", "g", retired=DAY)
    project = node("Project", "x", status="BUILD", end=DAY)
    ends = relation("IMPACTS", project, B, action="RETIRE", date=DAY)
    facts = [MASTER, *flow("f", A, B), over, relation("EMITS", A, over)]
    facts += [relation("FEEDS", over, C), relation("CARRIES", over, OBJECT), project, ends]
    assert went(trace(*facts)) == [("a", "f", "b", 0.95)]
    assert went(trace(*facts, plan="committed")) == []


def test_depth_cuts_what_is_shown_and_not_who_is_linked() -> None:
    told = trace(MASTER, *flow("f", A, B), *flow("g", B, C), hops=1)
    assert [h.flow for h in told.strict.downstream] == ["f"]
    assert [h.linked for h in told.holders] == ["start", "downstream", "downstream"]


def test_a_chain_of_any_length_is_drawn() -> None:
    apps = [node("Application", f"x{n:04}") for n in range(1100)]  # deeper than Python recurses
    facts: Facts = [*apps, relation("ACCESSES", apps[0], OBJECT, role="MASTER")]
    for n, (one, next_one) in enumerate(pairwise(apps)):
        facts += flow(f"f{n}", one, next_one)
    assert str(render(trace(*facts), "table", View(width=0))).count("→") == 1099


def test_it_is_the_same_for_the_facts_in_any_order() -> None:
    facts = [MASTER, *flow("f", A, B), *flow("g", B, C), *flow("h", A, C), *flow("i", C, A)]
    assert trace(*facts) == trace(*reversed(facts))


def test_forms() -> None:
    told = trace(MASTER, *flow("f", A, B, transformation="MASK"), *flow("g", C, A, P))
    assert json.loads(render(told, "json", View()))["schema"] == "archrepo/lineage/1"
    shown = str(render(told, "table", View(lang="fr", width=80)))
    assert "─f[o\u00a0: masquage]→ b 0,95" in shown
    assert "1. c ─g[p]→ a 0,95" in shown
    assert "| 1 | a | f | b | o | Mask | 0.95 |" in str(render(told, "markdown", View()))
    assert "strict,downstream,1,a,f,b,o,MASK,1.0,0.95,true" in str(render(told, "csv", View()))
