"""What the capability map says of small portfolios, at a date and under a plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.map_folding import fitted, size_of
from archrepo.analysis.map_result import Box, CapabilityMap
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.validity import PlanChoice
from archrepo.errors import ConfigError, NotFoundError
from tests.map_portfolios import Builder, grid

DAY = dt.date(2026, 12, 31)


def drawn(made: Builder, at: dt.date = DAY, **wanted: Any) -> CapabilityMap:
    return capability_map(made.store(), builtin_metamodel(), MapRequest(at, **wanted))


def boxes(result: CapabilityMap) -> dict[str, Box]:
    found: dict[str, Box] = {}

    def walk(box: Box) -> None:
        found[box.place] = box
        for child in box.children:
            walk(child)

    for domain in result.domains:
        walk(domain)
    return found


@pytest.fixture
def sales() -> Builder:
    """One domain, a parent of three leaves: covered in full, in part, not at all."""
    made = Builder()
    made.node("Domain", "sales", "Sales")
    made.node("Scope", "selling", "Selling")
    made.relate("CONTAINS", "sales", "selling")
    for order, leaf in enumerate(("orders", "quotes", "returns")):
        made.node("Scope", leaf)
        made.relate("CONTAINS", "selling", leaf, order=order)
    made.node("Application", "shop", "Shop", active=dt.date(2015, 1, 1))
    made.node("Application", "crm", "CRM", active=dt.date(2015, 1, 1))
    made.relate("COVERS", "shop", "orders", level="FULL")
    made.relate("COVERS", "crm", "quotes", level="PARTIAL")
    return made


def test_parent_shows_its_leaves_by_class_the_worst_and_how_many_are_covered(
    sales: Builder,
) -> None:
    for parent in ("sales", "selling"):
        box = boxes(drawn(sales))[parent]
        assert box.cell.name == "NONE"
        assert box.leaves is not None
        assert (box.leaves.good, box.leaves.total) == (2, 3)
        assert box.leaves.by_class == {"FULL": 1, "NONE": 1, "PARTIAL": 1}


def test_parent_with_coverage_of_its_own_is_judged_by_it(sales: Builder) -> None:
    sales.relate("COVERS", "crm", "selling", level="MARGINAL")
    assert boxes(drawn(sales))["selling"].cell.name == "MARGINAL"


def test_unknown_leaves_are_told_apart_and_are_no_one_s_worst(sales: Builder) -> None:
    sales.relate("COVERS", "crm", "returns")
    box = boxes(drawn(sales))["selling"]
    assert box.leaves is not None
    assert (box.leaves.good, box.leaves.unknown, box.cell.name) == (3, 1, "PARTIAL")
    box = boxes(drawn(sales, heat="time"))["selling"]
    assert box.leaves is not None
    assert (box.leaves.good, box.leaves.unknown) == (0, 3)


def test_children_stand_in_their_order_then_by_name(sales: Builder) -> None:
    for name in ("Zone 10", "Zone 2", "Atelier"):
        made = sales.node("Scope", name.lower().replace(" ", "-"), name)
        sales.relate("CONTAINS", "selling", made)
    selling = boxes(drawn(sales))["selling"]
    names = [child.name for child in selling.children]
    assert names == ["orders", "quotes", "returns", "Atelier", "Zone 2", "Zone 10"]


def test_domains_stand_by_band_then_name() -> None:
    made = Builder()
    for name, band in (("s", "SUPPORT"), ("z", "FRONT"), ("a", "CORE"), ("none", None)):
        made.node("Domain", name, band=band)
    assert [box.id for box in drawn(made).domains] == ["z", "a", "s", "none"]


def test_what_has_ended_or_not_begun_is_a_ghost_at_the_same_place(sales: Builder) -> None:
    sales.node("Application", "old", "Old shop", retired=dt.date(2026, 6, 30))
    sales.node("Application", "new", "New shop", active=dt.date(2027, 3, 1))
    for application in ("old", "new"):
        sales.relate("COVERS", application, "returns", level="FULL")
    before, now, after = (
        boxes(drawn(sales, dt.date(year, 5, 1)))["returns"] for year in (2026, 2027, 2028)
    )
    assert [chip.absent for chip in now.chips] == [None, "ENDED"]
    now = boxes(drawn(sales))["returns"]
    assert [(c.name, c.absent) for c in now.chips] == [("New shop", "LATER"), ("Old shop", "ENDED")]
    assert (before.cell.name, now.cell.name, after.cell.name) == ("FULL", "NONE", "FULL")
    assert [c.application for c in before.chips] == [c.application for c in after.chips]


def test_a_coverage_counts_while_it_is_valid(sales: Builder) -> None:
    sales.relate("COVERS", "crm", "returns", level="PARTIAL", valid_to=dt.date(2027, 1, 1))
    sales.relate("COVERS", "crm", "returns", level="FULL", valid_from=dt.date(2027, 1, 1))
    levels = [
        boxes(drawn(sales, day))["returns"].cell.name
        for day in (dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    ]
    assert levels == ["PARTIAL", "FULL"]


@pytest.mark.parametrize(
    ("plan", "covered"), [("none", True), ("committed", False), ("all", False), ("stop", False)]
)
def test_what_projects_end_is_gone_under_their_plan(
    sales: Builder, plan: str, covered: bool
) -> None:
    sales.node("Project", "stop", status="BUILD", end=dt.date(2026, 10, 1))
    sales.relate("IMPACTS", "stop", "shop", action="RETIRE")
    found = boxes(drawn(sales, plan=PlanChoice.parse(plan)))["orders"]
    assert (found.cell.name == "FULL") is covered


def test_a_scope_that_a_project_creates_is_a_ghost_until_then(sales: Builder) -> None:
    sales.node("Scope", "click-and-collect")
    sales.relate("CONTAINS", "selling", "click-and-collect")
    sales.node("Project", "shops", status="BUILD")
    sales.relate("IMPACTS", "shops", "click-and-collect", action="CREATE", date=dt.date(2027, 5, 1))
    now, later = drawn(sales), drawn(sales, dt.date(2027, 5, 1))
    assert not boxes(now)["click-and-collect"].present
    assert boxes(later)["click-and-collect"].present
    leaves = [boxes(found)["sales"].leaves for found in (now, later)]
    assert [tally.total for tally in leaves if tally] == [3, 4]


def test_a_module_s_coverage_counts_for_its_application(sales: Builder) -> None:
    sales.node("Module", "stock", "Stock module")
    sales.relate("CONTAINS", "crm", "stock")
    sales.relate("COVERS", "stock", "returns", level="FULL")
    (chip,) = boxes(drawn(sales))["returns"].chips
    assert (chip.application, chip.modules, chip.level_letter) == ("crm", ("stock",), "F")


def test_lost_segment_shows_in_the_scope_and_is_named(sales: Builder) -> None:
    sales.relate("COVERS", "crm", "returns", level="FULL", segments=("france",))
    sales.node("Application", "gone", retired=dt.date(2026, 1, 1))
    sales.relate("COVERS", "gone", "returns", level="FULL", segments=("belgium",))
    found = boxes(drawn(sales))["returns"]
    assert (found.cell.name, found.cell.figure, found.weakest) == ("NONE", "1/2", ("belgium",))


def test_capability_is_judged_by_its_blocks_and_not_counted_twice(sales: Builder) -> None:
    sales.node("Scope", "take-orders", category="CAPABILITY")
    sales.relate("CONTAINS", "sales", "take-orders")
    for block in ("orders", "returns"):
        sales.relate("REALISES", block, "take-orders")
    result = drawn(sales)
    found = boxes(result)["take-orders"]
    assert found.derived
    assert found.cell.name == "NONE"
    assert found.leaves is not None
    assert (found.leaves.good, found.leaves.total) == (1, 2)
    assert result.counts.leaves == 3


@pytest.mark.parametrize(
    ("values", "time", "computed"),
    [
        ({"disposition": "MIGRATE", "functional_fit": "PERFECT"}, "MIGRATE", False),
        ({"functional_fit": "PERFECT", "technical_fit": "ADEQUATE"}, "INVEST", True),
        ({"functional_fit": "APPROPRIATE", "technical_fit": "UNREASONABLE"}, "MIGRATE", True),
        ({"functional_fit": "INSUFFICIENT", "technical_fit": "ADEQUATE"}, "TOLERATE", True),
        ({"functional_fit": "INSUFFICIENT", "technical_fit": "INAPPROPRIATE"}, "ELIMINATE", True),
        ({"functional_fit": "PERFECT"}, "UNKNOWN", False),
    ],
)
def test_time_is_declared_or_worked_out_from_the_fits(
    sales: Builder, values: dict[str, Any], time: str, computed: bool
) -> None:
    sales.node("Application", "it", **values)
    sales.relate("COVERS", "it", "returns", level="FULL")
    cell = boxes(drawn(sales, heat="time"))["returns"].cell
    assert (cell.name, cell.computed) == (time, computed)


def test_soundest_of_those_that_give_the_level_decides(sales: Builder) -> None:
    sales.node("Application", "a", disposition="ELIMINATE")
    sales.node("Application", "b", disposition="INVEST")
    sales.relate("COVERS", "a", "returns", level="FULL")
    sales.relate("COVERS", "b", "returns", level="PARTIAL")
    assert boxes(drawn(sales, heat="time"))["returns"].cell.name == "ELIMINATE"
    sales.relate("COVERS", "b", "returns", level="FULL", valid_from=dt.date(2026, 1, 1))
    assert boxes(drawn(sales, heat="time"))["returns"].cell.name == "INVEST"


@pytest.mark.parametrize(
    ("values", "phase"),
    [
        ({"phase_in": dt.date(2026, 1, 1), "active": dt.date(2027, 1, 1)}, "PHASE_IN"),
        ({"active": dt.date(2020, 1, 1), "phase_out": dt.date(2026, 1, 1)}, "PHASE_OUT"),
        ({"phase": "ACTIVE"}, "ACTIVE"),
        ({"active": dt.date(2027, 1, 1)}, "PLANNED"),
        ({"retired": dt.date(2026, 1, 1)}, "RETIRED"),
        ({}, "UNKNOWN"),
    ],
)
def test_lifecycle_of_what_carries_the_scope(
    sales: Builder, values: dict[str, Any], phase: str
) -> None:
    sales.node("Application", "it", **values)
    sales.relate("COVERS", "it", "returns", level="FULL")
    assert boxes(drawn(sales, heat="lifecycle"))["returns"].cell.name == phase


def test_depth_folds_and_keeps_the_proportions(sales: Builder) -> None:
    whole, folded = drawn(sales), drawn(sales, depth=1)
    assert "orders" not in boxes(folded)
    box = boxes(folded)["selling"]
    assert (box.folded, box.leaves) == (3, boxes(whole)["selling"].leaves)
    assert folded.counts == whole.counts


def test_one_domain_by_id_or_name(sales: Builder) -> None:
    sales.node("Domain", "finance")
    assert [box.id for box in drawn(sales, domain="Sales").domains] == ["sales"]
    with pytest.raises(NotFoundError) as caught:
        drawn(sales, domain="salse")
    assert caught.value.hint == "did you mean 'sales'?"


def test_what_has_no_domain_is_on_the_map_and_counted(sales: Builder) -> None:
    sales.node("Scope", "lost")
    result = drawn(sales)
    assert result.domains[-1].kind == "Rest"
    assert ("without-domain", 1) in {(note.code, note.count) for note in result.notes}


def test_a_scope_under_two_parents_over_time_stands_at_both_places(sales: Builder) -> None:
    sales.node("Scope", "serving")
    sales.relate("CONTAINS", "sales", "serving")
    (link,) = [r for r in sales.relations if r.type == "CONTAINS" and r.to_id == "returns"]
    link.values["valid_to"] = dt.date(2027, 1, 1)
    sales.relate("CONTAINS", "serving", "returns", valid_from=dt.date(2027, 1, 1))
    found = boxes(drawn(sales))
    assert (found["returns"].present, found["returns~2"].present) == (True, False)


def test_unknown_heat_depth_and_project_are_refused(sales: Builder) -> None:
    with pytest.raises(ConfigError, match="no heat"):
        drawn(sales, heat="lifecycel")
    with pytest.raises(ConfigError, match="below 0"):
        drawn(sales, depth=-1)
    with pytest.raises(NotFoundError, match="project"):
        drawn(sales, plan=PlanChoice.parse("nothing"))


def test_too_large_a_map_hides_applications_then_scopes_and_says_so() -> None:
    result = drawn(grid(4, 10, 3))
    bare = fitted(result, 60)
    assert bare is not None
    assert {note.code for note in bare.notes} >= {"hidden"}
    folded = fitted(result, 20)
    assert folded is not None
    assert size_of(folded.domains) <= 20
    assert {note.code: note.count for note in folded.notes}["folded"] == 40
    assert fitted(result, 3) is None


def test_counts_are_of_the_day(sales: Builder) -> None:
    sales.node("Application", "old", retired=dt.date(2026, 6, 30))
    sales.relate("COVERS", "old", "returns", level="FULL")
    counts = drawn(sales).counts
    assert (counts.domains, counts.scopes, counts.leaves) == (1, 4, 3)
    assert (counts.applications, counts.coverages, counts.absent_coverages) == (2, 2, 1)


def test_a_scope_not_meant_to_be_covered_is_set_aside(sales: Builder) -> None:
    """It is no gap: out of k/n and of the uncovered, a class of its own under every heat."""
    sales.node("Scope", "barter", target_coverage="NONE")
    sales.relate("CONTAINS", "selling", "barter")
    for heat in ("coverage", "lifecycle", "time"):
        result = drawn(sales, heat=heat)
        selling = boxes(result)["selling"]
        assert boxes(result)["barter"].cell.name == "ASIDE"
        assert selling.leaves is not None
        assert (selling.leaves.total, selling.leaves.by_class["ASIDE"]) == (3, 1)
        legend = {entry.name: entry.leaves for entry in result.legend}
        assert (legend["NONE"], legend["ASIDE"]) == (1, 1)
    assert selling.cell.name == "NONE"


def test_a_scope_not_meant_to_be_covered_that_is_counts_like_any_other(sales: Builder) -> None:
    sales.node("Scope", "barter", target_coverage="NONE")
    sales.relate("CONTAINS", "selling", "barter")
    sales.relate("COVERS", "crm", "barter", level="MARGINAL")
    result = drawn(sales)
    assert boxes(result)["barter"].cell.name == "MARGINAL"
    assert "ASIDE" not in {entry.name for entry in result.legend}


def test_a_parent_of_nothing_meant_to_be_covered_says_so() -> None:
    made = Builder()
    made.node("Domain", "club", "Club")
    made.node("Scope", "barter", target_coverage="NONE")
    made.relate("CONTAINS", "club", "barter")
    club = boxes(drawn(made))["club"]
    assert club.leaves is not None
    assert (club.cell.name, club.leaves.total) == ("ASIDE", 0)
