"""What must hold of impacts whatever the portfolio."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archrepo.analysis.impact import Retire, assess
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render.registry import View, formats_of, render
from tests.impact_portfolios import DAY, TARGET, Dice
from tests.oracle.questions import QUESTIONS
from tests.plans import node, relation

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport

examples = settings(max_examples=150, deadline=None)
seeds = st.integers(0, 2**32)
WRITTEN = sorted({*formats_of("ImpactReport")} - {"svg", "png", "pdf", "html"})
"""Every form but those that Graphviz draws: these are drawn from the DOT."""


def retired(
    nodes: list[NodeFact], relations: list[RelationFact], target: str = TARGET
) -> ImpactReport:
    return assess(Retire(target, DAY), MemoryFacts(nodes, relations))


@examples
@given(seeds)
def test_what_has_nothing_to_do_with_it_changes_nothing(seed: int) -> None:
    nodes, relations = Dice(seed).portfolio()
    other_nodes, other_relations = Dice(seed + 1).portfolio()
    aside = [_renamed_node(n, "other-") for n in other_nodes if n.kind != "Period"]
    links = [_renamed(r, "other-") for r in other_relations if r.type != "APPLIES_TO"]
    alone = retired(nodes, relations)
    assert retired(nodes + aside, relations + links) == alone


@examples
@given(seeds)
def test_other_ids_change_only_the_ids(seed: int) -> None:
    nodes, relations = Dice(seed).portfolio()
    before = str(render(retired(nodes, relations), "json", View()))
    renamed = retired(
        [_renamed_node(n, "zz-") for n in nodes],
        [_renamed(r, "zz-") for r in relations],
        f"zz-{TARGET}",
    )
    assert str(render(renamed, "json", View())).replace("zz-", "") == before


@examples
@given(seeds)
def test_a_stand_in_never_makes_it_worse(seed: int) -> None:
    nodes, relations = Dice(seed).portfolio()
    before = retired(nodes, relations)
    lost = {line.node for line in before.lines if line.effect == "HOST_LOST"} | {TARGET}
    of_lost = lost | {r.to_id for r in relations if r.type == "CONTAINS" and r.from_id in lost}
    new = node("Application", "new", criticality="BUSINESS_CRITICAL")
    added: list[NodeFact | RelationFact] = [new]
    for old in relations:
        if old.from_id in of_lost and old.type == "COVERS":
            # Its role is stated: unstated ones depend on who else covers the scope.
            scope = ("Scope", old.to_id)
            added.append(relation("COVERS", new, scope, level="FULL", role="PRIMARY"))
        if old.from_id in of_lost and old.type == "EMITS":
            added += _fed_too(old.to_id, new, [r for r in relations if r.to_id not in of_lost])
    more_nodes = [fact for fact in added if isinstance(fact, NodeFact)]
    more_relations = {fact.key: fact for fact in added if isinstance(fact, RelationFact)}
    after = retired(nodes + more_nodes, relations + list(more_relations.values()))
    assert after.verdict.rank <= before.verdict.rank


@examples
@given(seeds, st.sampled_from(["en", "fr"]))
def test_the_same_facts_give_the_same_report_in_every_form(seed: int, lang: str) -> None:
    nodes, relations = Dice(seed).portfolio()
    first = retired(nodes, relations)
    second = retired(nodes[::-1], relations[::-1])
    assert first == second
    for fmt in WRITTEN:
        view = View(lang=lang, width=60, color=True, unfold=True)
        assert render(first, fmt, view) == render(second, fmt, view)


@examples
@given(seeds)
def test_severities_paths_and_order_are_as_defined(seed: int) -> None:
    nodes, relations = Dice(seed).portfolio()
    report = retired(nodes, relations)
    ids = {n.id for n in nodes}
    order = [(-x.final.rank, x.kind, x.node, x.effect) for x in report.lines]
    assert order == sorted(order)
    assert len({(x.node, x.effect) for x in report.lines}) == len(report.lines)
    for line in report.lines:
        assert (line.path[0], line.path[-1]) == (TARGET, line.node)
        assert set(line.path) <= ids
        assert abs(line.final.rank - line.base.rank) <= 1
        assert 0 <= line.confidence <= 1
        assert all(cause.base.rank <= line.base.rank for cause in line.causes)


def _renamed_node(fact: NodeFact, prefix: str) -> NodeFact:
    return replace(fact, id=prefix + fact.id)


def _renamed(fact: RelationFact, prefix: str) -> RelationFact:
    values = dict(fact.values)
    if "segments" in values:
        values["segments"] = tuple(
            "+".join(p if p.startswith("tag:") else prefix + p for p in item.split("+"))
            for item in values["segments"]  # type: ignore[union-attr]
        )
    from_id, to_id = prefix + fact.from_id, prefix + fact.to_id
    key = relation_key(builtin_metamodel().relations[fact.type], from_id, to_id, values)
    return RelationFact(fact.type, key, fact.from_kind, from_id, fact.to_kind, to_id, values)


def _fed_too(
    flow: str, new: NodeFact, relations: list[RelationFact]
) -> list[NodeFact | RelationFact]:
    """Return a flow from `new` that does all that `flow` does."""
    copy = node("Flow", f"{flow}-new")
    same = [r for r in relations if r.from_id == flow and r.type in ("FEEDS", "CARRIES")]
    ends = [relation(r.type, copy, (r.to_kind, r.to_id)) for r in same]
    return [copy, relation("EMITS", new, copy), *ends]


@pytest.mark.parametrize("event", sorted(QUESTIONS))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_what_stands_apart_changes_no_line_of_any_event(event: str, data: st.DataObject) -> None:
    case = data.draw(QUESTIONS[event]().strategy)
    nodes, relations = Dice(data.draw(seeds)).portfolio()
    aside = [_renamed_node(n, "other-") for n in nodes if n.kind not in ("Period", "Person")]
    known = {node.id for node in aside}
    links = [r for r in (_renamed(r, "other-") for r in relations) if {r.from_id, r.to_id} <= known]
    alone = assess(case.event, MemoryFacts(case.nodes, case.relations))
    among = assess(case.event, MemoryFacts([*case.nodes, *aside], [*case.relations, *links]))
    assert among.lines == alone.lines
