"""Reports on portfolios that hold little as yet: what nobody recorded is told once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.coverages import (
    coverage_gaps,
    coverage_matrix,
    overlaps,
    residual_coverage,
)
from archrepo.analysis.data_use.circulation import data_circulation
from archrepo.analysis.data_use.matrix import data_matrix
from archrepo.analysis.data_use.sheet import data_sheet
from archrepo.analysis.roadmap import roadmap
from archrepo.analysis.situation import Situation
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.validity import PlanChoice
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder

if TYPE_CHECKING:
    from archrepo.analysis.results import Result

DAY = dt.date(2026, 12, 1)


def here(made: Builder) -> Situation:
    return Situation.read(made.store(), DAY, PlanChoice())


def table(result: Result, lang: str = "en", *, unfold: bool = False) -> str:
    return str(render(result, "table", View(lang=lang, width=120, unfold=unfold)))


@pytest.fixture
def young() -> Builder:
    """Return ten scopes of which one is covered, one is critical and one has a need."""
    made = Builder()
    for n in range(9):
        made.node("Scope", f"s{n}", f"Scope {n}")
    made.node("Scope", "s9", "Payments", criticality="MISSION_CRITICAL")
    made.node("Application", "crm", "CRM")
    made.node("Need", "n", "Sell abroad")
    made.relate("COVERS", "crm", "s0")
    made.relate("CONCERNS", "n", "s1")
    return made


def test_what_nothing_covers_nor_should_counts_as_little_as_on_a_map() -> None:
    made = Builder()
    for scope, target in (("s0", "NONE"), ("s1", "NONE"), ("s2", "FULL")):
        made.node("Scope", scope, target_coverage=target)
    made.node("Application", "crm", "CRM")
    for scope in ("s1", "s2"):
        made.relate("COVERS", "crm", scope)
    (fares,) = coverage_gaps(here(made)).domains
    assert (fares.covered, fares.leaves, fares.gaps) == (2, 2, 0)
    (before,) = residual_coverage(here(made), ["crm"]).domains
    assert (before.before, before.leaves, before.after) == (2, 2, 0)
    drawn = capability_map(made.store(), builtin_metamodel(), MapRequest(DAY, PlanChoice()))
    assert sum(entry.leaves for entry in drawn.legend if entry.name != "ASIDE") == 2


def test_gaps_of_which_nothing_is_known_are_counted(young: Builder) -> None:
    found = coverage_gaps(here(young))
    told = table(found)
    assert "1 of 10 scopes have any coverage that day" in told
    assert (
        "7 scopes that nothing covers, and of which nothing else is known, are not listed" in told
    )
    assert "Payments" in told
    assert "need: Sell abroad" in told
    assert "Scope 2" not in told
    assert "1 scope counts as fully covered since a coverage states no level." in told
    assert "Scope 2" in table(found, unfold=True)
    assert "Scope 2" in str(render(found, "markdown", View()))
    assert "7 périmètres que rien ne couvre" in table(found, "fr")


def test_gaps_of_a_portfolio_that_is_known_are_listed(young: Builder) -> None:
    young.relate("COVERS", "crm", "s2", level="FULL")
    told = table(coverage_gaps(here(young)))
    assert "Scope 3" in told
    assert "not listed" not in told


def test_columns_without_anything_are_left_out(young: Builder) -> None:
    assert "Criticality" in table(coverage_gaps(here(young)))
    young.nodes = [n for n in young.nodes if n.id != "s9"]
    told = table(coverage_gaps(here(young)))
    assert "Criticality" not in told
    assert "Covered by" not in told
    assert "Why" in told


def test_a_level_that_nobody_states_is_told_once(young: Builder) -> None:
    young.node("Application", "erp", "ERP")
    young.relate("COVERS", "erp", "s0")
    told = table(residual_coverage(here(young), ["crm"]))
    assert "level unstated" not in told
    assert "1 scope counts as fully covered since a coverage states no level." in told
    young.node("Application", "mdm", "MDM")
    young.relate("COVERS", "mdm", "s0", level="PARTIAL")
    told = table(residual_coverage(here(young), ["crm"]))
    assert "ERP (level unstated), MDM (Partial)" in told


def test_pairs_that_share_no_more_than_their_group_are_counted() -> None:
    made = Builder()
    for scope in ("quotes", "orders"):
        made.node("Scope", scope, scope.title())
    for name in ("a", "b", "c"):
        made.node("Application", name, name.upper())
        made.relate("COVERS", name, "quotes", level="FULL")
    for name in ("a", "b"):
        made.relate("COVERS", name, "orders", level="FULL")
    told = table(overlaps(here(made)))
    assert "A / B" in told
    assert "A / C" not in told
    assert "2 more of these pairs share no more than a group below." in told
    assert "A, B, C" in told


def test_matrices_without_a_cell_say_so(young: Builder) -> None:
    empty = Builder(nodes=[node for node in young.nodes if node.kind != "Need"])
    for result, says in (
        (coverage_matrix(here(empty)), "No live application covers a scope."),
        (data_matrix(here(empty)), "No live application accesses a data object."),
    ):
        told = str(render(result, "text", View(width=80)))
        assert says in told
        assert "*" not in told
    assert "No domain" in str(render(coverage_matrix(here(young)), "text", View(width=80)))


def test_flows_of_a_single_domain_make_no_matrix(young: Builder) -> None:
    young.node("Application", "erp", "ERP")
    young.node("DataObject", "order", "Order")
    young.node("Flow", "f", "CRM → ERP")
    young.relate("EMITS", "crm", "f")
    young.relate("FEEDS", "f", "erp")
    young.relate("CARRIES", "f", "order")
    told = table(data_circulation(here(young)))
    assert "1 live flow goes between applications, none of which any domain holds" in told
    assert "From" not in told
    sheet = table(data_sheet(here(young), "order"))
    assert "CRM → ERP" not in sheet
    young.node("Domain", "sales", "Sales")
    young.relate("CONTAINS", "sales", "s0")
    young.relate("COVERS", "erp", "s0")
    assert "1 live flow, within Sales." in table(data_circulation(here(young)))


def test_projects_that_say_nothing_are_named_in_a_line(young: Builder) -> None:
    ended = dt.date(2021, 5, 1)
    young.node("Project", "p1", "Untold")
    young.node("Project", "p2", "Late", status="BUILD", end=ended)
    young.node("Project", "p3", "Late and acting", status="BUILD", end=ended)
    young.node("Project", "p4", "Rollout", status="BUILD", start=DAY, end=dt.date(2027, 5, 1))
    young.relate("IMPACTS", "p3", "crm")
    young.node("Plateau", "t", "Target")
    told = table(roadmap(here(young)))
    assert "1 project should be over by then, and is neither done nor stopped: Late." in told
    assert "neither dates nor a status nor what it acts on: Untold." in told
    assert "1 plateau states no date: Target." in told
    assert "acts on CRM" in told
    assert "Rollout" in told
    french = table(roadmap(here(young)), "fr")
    assert "agit sur CRM" in french
    assert "1 palier n’indique pas de date\u00a0: Target." in french


def test_segments_are_told_by_the_names_of_organisations(young: Builder) -> None:
    young.node("Organisation", "o-17", "Brand A")
    young.node("Organisation", "o-18", "Belgium")
    young.node("DataObject", "order", "Order")
    young.node("Module", "m-3", "Order entry")
    young.relate("CONTAINS", "crm", "m-3")
    young.relate("COVERS", "crm", "s2", level="FULL", segments=("o-17+o-18", "tag:web"))
    young.relate("COVERS", "crm", "s3", level="PLANNED", segments=("o-17",))
    young.relate("COVERS", "crm", "s3", level="FULL", segments=("o-18",))
    young.relate("ACCESSES", "m-3", "order", segments=("o-17",))
    situation = here(young)
    gaps = coverage_gaps(situation)
    assert gaps.segment_names == {"o-17": "Brand A"}
    assert "nothing for Brand A" in table(gaps)
    assert "CRM / Order entry (Brand A)" in table(data_sheet(situation, "order"))
    page = str(render(coverage_matrix(situation), "html", View()))
    assert "Brand A + Belgium" in page
