"""Pictures of flows, landscapes and data objects: who stands where, and what of much is drawn."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any, Literal

import pytest

from archrepo.analysis.flow_map import FlowRequest, flow_map
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.landscape import LandscapeRequest, landscape
from archrepo.analysis.lineage import LineageRequest, MemoryTransformations, lineage
from archrepo.domain.validity import PlanChoice
from archrepo.render.flows.data_columns import circulated
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder
from tests.pictures import DAY, SVG, company, many_groups, parsed, picture, texts, titles, told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree

    from archrepo.analysis.lineage.result import Lineage

COMMITTED = PlanChoice()


def test_flows_show_objects_modes_dependencies_and_who_replaces_whom() -> None:
    result = flow_map(company().store(), FlowRequest(["pim"], DAY, hops=2))
    dot = picture(result, "dot").decode()
    assert 'style="dashed"' in dot
    assert 'arrowhead="dotnormal"' in dot
    tree = parsed(result)
    said = titles(tree)
    assert any("Flow f1 (f1) · Old PIM → Web shop · Product sheet" in title for title in said)
    assert any("Old PIM is replaced by New PIM" in title for title in said)
    assert "[B]" in texts(tree)
    later = {party.id: party.state for party in result.parties}
    assert later["pim2"] == "LATER"
    assert {f.flow: f.state for f in result.flows}["f3"] == "LATER"
    assert [f.flow for f in result.flows if f.depends_assumed] == ["f2"]


def test_that_no_mode_is_stated_is_said_once() -> None:
    made = Builder()
    for application in ("a", "b"):
        made.node("Application", application, application.upper())
    for flow, ends in (("f1", "ab"), ("f2", "ab"), ("f3", "ba")):
        made.node("Flow", flow, flow)
        made.relate("EMITS", ends[0], flow)
        made.relate("FEEDS", flow, ends[1])
    result = flow_map(made.store(), FlowRequest(["a"], DAY))
    drawn, text = texts(parsed(result)), told(result, width=120)
    assert "×2" in drawn
    for said in (drawn, text):
        assert said.count("modes not stated") == 1
        assert "?" not in said
    assert "A asynchronous" in told(flow_map(company().store(), FlowRequest(["pim"], DAY, hops=2)))


def test_a_landscape_counts_flows_between_groups() -> None:
    result = landscape(company().store(), LandscapeRequest(DAY))
    assert [(f.source, f.target, f.flows) for f in result.flows] == [
        ("product", "sales", 1),
        ("sales", "~nowhere", 1),
    ]
    expanded = landscape(company().store(), LandscapeRequest(DAY, expand=["product"]))
    assert [(f.source, f.target) for f in expanded.flows] == [
        ("pim", "sales"),
        ("sales", "~nowhere"),
    ]


def test_as_many_flows_are_listed_by_the_names_of_their_groups() -> None:
    made = many_groups(3)
    for domain, name in (("d0", "West"), ("d1", "north"), ("d2", "East")):
        made.node("Domain", domain, name)
    listed = told(landscape(made.store(), LandscapeRequest(DAY))).splitlines()
    assert listed[-6:] == [
        "   2 north → East",
        "   2 West → north",
        "   1 East → north",
        "   1 East → West",
        "   1 north → West",
        "   1 West → East",
    ]


def test_a_landscape_ends_with_no_colon_where_no_object_is_known() -> None:
    result = landscape(many_groups(2).store(), LandscapeRequest(DAY))
    assert told(result).splitlines()[-1] == "   1 Domain 1 → Domain 0"
    assert not re.search(r"· *(;|\"|$)", str(render(result, "dot", View())), re.MULTILINE)


@pytest.mark.parametrize(("size", "shape"), [("a4", 842 / 595), ("slide", 960 / 540), ("", 1.41)])
def test_a_large_landscape_stands_in_rows_that_fill_a_page(size: str, shape: float) -> None:
    result = landscape(many_groups(20).store(), LandscapeRequest(DAY))
    tree = parsed(result, size=size)
    width, height = (float(tree.get(side).removesuffix("pt")) for side in ("width", "height"))
    assert shape / 1.5 < width / height < shape * 1.5
    assert width < 2400
    boxes = [bounds(g) for g in tree.iter(f"{SVG}g") if str(g.get("id")).startswith("group-")]
    assert len(boxes) == 20
    for (l1, r1, t1, b1), (l2, r2, t2, b2) in itertools.combinations(boxes, 2):
        assert r1 < l2 or r2 < l1 or b1 < t2 or b2 < t1
    lines = {g.get("id") for g in tree.iter(f"{SVG}g") if g.get("class") == "edge"}
    assert len(lines) == 40
    assert {f"flows-d{d}--d{d + 1}" for d in range(19)} < lines  # those of most flows
    assert "300 other exchanges are not drawn" in texts(tree)
    there_and_back = next(g for g in tree.iter(f"{SVG}g") if g.get("id") == "flows-d0--d1")
    assert [t.text for t in there_and_back.iter(f"{SVG}text")] == [
        "2"
    ]  # beside its arrow; one flow back


def exchanged(holders: int, flows: Sequence[tuple[int, int]], **stated: object) -> Lineage:
    """Return the lineage of an object that so many hold, exchanged over `flows` between them."""
    made = Builder()
    made.node("DataObject", "o", "Order")
    for n in range(holders):
        made.node("Application", f"a{n:03}", f"Application {n}", phase="ACTIVE")
        made.relate("ACCESSES", f"a{n:03}", "o", crud=("R",), **stated)
    for number, (source, target) in enumerate(flows):
        made.node("Flow", f"f{number}")
        made.relate("EMITS", f"a{source:03}", f"f{number}")
        made.relate("FEEDS", f"f{number}", f"a{target:03}")
        made.relate("CARRIES", f"f{number}", "o")
    return lineage(
        LineageRequest("o", DAY, COMMITTED),
        MemoryFacts(made.nodes, made.relations),
        MemoryTransformations(made.relations),
    )


def named(tree: ElementTree.Element, what: str) -> dict[str, tuple[float, ...]]:
    """Return where what is so called in a picture stands."""
    found = {str(g.get("id")): g for g in tree.iter(f"{SVG}g")}
    return {each: bounds(g) for each, g in found.items() if each.startswith(what)}


def test_an_object_of_no_stated_stage_goes_from_who_sends_it_to_who_receives_it() -> None:
    result = exchanged(60, [(59 - n, n) for n in range(20)])  # the last send to the first
    tree = parsed(result)
    left = {each: round(box[0]) for each, box in named(tree, "holder-").items()}
    first, middle, last = sorted(set(left.values()))
    assert len(left) == 48
    assert {left[f"holder-a{n:03}"] for n in range(40, 60) if f"holder-a{n:03}" in left} == {first}
    assert {left[f"holder-a{n:03}"] for n in range(20) if f"holder-a{n:03}" in left} == {middle}
    assert {left[f"holder-a{n:03}"] for n in range(20, 36)} == {last}  # they exchange nothing
    assert len(named(tree, "hop-")) == 16  # nobody stands there without whom it exchanges with
    said = texts(tree)
    assert "12 holders not shown" in said
    assert "4 other exchanges are not drawn" in said
    for head in ("Sends it (16 of 20)", "Receives it (16 of 20)", "No exchange (16 of 20)"):
        assert head in said
    assert "! no stage is stated" in said
    assert "Exchanges it" in said  # there is no master they could be linked with
    heads = {t.get("y") for t in tree.iter(f"{SVG}text") if "16 of 20" in str(t.text)}
    assert len(heads) == 1


@pytest.mark.parametrize("fed", [1, 40])
def test_nobody_stands_without_a_line_whose_partners_have_no_room(fed: int) -> None:
    """A hub sends to many, others each to one of their own: their receivers have no room."""
    others = [(n, 100 + n) for n in range(1, 31)]
    result = exchanged(200, [(0, 150 + n) for n in range(fed)] + others)
    drawn = circulated(result)
    shown = {h.application for column in drawn.columns for h in column.holders}
    exchanges = {
        f"a{n:03}" for ends in [*others, *((0, 150 + n) for n in range(fed))] for n in ends
    }
    joined = {end for ends in drawn.lines for end in ends}
    assert shown & exchanges == joined
    assert len(shown) == 48
    assert drawn.hidden_holders == 200 - 48


def test_of_very_many_exchanges_one_to_each_box_comes_first() -> None:
    flows = [(n, m) for n in range(30) for m in range(n + 1, 30)] + [(30, 31)]
    result = exchanged(32, flows, stage=("USE",))
    tree = parsed(result)
    drawn = circulated(result).lines
    assert len(drawn) == len(named(tree, "hop-")) == 60
    assert ("a030", "a031") in drawn  # of two that exchange with nobody else
    assert len({end for ends in drawn for end in ends}) == len(named(tree, "holder-")) == 32
    assert "376 other exchanges are not drawn" in texts(tree)
    columns = {round(box[0]) for box in named(tree, "holder-").values()}
    assert len(columns) == 2
    assert texts(tree).count("Use") == 1


def test_of_very_many_groups_those_of_most_flows_are_drawn_and_the_others_listed() -> None:
    made = many_groups(61)
    made.node("Domain", "quiet", "Quiet")
    made.node("Scope", "silence", "Silence")
    made.relate("CONTAINS", "quiet", "silence")
    made.node("Application", "still", "Still", phase="ACTIVE")
    made.relate("COVERS", "still", "silence", level="FULL")
    result = landscape(made.store(), LandscapeRequest(DAY))
    tree = parsed(result)
    boxes = {g.get("id") for g in tree.iter(f"{SVG}g") if g.get("class") == "node"}
    assert len(boxes) == 61
    assert "apart" in boxes
    assert "group-quiet" not in boxes
    said = texts(tree)
    assert "drawn one by one: the 60 with the most flows" in " ".join(said.split())
    assert "2 groups without a line here" in said
    assert "Quiet" in said
    one_by_one = landscape(many_groups(61).store(), LandscapeRequest(DAY, expand=["d4"]))
    assert "122 flows" in texts(parsed(one_by_one))  # of one application, not all of them drawn


def test_what_exchanges_data_stands_together_and_the_rest_in_one_box() -> None:
    made = Builder()
    made.node("Domain", "d", "Sales")
    made.node("Scope", "s", "Selling")
    made.relate("CONTAINS", "d", "s")
    for n in range(20):
        made.node("Application", f"a{n}", f"Application {n:02}", phase="ACTIVE")
        made.relate("COVERS", f"a{n}", "s", level="FULL")
    for n in range(8):  # the first with the last
        made.node("Flow", f"f{n}")
        made.relate("EMITS", f"a{n}", f"f{n}")
        made.relate("FEEDS", f"f{n}", f"a{19 - n}")
    tree = parsed(landscape(made.store(), LandscapeRequest(DAY, expand=["d"])))
    boxes = {g.get("id"): bounds(g) for g in tree.iter(f"{SVG}g") if g.get("class") == "node"}
    assert {f"group-a{n}" for n in (*range(8), *range(12, 20))} | {"apart-d"} == set(boxes)
    assert "4 applications without a line here" in texts(tree)
    for n in range(8):
        (l1, _, t1, _), (l2, _, t2, _) = boxes[f"group-a{n}"], boxes[f"group-a{19 - n}"]
        assert abs(l1 - l2) < 10 or abs(t1 - t2) < 10  # in one column or in one row
    assert "an arrow without a figure is one flow" in texts(tree)


def test_a_crowded_picture_has_one_line_between_two_boxes_farther_away() -> None:
    made = Builder()
    for n in range(30):
        made.node("Application", f"a{n}", f"Application {n}", phase="ACTIVE")
    ends = [(0, n) for n in range(1, 21)] + [(1, 21), (21, 1), (1, 21)]
    for n, (one, other) in enumerate(ends):
        made.node("Flow", f"f{n:02}")
        made.relate("EMITS", f"a{one}", f"f{n:02}", mode="SYNC" if n % 2 else "BATCH")
        made.relate("FEEDS", f"f{n:02}", f"a{other}")
    tree = parsed(flow_map(made.store(), FlowRequest(["a0"], DAY, hops=2)))
    lines = {g.get("id") for g in tree.iter(f"{SVG}g") if g.get("class") == "edge"}
    assert len([line for line in lines if line in ("flow-f20", "flow-f21", "flow-f22")]) == 1


def test_of_a_hub_s_many_parties_those_of_most_flows_stand_alone_and_the_others_in_one_box() -> (
    None
):
    made = Builder()
    for n in range(61):
        made.node("Application", f"a{n:02}", f"Application {n}", phase="ACTIVE")
    ends = [("a00", f"a{n:02}") for n in range(1, 61)]
    ends += [("a59", "a60"), ("a58", "a60"), ("a57", "a60")]
    for n, (one, other) in enumerate(ends):
        made.node("Flow", f"f{n:02}")
        made.relate("EMITS", one, f"f{n:02}")
        made.relate("FEEDS", f"f{n:02}", other)
    tree = parsed(flow_map(made.store(), FlowRequest(["a00"], DAY, hops=2)))
    boxes = {g.get("id") for g in tree.iter(f"{SVG}g") if g.get("class") == "node"}
    assert len(boxes) == 18  # the hub, sixteen and the others
    assert {"party-a00", "party-a57", "party-a58", "party-a59", "party-a60"} < boxes
    assert {"44 parties", "+ 20 more", "44 flows"} <= {t.text for t in tree.iter(f"{SVG}text")}
    assert "the nearest with the most flows have a box of their own" in texts(tree)


def bounds(group: Any) -> tuple[float, float, float, float]:
    points = [p.split(",") for s in group.iter(f"{SVG}polygon") for p in s.get("points").split()]
    x, y = [float(p[0]) for p in points], [float(p[1]) for p in points]
    return min(x), max(x), min(y), max(y)


def test_a_data_object_stands_in_its_stages() -> None:
    made = company()
    known = MemoryFacts(made.nodes, made.relations), MemoryTransformations(made.relations)
    tree = parsed(lineage(LineageRequest("sheet", DAY, COMMITTED), *known), lang="fr")
    left = {
        "".join(e.itertext()): float(e.get("x")) for e in tree.iter() if str(e.tag).endswith("text")
    }
    assert left["Collecte"] < left["Exploitation"]
    assert left["M Old PIM"] < left["Exploitation"] < left["Web shop"] + 60
    assert "Ann" in texts(tree)


def test_a_landscape_without_flows_explains_no_line() -> None:
    made = many_groups(1)
    said = texts(parsed(landscape(made.store(), LandscapeRequest(DAY))))
    assert "an application stands where it covers most" in said
    assert "number of flows" not in said
    assert "the wider the line" not in said


@pytest.mark.parametrize(
    ("by", "said"),
    [("domain", "stands where it covers most"), ("organisation", "the organisation that owns it")],
)
def test_a_landscape_says_why_applications_stand_where_they_do(
    by: Literal["domain", "organisation"], said: str
) -> None:
    drawn = landscape(company().store(), LandscapeRequest(DAY, by=by))
    assert said in texts(parsed(drawn, lang="en"))
