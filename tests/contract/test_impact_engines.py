"""The worked example of the impact rules, exact, and the same on every engine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.impact import Retire, assess, impact_of
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.impact.stored import StoredFacts
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError, NotFoundError
from archrepo.importing.planning import ImportOptions, plan_changes
from archrepo.readers.registry import read
from archrepo.render.registry import View, render
from tests.contract.engines import on_newest_server
from tests.impact_portfolios import DAY, TARGET, Dice
from tests.plans import batch, node, put, relation
from tests.unit.analysis.impact.conftest import Build

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport
    from archrepo.analysis.impact.facts import Exchange
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.ports import GraphStore

pytestmark = on_newest_server

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "impact"
BEFORE, AFTER = dt.date(2026, 12, 31), dt.date(2027, 3, 31)

GAP = [
    ("CRITICAL", "MAJOR", "ecom", "INPUT_LOST"),
    ("CRITICAL", "CRITICAL", "product-sheet", "MASTER_LOST"),
    ("CRITICAL", "CRITICAL", "s1", "COVERAGE_GAP"),
    ("MAJOR", "MAJOR", "p2", "PROJECT_CONFLICT"),
    ("MAJOR", "MINOR", "s3", "COVERAGE_AT_RISK"),
    ("MINOR", "MINOR", "crm", "INPUT_REDUNDANT"),
    ("MINOR", "MINOR", "erp", "OUTLET_LOST"),
    ("INFO", "MINOR", "dmp", "DATA_STALE"),
    ("INFO", "INFO", "s4", "COVERAGE_AT_RISK"),
    ("INFO", "INFO", "s2", "REDUNDANCY_REDUCED"),
    ("INFO", "INFO", "oracle-12c", "TECH_FREED"),
]
SUCCESSOR_WITHOUT_FLOWS = [
    ("CRITICAL", "MAJOR", "ecom", "INPUT_LOST"),
    ("CRITICAL", "CRITICAL", "product-sheet", "MASTER_LOST"),
    ("MAJOR", "MINOR", "s3", "COVERAGE_AT_RISK"),
    ("MINOR", "MINOR", "crm", "INPUT_REDUNDANT"),
    ("MINOR", "MINOR", "erp", "OUTLET_LOST"),
    ("INFO", "MINOR", "dmp", "DATA_STALE"),
    ("INFO", "INFO", "s4", "COVERAGE_AT_RISK"),
    ("INFO", "INFO", "s2", "REDUNDANCY_REDUCED"),
    ("INFO", "INFO", "s1", "COVERAGE_TRANSFERRED"),
    ("INFO", "INFO", "oracle-12c", "TECH_FREED"),
]
SUCCESSOR_READY = [
    ("MINOR", "MINOR", "crm", "INPUT_REDUNDANT"),
    ("MINOR", "MINOR", "ecom", "INPUT_REDUNDANT"),
    ("INFO", "INFO", "erp", "OUTLET_TRANSFERRED"),
    ("INFO", "INFO", "s4", "COVERAGE_AT_RISK"),
    ("INFO", "INFO", "s2", "REDUNDANCY_REDUCED"),
    ("INFO", "INFO", "s3", "COVERAGE_AT_RISK"),
    ("INFO", "INFO", "s1", "COVERAGE_TRANSFERRED"),
    ("INFO", "INFO", "oracle-12c", "TECH_FREED"),
]
REBUILT: list[NodeFact | RelationFact] = [
    *(node("Flow", flow) for flow in ("f7", "f8", "f9")),
    *(relation("EMITS", ("Application", "pim2"), ("Flow", flow)) for flow in ("f7", "f8")),
    relation("EMITS", ("Application", "erp"), ("Flow", "f9")),
    relation("FEEDS", ("Flow", "f7"), ("Application", "ecom")),
    relation("FEEDS", ("Flow", "f8"), ("Application", "crm")),
    relation("FEEDS", ("Flow", "f9"), ("Application", "pim2")),
    *(relation("CARRIES", ("Flow", f), ("DataObject", "product-sheet")) for f in ("f7", "f8")),
    relation("CARRIES", ("Flow", "f9"), ("DataObject", "article")),
    relation("ACCESSES", ("Application", "pim2"), ("DataObject", "product-sheet"), role="MASTER"),
]


@pytest.fixture
def example(empty_store: GraphStore) -> GraphStore:
    """Return a store that holds the shipped worked example."""
    _apply_sample(empty_store, "worked-example")
    return empty_store


def _apply_sample(store: GraphStore, name: str) -> None:
    reading = read(ROOT / "models" / "samples" / name, builtin_metamodel())
    plan = plan_changes([reading], store, builtin_metamodel(), ImportOptions(source=name))
    assert not plan.errors
    store.apply(plan, batch(name))


def _in_memory(store: GraphStore) -> MemoryFacts:
    metamodel = builtin_metamodel()
    return MemoryFacts(
        [n for kind in metamodel.portfolio_kinds for n in node_facts(store, kind)],
        [r for name in metamodel.relations for r in relation_facts(store, name)],
    )


def _told(report: ImpactReport) -> list[tuple[str, str, str, str]]:
    return [(x.final.value, x.base.value, x.node, x.effect) for x in report.lines]


def _check(report: ImpactReport, name: str, store: GraphStore, request: object) -> None:
    """Compare the whole JSON with its file, and with the evaluator over the facts in memory."""
    text = str(render(report, "json", View()))
    path = GOLDEN / f"{name}.json"
    if request.config.getoption("--force-regen"):  # type: ignore[attr-defined]
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    assert assess(Retire("pim1", report.event.at), _in_memory(store)) == report


def _flow_and_ends(exchange: Exchange) -> tuple[str, str, str, str | None]:
    return exchange.flow.id, exchange.source, exchange.target, exchange.data_object


def test_the_old_pim_ends_before_its_successor_is_there(
    example: GraphStore, request: pytest.FixtureRequest
) -> None:
    report = impact_of(Retire("pim1", BEFORE), example)
    assert report.verdict == "CRITICAL"
    assert _told(report) == GAP
    gap = next(line for line in report.lines if line.node == "s1").gap
    assert gap is not None
    assert (gap.start, gap.end, gap.days) == (BEFORE, dt.date(2027, 3, 1), 60)
    _check(report, "worked-example-gap", example, request)


def test_a_successor_inherits_nothing(example: GraphStore, request: pytest.FixtureRequest) -> None:
    report = impact_of(Retire("pim1", AFTER), example)
    assert report.verdict == "CRITICAL"
    assert _told(report) == SUCCESSOR_WITHOUT_FLOWS
    _check(report, "worked-example-successor", example, request)


def test_a_successor_with_its_flows_rebuilt_takes_over(
    example: GraphStore, request: pytest.FixtureRequest
) -> None:
    put(example, REBUILT, "rebuilt")
    report = impact_of(Retire("pim1", AFTER), example)
    assert report.verdict == "MINOR"
    assert _told(report) == SUCCESSOR_READY
    _check(report, "worked-example-rebuilt", example, request)


def test_a_name_or_alias_will_do_and_others_are_named(example: GraphStore) -> None:
    assert impact_of(Retire("e-COMMERCE", BEFORE), example).event.target == "ecom"
    with pytest.raises(NotFoundError) as unknown:
        impact_of(Retire("pim", BEFORE), example)
    assert "'pim1'" in str(unknown.value.hint)
    assert "'pim2'" in str(unknown.value.hint)
    with pytest.raises(ConfigError, match="Scope"):
        impact_of(Retire("s1", BEFORE), example)


def test_a_module_is_not_retired_alone(example: GraphStore) -> None:
    put(
        example,
        [
            node("Module", "catalogue"),
            relation("CONTAINS", ("Application", "ecom"), ("Module", "catalogue")),
        ],
        "module",
    )
    with pytest.raises(ConfigError) as refused:
        impact_of(Retire("catalogue", BEFORE), example)
    assert "'ecom'" in str(refused.value.hint)


def test_objects_by_the_hundred_are_read_as_families(
    example: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_object = StoredFacts(example)
    wanted = ["article", "media", "product-sheet", "unknown"]
    expected = {_flow_and_ends(e) for e in by_object.exchanges_of(wanted)}
    report = assess(Retire("pim1", BEFORE), by_object)
    monkeypatch.setattr("archrepo.analysis.impact.stored._SCAN_FROM", 1)
    by_family = StoredFacts(example)
    assert {_flow_and_ends(e) for e in by_family.exchanges_of(wanted)} == expected
    assert assess(Retire("pim1", BEFORE), by_family) == report


@pytest.mark.parametrize("begins", [BEFORE - dt.timedelta(days=1), BEFORE])
def test_a_flow_that_begins_that_day_makes_nobody_an_origin(
    empty_store: GraphStore, monkeypatch: pytest.MonkeyPatch, begins: dt.date
) -> None:
    ring = Build().app("a", "b", "c").flow("f", "a", "b", "o").flow("h", "c", "a", "o")
    ring.flow("g", "b", "c", "o", valid_from=begins)
    put(empty_store, [*ring.nodes.values(), *ring.relations], "ring")
    effect = "INPUT_LOST" if begins == BEFORE else "INPUT_REDUNDANT"
    for scan_from in (300, 1):
        monkeypatch.setattr("archrepo.analysis.impact.stored._SCAN_FROM", scan_from)
        report = impact_of(Retire("a", BEFORE), empty_store)
        assert {(x.node, x.effect) for x in report.lines} == {("b", effect), ("c", "OUTLET_LOST")}
        assert assess(Retire("a", BEFORE), _in_memory(empty_store)) == report


def test_what_is_read_around_the_target_is_all_that_matters(empty_store: GraphStore) -> None:
    """The frontier, the whole families and memory give one answer, on a portfolio of some size."""
    _apply_sample(empty_store, "marketing")
    facts = _in_memory(empty_store)
    for target in ("pim-legacy", "crm", "erp", "container-platform", "integration-platform"):
        for at in (BEFORE, dt.date(2027, 9, 1)):
            assert impact_of(Retire(target, at), empty_store) == assess(Retire(target, at), facts)


@pytest.mark.parametrize("seed", range(3))
def test_random_portfolios_give_one_answer(empty_store: GraphStore, seed: int) -> None:
    nodes, relations = Dice(seed).portfolio()
    put(empty_store, [*nodes, *relations], "random")
    expected = assess(Retire(TARGET, DAY), _in_memory(empty_store))
    assert impact_of(Retire(TARGET, DAY), empty_store) == expected
