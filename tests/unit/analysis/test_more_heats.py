"""Heats that read more than coverage, on portfolios as small as they can be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.heat_facts import StruckNodes
from archrepo.analysis.map_result import Box, CapabilityMap
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.vocabulary import Severity
from archrepo.errors import ConfigError
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder, grid

DAY = dt.date(2026, 12, 31)


def drawn(made: Builder, heat: str, **wanted: Any) -> CapabilityMap:
    return capability_map(made.store(), builtin_metamodel(), MapRequest(DAY, heat=heat, **wanted))


def leaves(result: CapabilityMap) -> dict[str, Box]:
    found: dict[str, Box] = {}

    def walk(box: Box) -> None:
        found[box.id] = box
        for child in box.children:
            walk(child)

    for panel in result.domains:
        walk(panel)
    return found


@pytest.fixture
def made() -> Builder:
    """Return two covered scopes and one that nothing covers."""
    made = Builder()
    made.node("Domain", "sales", "Sales")
    for scope in ("orders", "prices", "empty"):
        made.node("Scope", scope)
        made.relate("CONTAINS", "sales", scope)
    made.node("Application", "erp", run_cost=100_000.0, currency="EUR", users_count=40)
    made.node("Application", "shop", run_cost=30_000.0, currency="EUR", hosting="SAAS")
    made.relate("COVERS", "erp", "orders", level="FULL", share=75.0)
    made.relate("COVERS", "erp", "prices", level="FULL")
    made.relate("COVERS", "shop", "prices", level="PARTIAL")
    return made


def test_cost_is_shared_among_scopes_and_summed_above(made: Builder) -> None:
    found = leaves(drawn(made, "cost"))
    assert found["orders"].cell.value == 75_000
    assert not found["orders"].cell.computed
    assert found["prices"].cell.value == 25_000 + 30_000
    assert found["prices"].cell.computed
    assert found["sales"].cell.figure == "130k"
    assert found["empty"].cell.name == "NONE"


def test_cost_counts_one_currency_only(made: Builder) -> None:
    made.node("Application", "us", run_cost=1e9, currency="USD")
    made.relate("COVERS", "us", "orders", level="FULL")
    found = leaves(drawn(made, "cost"))["orders"]
    assert (found.cell.value, found.cell.computed) == (75_000, True)
    assert {c.application: c.cell.name for c in found.chips}["us"] == "UNKNOWN"


def test_users_take_the_largest_application(made: Builder) -> None:
    made.node("Organisation", "stores")
    made.relate("USES", "stores", "shop", users_count=900)
    found = leaves(drawn(made, "users"))
    assert found["prices"].cell.figure == "900"
    assert found["orders"].cell.figure == "40"
    assert found["sales"].cell.figure == "900"


@pytest.mark.parametrize(
    ("end", "extended", "accepted", "name"),
    [
        (dt.date(2030, 1, 1), None, None, "SUPPORTED"),
        (dt.date(2027, 6, 1), None, None, "ENDS_SOON"),
        (dt.date(2026, 1, 1), dt.date(2028, 1, 1), None, "EXTENDED"),
        (dt.date(2026, 1, 1), None, None, "OUT_OF_SUPPORT"),
        (DAY, None, None, "OUT_OF_SUPPORT"),
        (dt.date(2026, 1, 1), None, dt.date(2027, 1, 1), "EXTENDED"),
        (None, None, None, "UNKNOWN"),
    ],
)
def test_obsolescence_follows_the_vendor(
    made: Builder,
    end: dt.date | None,
    extended: dt.date | None,
    accepted: dt.date | None,
    name: str,
) -> None:
    made.node("Technology", "db", vendor_support_end=end, vendor_extended_end=extended)
    made.relate("USES_TECH", "erp", "db", risk_accepted_until=accepted)
    assert leaves(drawn(made, "obsolescence"))["orders"].cell.name == name


def test_owners_need_business_and_it_and_people_who_stayed(made: Builder) -> None:
    made.node("Person", "ann")
    made.node("Person", "bob", left_on=dt.date(2026, 1, 1))
    made.relate("RESPONSIBLE_FOR", "bob", "erp", role="BUSINESS_OWNER")
    assert leaves(drawn(made, "owners"))["orders"].cell.name == "LEFT"
    made.relate("RESPONSIBLE_FOR", "ann", "erp", role="IT_OWNER")
    assert leaves(drawn(made, "owners"))["orders"].cell.name == "ONE_SIDE"
    made.relate("RESPONSIBLE_FOR", "ann", "erp", role="PRODUCT_OWNER")
    assert leaves(drawn(made, "owners"))["orders"].cell.name == "BOTH"


def test_needs_wait_until_a_project_answers(made: Builder) -> None:
    for need, status in (("faster", "ACCEPTED"), ("old", "DONE")):
        made.node("Need", need, status=status)
        made.relate("CONCERNS", need, "orders")
    found = leaves(drawn(made, "needs"))
    assert found["orders"].cell.name == "WAITING"
    assert found["prices"].cell.name == "NO_NEED"
    assert found["orders"].chips[0].cell.letter == ""
    made.node("Project", "p")
    made.relate("ANSWERS", "p", "faster")
    assert leaves(drawn(made, "needs"))["orders"].cell.name == "ANSWERED"


def test_payer_is_who_bears_the_largest_part(made: Builder) -> None:
    for name in ("it", "marketing"):
        made.node("Organisation", name, name.upper())
    made.relate("PAYS", "it", "erp", share=30.0)
    made.relate("PAYS", "marketing", "erp", share=70.0)
    result = drawn(made, "payer")
    assert leaves(result)["orders"].cell.name == "marketing"
    assert {e.name: (e.letter, e.label) for e in result.legend}["marketing"] == ("M", "MARKETING")


def test_freshness_counts_the_oldest(made: Builder) -> None:
    made.node("Application", "new", confirmed_on=dt.date(2026, 12, 1))
    made.node("Application", "old", confirmed_on=dt.date(2024, 6, 1))
    for application in ("new", "old"):
        made.relate("COVERS", application, "empty", level="FULL")
    found = leaves(drawn(made, "freshness"))["empty"].cell
    assert (found.name, found.figure) == ("OLD", "30")


def test_any_attribute_colours_the_map(made: Builder) -> None:
    made.relate("COVERS", "shop", "empty", level="FULL")
    result = drawn(made, "hosting")
    assert leaves(result)["empty"].cell.name == "SAAS"
    assert leaves(result)["orders"].cell.name == "UNKNOWN"
    assert "SaaS" in str(render(result, "text", View()))
    with pytest.raises(ConfigError, match="no heat") as caught:
        drawn(made, "hostin")
    assert "hosting" in str(caught.value.hint)


def test_portfolios_own_attributes_colour_it_too(made: Builder) -> None:
    metamodel = builtin_metamodel().with_custom({"application": {"cloud_ready": "bool"}})
    made.node("Application", "api", cloud_ready=True)
    made.relate("COVERS", "api", "empty", level="FULL")
    store = made.store()
    store.metamodel = metamodel
    result = capability_map(store, metamodel, MapRequest(DAY, heat="cloud_ready"))
    assert leaves(result)["empty"].cell.name == "TRUE"
    assert "Oui" in str(render(result, "text", View(lang="fr")))


REPORT = {
    "schema": "archrepo/impact-report/1",
    "event": {"type": "retire", "target": "erp", "name": "ERP", "at": "2026-12-31", "plan": "all"},
    "verdict": "CRITICAL",
    "lines": [
        {"node": "orders", "kind": "Scope", "final": "MINOR"},
        {"node": "orders", "kind": "Scope", "final": "CRITICAL"},
        {"node": "shop", "kind": "Application", "final": "MAJOR"},
    ],
}


def test_an_impact_report_lies_over_the_map(made: Builder) -> None:
    result = drawn(made, "impact", struck=StruckNodes.of_report(REPORT))
    found = leaves(result)
    assert found["orders"].cell.name == "CRITICAL"
    assert found["prices"].cell.name == "UNTOUCHED"
    chips = {c.application: c.cell.name for c in found["prices"].chips}
    assert chips == {"erp": "TARGET", "shop": "MAJOR"}
    assert "Arrêt de ERP" in str(render(result, "text", View(lang="fr")))


def test_violations_lie_over_the_map(made: Builder) -> None:
    found = {"orders": [Severity.MINOR, Severity.MAJOR], "shop": [Severity.CRITICAL]}
    result = leaves(drawn(made, "violations", violations=found))
    assert (result["orders"].cell.name, result["orders"].cell.figure) == ("MAJOR", "2")
    assert result["prices"].cell.name == "CLEAN"
    assert {c.application: c.cell.name for c in result["prices"].chips}["shop"] == "CRITICAL"
    assert result["sales"].cell.figure == "2"


def test_a_capability_tells_the_sum_of_its_blocks_and_its_parents_count_them_once(
    made: Builder,
) -> None:
    made.node("Scope", "selling", category="CAPABILITY")
    made.relate("CONTAINS", "sales", "selling")
    for block in ("orders", "prices"):
        made.relate("REALISES", block, "selling")
    result = drawn(made, "cost")
    found = leaves(result)
    assert (found["selling"].cell.figure, found["selling"].cell.value) == ("130k", None)
    assert found["sales"].cell.figure == "130k"
    drawing = render(result, "svg", View())
    assert isinstance(drawing, bytes)
    assert drawing.count(b">130k<") == 2
    found = leaves(drawn(made, "coverage"))
    assert found["selling"].cell.figure == ""


def test_an_impact_needs_its_report(made: Builder) -> None:
    with pytest.raises(ConfigError) as caught:
        drawn(made, "impact")
    assert "--report" in str(caught.value.hint)
    with pytest.raises(ConfigError):
        StruckNodes.of_report({"schema": "archrepo/node-list/1"})


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "heat",
    [
        *("criticality", "obsolescence", "cost", "users", "owners", "freshness", "needs"),
        *("payer", "hosting", "scope.differentiation", "rto_h", "active", "tags"),
    ],
)
def test_every_heat_has_words_and_forms(heat: str, lang: str) -> None:
    result = drawn(grid(1, 6, 2), heat)
    view = View(lang=lang, width=80)
    for fmt in ("text", "dot", "json"):
        assert render(result, fmt, view)
    assert {entry.letter for entry in result.legend if entry.tone != "aside"}
    assert len({entry.letter for entry in result.legend}) == len(result.legend)
