"""Roadmaps: bars, gaps with their days, replacements, and what of a long one is drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from archrepo.domain.validity import PlanChoice
from archrepo.render.picture.words import picture_words
from archrepo.render.roadmap.chart import Row, count_of, rows_of
from archrepo.render.roadmap.folding import MOST_ROWS, folded
from tests.map_portfolios import Builder
from tests.pictures import (
    SVG,
    company,
    many_groups,
    parsed,
    planned,
    texts,
    titles,
    told,
)


def test_a_roadmap_shows_bars_gaps_with_their_days_and_replacements() -> None:
    result = planned(company())
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
    tree = parsed(planned(made))
    assert "Is replaced" not in texts(tree)
    assert "Is replaced too late" in texts(parsed(planned(company())))


def test_the_lines_of_a_roadmap_are_counted_without_being_made() -> None:
    made = company()
    made.node("Project", "late", "Late", status="BUILD", end=dt.date(2027, 3, 1))
    made.node("Project", "over", "Over", status="BUILD", end=dt.date(2026, 3, 1))
    for result in (
        planned(company()),
        planned(made),
        planned(many_groups(3)),
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
    result = planned(made)
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
    assert "counted" not in texts(parsed(planned(company())))


def test_of_a_roadmap_of_more_domains_than_a_page_holds_the_last_are_told() -> None:
    heads = [Row("head", f"domain-{n}", f"Domain {n}") for n in range(MOST_ROWS + 2)]
    lines = [Row("application", f"app-{n}", f"A {n}") for n in range(MOST_ROWS + 2)]
    rows = [row for pair in zip(heads, lines, strict=True) for row in pair]
    found = folded(rows, planned(company()))
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
    tree = parsed(planned(made, PlanChoice.parse("all")))
    assert any(title.startswith("Running (running)") for title in titles(tree))
    assert not any(title.startswith("Late (late)") for title in titles(tree))
    assert "1 project past its last day and not closed is not drawn" in texts(tree)


def test_the_day_of_a_roadmap_runs_behind_its_bars_and_its_legend_names_only_what_is_drawn() -> (
    None
):
    tree = parsed(planned(company()))
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
    tree = parsed(planned(company()))
    old, new = bar_of(tree, "app-pim--0"), bar_of(tree, "app-pim2--0")
    gap = bar_of(tree, "gap-sheets-2027-06-30--0")
    assert gap == pytest.approx((old[1], new[0]), abs=1)


def test_a_roadmap_explains_grey_bars_of_projects_and_gives_pale_ones_a_border() -> None:
    made = company()
    for status in ("DONE", "STOPPED", None):
        known = {"status": status} if status else {}
        days = {"start": dt.date(2027, 2, 1), "end": dt.date(2027, 3, 1)}
        made.node("Project", f"short-{status}", f"Short {status}", **known, **days)
    tree = parsed(planned(made, PlanChoice.parse("all")), lang="en")
    said = texts(tree)
    assert all(word in said for word in ("Done", "Stopped", "Not stated"))
    (bar,) = (g for g in tree.iter(f"{SVG}g") if g.get("id") == "project-short-DONE--0")
    assert {p.get("stroke") for p in bar.iter(f"{SVG}polygon")} - {"none", None}
    usual = texts(parsed(planned(company()), lang="en"))
    assert "Stopped" not in usual


def test_a_roadmap_tells_what_becomes_of_an_application_however_long_its_name() -> None:
    made = company()
    (old,) = (node for node in made.nodes if node.id == "pim")
    made.nodes[made.nodes.index(old)] = replace(
        old, values={**old.values, "name": "Product information of all our brands and countries"}
    )
    result = planned(made)
    lines = [line for line in told(result, width=80).splitlines() if "Product inf" in line]
    assert "… [E] " in lines[0]
    assert "… [E]" in texts(parsed(result))
