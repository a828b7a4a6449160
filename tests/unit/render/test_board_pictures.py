"""The page for a management board: what it says in one sentence, and what has room on it."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from rich.cells import cell_len

from tests.map_portfolios import Builder, grid
from tests.pictures import (
    SVG,
    boarded,
    company,
    parsed,
    picture,
    spilt,
    texts,
    told,
)


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
