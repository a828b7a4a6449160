"""Every picture: all is on it, whatever it is called, nothing leaves its box, in both languages."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.covered_portfolio import read_covered_portfolio
from archrepo.analysis.flow_map import FlowRequest, flow_map
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.journey_map import journey_map
from archrepo.analysis.landscape import LandscapeRequest, landscape
from archrepo.analysis.lineage import LineageRequest, MemoryTransformations, lineage
from archrepo.analysis.map_board import board
from archrepo.analysis.map_comparison import MapComparison, MapState, Side, compare
from archrepo.analysis.roadmap import roadmap
from archrepo.analysis.situation import Situation
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.validity import PlanChoice
from archrepo.errors import ConfigError
from archrepo.render.picture import pages
from archrepo.render.picture.words import picture_words
from archrepo.render.registry import View, formats_of, render
from archrepo.render.roadmap.chart import Row, count_of, rows_of
from archrepo.render.roadmap.folding import MOST_ROWS, folded
from tests.map_portfolios import Builder, grid
from tests.pictures import (
    DAY,
    HOSTILE,
    SVG,
    company,
    many_groups,
    parsed,
    picture,
    spilt,
    texts,
    titles,
    told,
)

COMMITTED = PlanChoice()
LATER = dt.date(2027, 7, 15)


def compared(made: Builder, **more: Any) -> MapComparison:
    store, sides = made.store(), []
    for day in (DAY, LATER):
        drawn = capability_map(store, builtin_metamodel(), MapRequest(day))
        sides.append(Side(MapState(at=day, plan="committed"), drawn))
    return compare(*sides, **more)


def boarded(made: Builder) -> Any:
    portfolio = read_covered_portfolio(made.store(), COMMITTED)
    return board(compared(made, side_by_side=True), (portfolio, portfolio), "company")


PICTURES = {
    "flows": lambda made: flow_map(made.store(), FlowRequest(["pim"], DAY, hops=2)),
    "landscape": lambda made: landscape(made.store(), LandscapeRequest(DAY)),
    "landscape-expanded": lambda made: landscape(
        made.store(), LandscapeRequest(DAY, expand=["product"])
    ),
    "journey": lambda made: journey_map(made.store(), "buy", DAY, COMMITTED),
    "compare": compared,
    "sides": lambda made: compared(made, side_by_side=True),
    "board": boarded,
    "data": lambda made: lineage(
        LineageRequest("sheet", DAY, COMMITTED),
        MemoryFacts(made.nodes, made.relations),
        MemoryTransformations(made.relations),
    ),
    "roadmap": lambda made: roadmap(Situation.read(made.store(), DAY, COMMITTED)),
    "map": lambda made: capability_map(made.store(), builtin_metamodel(), MapRequest(DAY)),
}


every_picture = pytest.mark.parametrize("drawn", PICTURES.values(), ids=PICTURES.keys())


@every_picture
@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("fr", "dark")])
def test_nothing_leaves_its_box(drawn: Any, lang: str, theme: str) -> None:
    tree = parsed(drawn(company()), lang=lang, theme=theme)
    assert list(spilt(tree)) == []
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert tree[0].text


@every_picture
def test_hostile_names_break_nothing(drawn: Any) -> None:
    for first in range(0, len(HOSTILE), 4):
        names = [*HOSTILE[first:], *HOSTILE] * 3
        result = drawn(company(names))
        tree = parsed(result)
        assert list(spilt(tree)) == []
        lines = told(result, width=80).splitlines()
        assert max(map(cell_len, lines)) <= 80
        assert "\x1b" not in "".join(lines)


@every_picture
@given(st.lists(st.text(min_size=1, max_size=50), min_size=30, max_size=30))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_name_renders(drawn: Any, names: list[str]) -> None:
    wellformed = [n.encode("utf-8", "replace").decode() for n in names]
    assert parsed(drawn(company(wellformed))) is not None


@every_picture
def test_every_form_is_made_and_dot_is_the_same_bytes(drawn: Any) -> None:
    result = drawn(company())
    assert {"dot", "json", "pdf", "png", "svg"} <= set(formats_of(type(result).__name__))
    assert picture(result, "dot") == picture(drawn(company()), "dot")
    assert picture(result, "png").startswith(b"\x89PNG")
    assert picture(result, "pdf", size="a4").startswith(b"%PDF")


@every_picture
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_text_fits_the_terminal(drawn: Any, lang: str) -> None:
    for width in (80, 60):
        text = told(drawn(company()), lang=lang, width=width)
        assert max(map(cell_len, text.splitlines())) <= width


def test_a_journey_marks_weak_steps() -> None:
    result = PICTURES["journey"](company())
    weak = [[w.code for w in step.weak] for step in result.steps]
    assert weak == [["ELIMINATED"], [], ["UNCOVERED"]]
    assert [step.data for step in result.steps] == [("Product sheet",), (), ()]
    said = texts(parsed(result, lang="fr"))
    assert "Pas de couverture" in said
    assert "facultative" in said


def test_a_long_journey_takes_the_shape_of_a_page() -> None:
    made = Builder()
    made.node("Journey", "long", "A long journey")
    for n in range(60):
        made.node("Scope", f"s{n}", f"Scope {n}")
        made.relate("PASSES_THROUGH", "long", f"s{n}", order=n + 1, step=f"Step {n}")
    tree = parsed(journey_map(made.store(), "long", DAY, COMMITTED))
    width, height = (float(tree.get(s).removesuffix("pt")) for s in ("width", "height"))
    assert 1 < width / height < 2.5
    assert "60. Step 59" in texts(tree)


def test_a_comparison_names_what_changes() -> None:
    result = compared(company())
    assert result.counts["WORSE"] == 1
    signs = {(c.id, c.sign) for c in result.changes}
    assert signs == {("sheets", "WORSE"), ("pim", "REMOVED")}
    text = str(render(result, "text", View(width=80)))
    assert "↓ Product sheets F → –" in text
    assert "− Old PIM on Product sheets" in text


def test_a_moved_scope_is_no_loss() -> None:
    made = company()
    made.relations = [r for r in made.relations if r.to_id != "checkout" or r.type != "CONTAINS"]
    made.relate("CONTAINS", "sales", "checkout", valid_to=LATER)
    made.relate("CONTAINS", "product", "checkout", valid_from=LATER)
    result = compared(made)
    (moved,) = {c.moved_from for c in result.changes if c.id == "checkout"}
    assert moved == "Sales"
    assert {c.sign for c in result.changes if c.id == "checkout"} == {"MOVED"}


def test_a_board_says_it_in_one_sentence() -> None:
    result = boarded(company())
    (gap,) = result.headline.uncovered
    assert (gap.id, gap.start, gap.until) == ("sheets", dt.date(2027, 6, 30), dt.date(2027, 8, 1))
    said = texts(parsed(result, lang="fr"))
    assert "1 périmètre sur 3 change" in said
    assert "non couvert jusqu’au 01/08/2027" in said
    assert "(du 30/06/2027 au 01/08/2027)" in said


def groups_of(names: list[str]) -> Builder:
    """Return two domains; the groups of the first, of a scope each, lose their application."""
    made = Builder()
    made.node("Domain", "d", "Grid")
    made.node("Domain", "other", "Others")
    made.node("Scope", "alone", "Alone")
    made.relate("CONTAINS", "other", "alone")
    for n, name in enumerate(names):
        made.node("Scope", f"g{n}", name)
        made.relate("CONTAINS", "d", f"g{n}")
        made.node("Application", f"a{n}", f"Application {n}", retired=dt.date(2027, 2, 1))
        made.relate("COVERS", f"a{n}", f"g{n}", level="FULL")
    return made


def test_a_board_has_long_names_of_groups_whole_at_the_same_height_on_both_sides() -> None:
    names = ["Centralized real time business event management", "Hypervision of the energy system"]
    result = boarded(groups_of(names))
    lines = [each for each in parsed(result).iter(f"{SVG}text") if each.text]
    assert not [each.text for each in lines if "…" in each.text]
    said = [word for each in lines if ":" not in each.text for word in each.text.split()]
    assert all(said.count(word) >= 2 for name in names for word in name.split())
    heights = [float(each.get("y")) for each in lines if each.text.startswith("Centralized")]
    assert heights[0] == heights[1]
    page = told(result, lang="en", width=60)
    assert all(word in page for name in names for word in name.split())
    assert max(map(cell_len, page.splitlines())) <= 60


def test_a_board_lists_what_loses_its_coverage_on_one_day_by_name() -> None:
    lost = boarded(groups_of(["Selling", "buying"])).headline.uncovered
    assert [gap.name for gap in lost] == ["buying", "Selling"]


def test_a_board_parts_thousands_and_has_room_for_them() -> None:
    result = boarded(groups_of(["Selling", "Buying"]))
    many = (1_234, 12_345)
    panels = [
        panel.model_copy(
            update={
                "domain": panel.domain.model_copy(
                    update={"before_leaves": many, "after_leaves": many}
                )
            }
        )
        for panel in result.panels
    ]
    large = result.model_copy(update={"panels": tuple(panels)})
    assert "1,234/12,345" in texts(parsed(large, lang="en"))
    lines = told(large, lang="en", width=80).splitlines()
    arrows = {line.index(" → ") for line in lines[2:] if " → " in line}
    assert len(arrows) == 1
    assert "1,234/12,345" in " ".join(lines)


def test_a_board_says_what_its_colours_and_figures_show_on_both_sides() -> None:
    said = texts(parsed(boarded(company()), lang="en"))
    assert "Application coverage of the functional scopes · k/n: of the n" in said
    legend = said[said.index("are covered") :]
    assert "Full" in legend  # before alone
    assert "Partial" not in legend


def test_a_board_is_one_slide_of_few_boxes_in_letters_that_can_be_read() -> None:
    result = boarded(grid(12, 20, 2))
    boxes = sum(2 * (1 + len(panel.boxes)) for panel in result.panels)
    assert boxes <= 40
    tree = parsed(result)
    assert min(float(e.get("font-size")) for e in tree.iter() if e.tag.endswith("text")) >= 9
    width, height = (float(tree.get(s).removesuffix("pt")) for s in ("width", "height"))
    assert width / height == pytest.approx(16 / 9, abs=0.01)
    assert list(spilt(tree)) == []


@pytest.mark.parametrize(("domains", "inside"), [(1, 30), (3, 9), (14, 5)])
def test_a_board_of_much_that_changes_stays_above_its_foot_and_counts_the_rest(
    domains: int, inside: int
) -> None:
    made = Builder()
    made.node("Domain", "empty", "Without a scope")
    for d in range(domains):
        made.node("Domain", f"d{d}", f"Management of the business domain number {d}")
        for n in range(inside):
            made.node("Scope", f"s{d}-{n}", f"Scope {d} {n}")
            made.relate("CONTAINS", f"d{d}", f"s{d}-{n}")
            made.node(
                "Application", f"a{d}-{n}", f"Application {d} {n}", retired=dt.date(2027, 2, 1)
            )
            made.relate("COVERS", f"a{d}-{n}", f"s{d}-{n}", level="FULL")
    tree = parsed(boarded(made))
    said = texts(tree)
    assert f"{domains * inside} of {domains * inside} scopes change" in said
    assert "unchanged" not in said
    assert "Without a scope" not in said
    ids = [str(each.get("id")) for each in tree.iter()]
    left = domains - sum(each.startswith("before-d") for each in ids)
    assert (f"{left} domains not shown" in said) == (left > 0)
    if domains == 1:
        assert f": {inside - sum(each.startswith('before-s') for each in ids)} change" in said
    tops = {str(t.text): float(t.get("y")) for t in tree.iter(f"{SVG}text")}
    (foot,) = (y for told, y in tops.items() if told.startswith("Application coverage"))
    told = [y for told, y in tops.items() if told.startswith(("Scope", "+ ", "Management"))]
    assert told
    assert max(told) < foot - 8


@pytest.mark.parametrize("scopes", [0, 1])
def test_a_board_of_one_scope_or_none_does_not_count_it(scopes: int) -> None:
    made = Builder()
    made.node("Domain", "d", "Sales")
    for n in range(scopes):
        made.node("Scope", f"s{n}", "Selling")
        made.relate("CONTAINS", "d", f"s{n}")
    assert "No scope changes" in texts(parsed(boarded(made)))
    assert "Aucun périmètre ne change" in texts(parsed(boarded(made), lang="fr"))


def test_a_board_of_what_does_not_change_shows_how_it_stands() -> None:
    made = Builder()
    made.node("Domain", "d", "Sales")
    for n in range(30):
        made.node("Scope", f"s{n:02}", f"Selling {n}")
        made.relate("CONTAINS", "d", f"s{n:02}")
    said = texts(parsed(boarded(made)))
    assert "None of 30 scopes changes" in said
    assert "±" not in said
    shown = sum(f"Selling {n} " in f"{said} " for n in range(30))
    assert shown > 10
    assert f"{30 - shown} other groups unchanged" in said


def test_a_board_says_where_it_is_from_though_its_legend_leaves_no_room_for_more() -> None:
    result = boarded(company())
    assert "± n: scopes that change · Source: company" in texts(parsed(result))
    long = result.model_copy(
        update={"source": " ".join(["The company and its subsidiaries"] * 4 + ["at home"])}
    )
    said = texts(parsed(long))
    assert "± n: scopes that change" in said
    assert f"Source: {long.source}" in said
    assert "change · Source" not in said


def test_the_pdf_of_a_board_is_a_slide() -> None:
    from pypdf import PdfReader

    (page,) = PdfReader(io.BytesIO(picture(boarded(company()), "pdf"))).pages
    assert (page.mediabox.width, page.mediabox.height) == (960, 540)


def test_a_roadmap_shows_bars_gaps_with_their_days_and_replacements() -> None:
    result = PICTURES["roadmap"](company())
    tree = parsed(result, lang="fr")
    said = titles(tree)
    assert any("Old PIM est remplacée par New PIM · 32 jours" in title for title in said)
    assert any(title.startswith("Product sheets (sheets) · Pas de couverture") for title in said)
    assert "32 jours" in texts(tree)
    assert any(title.startswith("Switch-over · 01/03/2027") for title in said)
    assert any(title.startswith("Target 2028 (target)") for title in said)
    text = told(result, width=80)
    assert "! Product sheets" in text
    assert "32 days" in text
    day, years = (n for n in text.splitlines() if "▾" in n or "|2027" in n)
    assert day.strip() == "▾ 2026-12-31"
    assert years.index("|2027") - day.index("▾") in (0, 1)


def test_a_roadmap_explains_no_arrow_that_it_does_not_draw() -> None:
    made = Builder()
    for app in ("old", "new"):
        made.node("Application", app, app.title(), phase_in=dt.date(2026, 6, 1))
    made.relate("REPLACED_BY", "old", "new")
    tree = parsed(roadmap(Situation.read(made.store(), DAY, COMMITTED)))
    assert "Is replaced" not in texts(tree)
    assert "Is replaced too late" in texts(parsed(PICTURES["roadmap"](company())))


def test_the_lines_of_a_roadmap_are_counted_without_being_made() -> None:
    made = company()
    made.node("Project", "late", "Late", status="BUILD", end=dt.date(2027, 3, 1))
    made.node("Project", "over", "Over", status="BUILD", end=dt.date(2026, 3, 1))
    for result in (
        PICTURES["roadmap"](company()),
        roadmap(Situation.read(made.store(), DAY, COMMITTED)),
        roadmap(Situation.read(many_groups(3).store(), DAY, COMMITTED)),
    ):
        assert count_of(result) == len(rows_of(result, picture_words("en")))


def test_of_a_long_roadmap_what_loses_coverage_is_drawn_and_the_rest_counted_by_domain() -> None:
    made = Builder()
    for d in range(6):
        made.node("Domain", f"d{d}", f"Domain {d}")
        made.node("Scope", f"s{d}", f"Scope {d}")
        made.relate("CONTAINS", f"d{d}", f"s{d}")
        for n in range(10):
            ends = dt.date(2028, 2 + n % 2, 1)
            made.node("Application", f"a{d}-{n}", f"A {d}.{n}", phase="ACTIVE", retired=ends)
            made.relate("COVERS", f"a{d}-{n}", f"s{d}", level="FULL")
    result = roadmap(Situation.read(made.store(), DAY, COMMITTED))
    tree = parsed(result)
    rows = {str(e.get("id")) for e in tree.iter() if str(e.get("id")).startswith("name-")}
    assert len([row for row in rows if row.startswith("name-gap-")]) == 6
    assert len(rows) == MOST_ROWS - 6  # what a page holds, heads included
    assert "name-app-a0-0" in rows  # what ends first
    left = 6 * 11 - len(rows)
    assert f"{left} lines are counted in the bars of their domains" in texts(tree)
    counted = [e for e in tree.iter() if str(e.get("id")).startswith("domain-d5-counted-")]
    said = [t.text for each in counted for t in each.iter() if str(t.tag).endswith("text")]
    ends = [row for row in rows if row.startswith("name-app-a5-")]
    assert said == [f"−{10 - len(ends)}"]  # all in one quarter
    tips = [t.text for each in counted for t in each.iter() if str(t.tag).endswith("title")]
    assert any("− A 5.9" in str(tip) for tip in tips)
    assert count_of(result) == MOST_ROWS + left
    assert "counted" not in texts(parsed(PICTURES["roadmap"](company())))


def test_of_a_roadmap_of_more_domains_than_a_page_holds_the_last_are_told() -> None:
    heads = [Row("head", f"domain-{n}", f"Domain {n}") for n in range(MOST_ROWS + 2)]
    lines = [Row("application", f"app-{n}", f"A {n}") for n in range(MOST_ROWS + 2)]
    rows = [row for pair in zip(heads, lines, strict=True) for row in pair]
    found = folded(rows, PICTURES["roadmap"](company()))
    assert found.rows == heads[:MOST_ROWS]
    assert [len(each) for each in found.counted.values()] == [1] * MOST_ROWS
    assert found.hidden == 4


def test_a_roadmap_counts_projects_past_their_end_and_draws_actions_nobody_named() -> None:
    made = Builder()
    made.node("Application", "pim", "PIM", phase="ACTIVE")
    dates = {"late": dt.date(2020, 1, 1), "running": dt.date(2030, 1, 1)}
    for project, end in dates.items():
        made.node("Project", project, project.title(), status="BUILD", end=end)
        made.relate("IMPACTS", project, "pim")
    tree = parsed(roadmap(Situation.read(made.store(), DAY, PlanChoice.parse("all"))))
    assert any(title.startswith("Running (running)") for title in titles(tree))
    assert not any(title.startswith("Late (late)") for title in titles(tree))
    assert "1 project past its last day and not closed is not drawn" in texts(tree)


def test_the_day_of_a_roadmap_runs_behind_its_bars_and_its_legend_names_only_what_is_drawn() -> (
    None
):
    tree = parsed(PICTURES["roadmap"](company()))
    order = [e.get("id") for e in tree.iter() if e.get("id")]
    assert order.index("day") < order.index("app-pim--0")
    assert "Phase-in" not in texts(tree)
    assert "Is replaced too late" in texts(tree)


def bar_of(tree: Any, identifier: str) -> tuple[float, float]:
    """Return where a bar starts and ends."""
    (group,) = (g for g in tree.iter() if g.get("id") == identifier)
    shape = next(e for e in group.iter() if str(e.tag).endswith("polygon"))
    x = [float(p.split(",")[0]) for p in shape.get("points").split()]
    return min(x), max(x)


def test_a_gap_stands_between_what_ends_and_what_starts() -> None:
    tree = parsed(PICTURES["roadmap"](company()))
    old, new = bar_of(tree, "app-pim--0"), bar_of(tree, "app-pim2--0")
    gap = bar_of(tree, "gap-sheets-2027-06-30--0")
    assert gap == pytest.approx((old[1], new[0]), abs=1)


def test_a_comparison_on_a_page_says_what_was_left_out_for_it() -> None:
    result = compared(grid(8, 14, 4))
    whole, page = (texts(parsed(result, lang="en", size=size)) for size in ("", "slide"))
    assert "after an application, its coverage" in whole
    assert "shortened" not in whole
    assert "names shortened" in page
    assert "after an application, its coverage" not in page


def test_a_roadmap_explains_grey_bars_of_projects_and_gives_pale_ones_a_border() -> None:
    made = company()
    for status in ("DONE", "STOPPED", None):
        known = {"status": status} if status else {}
        days = {"start": dt.date(2027, 2, 1), "end": dt.date(2027, 3, 1)}
        made.node("Project", f"short-{status}", f"Short {status}", **known, **days)
    tree = parsed(roadmap(Situation.read(made.store(), DAY, PlanChoice.parse("all"))), lang="en")
    said = texts(tree)
    assert all(word in said for word in ("Done", "Stopped", "Not stated"))
    (bar,) = (g for g in tree.iter(f"{SVG}g") if g.get("id") == "project-short-DONE--0")
    assert {p.get("stroke") for p in bar.iter(f"{SVG}polygon")} - {"none", None}
    usual = texts(parsed(PICTURES["roadmap"](company()), lang="en"))
    assert "Stopped" not in usual


def test_a_roadmap_tells_what_becomes_of_an_application_however_long_its_name() -> None:
    made = company()
    (old,) = (node for node in made.nodes if node.id == "pim")
    made.nodes[made.nodes.index(old)] = replace(
        old, values={**old.values, "name": "Product information of all our brands and countries"}
    )
    result = PICTURES["roadmap"](made)
    lines = [line for line in told(result, width=80).splitlines() if "Product inf" in line]
    assert "… [E] " in lines[0]
    assert "… [E]" in texts(parsed(result))


def test_a_journey_counts_only_levels_that_some_step_has() -> None:
    made = company()
    made.node("Application", "extra", "Extra", phase="ACTIVE")
    made.relate("COVERS", "extra", "catalogue", level="MARGINAL")
    said = texts(parsed(PICTURES["journey"](made), lang="en"))
    assert "Marginal" in said
    assert "Full: 2" in said
    assert ": 0" not in said


def test_a_png_too_large_to_open_is_refused_before_it_takes_the_memory() -> None:
    drawn = b'<svg width="40000pt" height="20000pt" xmlns="http://www.w3.org/2000/svg"></svg>'
    with pytest.raises(ConfigError, match="40000 × 20000 pixels") as refused:
        pages.png(drawn, View())
    assert "svg" in str(refused.value.hint)


def test_a_picture_explains_only_the_signs_that_are_on_it() -> None:
    flows, data = (texts(parsed(PICTURES[name](company()))) for name in ("flows", "data"))
    assert "S synchronous" in flows
    assert "M manual" not in flows
    assert "Over" not in flows
    assert "creates, reads" in data
    assert "transformed on the way" not in data
