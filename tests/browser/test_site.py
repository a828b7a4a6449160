"""The site in a real browser: what a reader does, and what a hostile portfolio may not do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from archrepo.portfolio import Portfolio
from tests.browser.conftest import DAY, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Watched

    Watch = Callable[..., Watched]

PAGES = (
    "#/map",
    "#/inventory",
    "#/list/Flow",
    "#/node/pim-legacy",
    "#/matrix",
    "#/impact",
    "#/roadmap",
    "#/checks",
)


def test_the_map_is_coloured_anew_and_drilled_into(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"])
    scope = page.locator(".leaf", has_text="Product reference").first
    before = scope.get_attribute("class")
    page.get_by_label("Colour by").select_option(index=1)
    assert scope.get_attribute("class") != before
    page.get_by_role("link", name="Product and reference data").click()
    expect(page.locator("h1")).to_have_text("Product and reference data")
    assert page.locator(".panel").count() == 1
    page.go_back()
    expect(page.locator("h1")).to_have_text("Brindelle Group")
    assert page.locator(".panel").count() == 7


def test_letters_and_figures_are_explained_on_each_page(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"])
    legend = page.get_by_role("list", name="Legend")
    expect(legend).to_contain_text("Full")
    expect(legend).not_to_contain_text("level not stated")  # of which there is none
    expect(page.get_by_text("k/n: of the n lowest-level scopes inside")).to_be_visible()
    page.get_by_label("Colour by").select_option(label="Yearly run cost of each scope")
    expect(page.get_by_text("figure: run cost a year")).to_be_visible()
    expect(page.locator(".panel > h2 .badge").first).to_have_text(re.compile(r"[\d.]+[kM]$"))
    for address in ("#/impact", "#/checks"):
        watched.goto(sites["en"], address)
        expect(page.get_by_role("list", name="Legend")).to_contain_text("Critical")
    watched.goto(sites["en"], "#/matrix")
    expect(page.get_by_text("F Full · P Partial")).to_be_visible()


def test_a_domain_with_nothing_in_it_is_no_more_than_its_name_and_comes_last(
    watch: Watch, tmp_path: Path
) -> None:
    with Portfolio.create(tmp_path / "made") as portfolio:
        facts: list[dict[str, object]] = [
            {"kind": "Domain", "id": "a", "name": "Archives"},
            {"kind": "Domain", "id": "s", "name": "Sales"},
            {"kind": "Scope", "id": "quotes", "name": "Quotes"},
            {"type": "CONTAINS", "from": "s", "to": "quotes"},
        ]
        portfolio.plan(facts).apply()
        made = portfolio.site(tmp_path / "made.html", at=DAY)
    watched = watch()
    watched.goto(made)
    panels = watched.page.locator(".panel > h2")
    expect(panels).to_have_text(["Sales– 0/1", "Archives"])


def test_zooming_makes_the_map_larger(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["en"])
    leaf = watched.page.locator(".leaf").first
    before = leaf.bounding_box()["height"]
    for _ in range(3):
        watched.page.get_by_role("button", name="Larger").click()
    assert leaf.bounding_box()["height"] > before


def test_a_list_is_searched_filtered_and_sorted(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"], "#/list/Application")
    rows = page.locator("tbody tr")
    assert rows.count() == 60
    page.get_by_label("Disposition").select_option(label="Eliminate")
    eliminated = rows.count()
    assert 0 < eliminated < 60
    name = rows.last.locator("th").inner_text()
    page.get_by_label("Search", exact=True).fill(name)
    expect(rows).to_have_count(1)
    assert "q=" in page.url
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_label("Search", exact=True).fill("")
    page.get_by_label("Disposition").select_option(label="All")
    page.get_by_role("button", name="Name").click()
    assert page.locator("th[data-name=name]").get_attribute("aria-sort") == "descending"
    names = page.locator("tbody th").all_inner_texts()
    assert names == sorted(names, key=str.lower, reverse=True)


def test_a_search_finds_without_accents(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["fr"])
    page.get_by_label("Tout rechercher").fill("referentiel produit")
    page.get_by_label("Tout rechercher").press("Enter")
    expect(page.get_by_role("link", name="Référentiel produit", exact=True)).to_be_visible()


def test_a_deep_link_opens_a_page_whose_relations_are_links(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"], "#/node/pim-legacy")
    expect(page.locator("h1")).to_have_text("Catalog+ (old PIM)")
    assert page.title() == "Catalog+ (old PIM) – Brindelle Group"
    expect(page.locator("h2", has_text="If it were retired on 2026-12-01")).to_be_visible()
    way = "covers Distribution to channels → passed through by Bring a new product to sale"
    expect(page.get_by_text(way).first).to_be_visible()
    page.locator("li").get_by_role("link", name="Product 360 (new PIM)", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Product 360 (new PIM)")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Catalog+ (old PIM)")


def test_the_keyboard_alone_goes_through(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"])
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Inventory")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Inventory")
    expect(page.locator("main")).to_be_focused()


def test_pages_meet_the_accessibility_guidelines(watch: Watch, sites: dict[str, Path]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    one_domain = "#/map/product"  # what the whole map is made of, in a fifth of the time
    light = (*(one_domain if at == "#/map" else at for at in PAGES), f"{one_domain}?heat=payer")
    for scheme, addresses in (("light", light), ("dark", (one_domain, "#/node/pim-legacy"))):
        watched = watch(color_scheme=scheme)
        for address in addresses:
            watched.goto(sites["en"], address)
            answer = Axe().run(
                watched.page,
                options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
            )
            broken = [v["id"] for v in answer.response["violations"]]
            if broken:
                found[f"{address} {scheme}"] = broken, answer.generate_report()
    assert not found


def test_a_relation_says_what_holds_for_whom_by_name(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/node/product-sheet")
    of_the_new = watched.page.locator("li", has_text="Product 360 (new PIM)").first
    expect(of_the_new).to_contain_text("access (CRUD): Create, Read, Update, Delete; role: Master")
    expect(of_the_new).to_contain_text("segments: Nordelin; from 2026-10-05")
    watched.goto(sites["en"], "#/node/erp")
    replaced = watched.page.locator("li", has_text="AS/400 sales administration").last
    expect(replaced).to_contain_text("Reseller orders, Customer invoicing, Stocktaking")


def test_an_impact_is_read_on_a_phone_line_below_line(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch(viewport={"width": 390, "height": 844})
    watched.goto(sites["en"], "#/node/erp")
    row = watched.page.get_by_role("row").filter(has_text="Article").first
    why = row.get_by_text("accesses Article").bounding_box()
    name = row.get_by_role("link", name="Article").bounding_box()
    assert why["y"] > name["y"] + name["height"] - 1
    assert why["x"] + why["width"] <= 390
    head = watched.page.get_by_role("columnheader", name="Why", include_hidden=True)
    expect(head).to_have_count(1)  # told to who hears the page


def test_what_to_do_is_said_in_words_not_in_codes(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["fr"], "#/checks")
    said = watched.page.locator("main").text_content()
    assert "Nommer un «\u00a0Propriétaire de la donnée\u00a0»" in said
    assert "s’il l’est déjà, le déclarer." in said
    assert not re.search(r"\b[A-Z]+_[A-Z]+\b", said)
    assert "(marketing-automation)" not in said


def test_nothing_is_wider_than_a_phone(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch(viewport={"width": 360, "height": 740})
    for address in PAGES:
        watched.goto(sites["en"], address)
        width = watched.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, address
    long = HOSTILE.index("unbroken" * 30)
    for address in ("#/map", f"#/node/s{long}", f"#/node/a{long}", f"#/node/f{long - 1}"):
        watched.goto(sites["hostile"], address)
        width = watched.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, address


def test_a_tablet_shows_the_roadmap_whole_and_shades_the_side_where_a_table_goes_on(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch(viewport={"width": 820, "height": 1180})
    watched.goto(sites["en"], "#/roadmap")
    beyond = "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
    assert watched.page.eval_on_selector_all(".scroll", beyond) == 0
    watched.goto(sites["en"], "#/list/Application")
    assert watched.page.eval_on_selector_all(".scroll", beyond) == 1
    scroll = watched.page.locator(".scroll")
    whole = scroll.bounding_box()
    clip = {"x": whole["x"] + whole["width"] - 3, "y": whole["y"] + 200, "width": 2, "height": 40}
    shaded = watched.page.screenshot(clip=clip)
    scroll.evaluate("one => one.scrollTo(one.scrollWidth, 0)")
    assert watched.page.screenshot(clip=clip) != shaded
    heads = watched.page.locator("thead th").all_inner_texts()
    assert "Yearly run cost" in heads  # stated of nearly all, before dates stated of a few
    assert "Planned on" not in heads


def test_print_leaves_out_what_paper_cannot_do(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["en"])
    watched.page.emulate_media(media="print")
    expect(watched.page.locator("#menu")).to_be_hidden()
    expect(watched.page.locator(".capmap")).to_be_visible()


def test_names_are_text_whatever_they_hold(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    page = watched.page
    for address in (
        "#/map",
        "#/list/Application",
        "#/impact",
        "#/matrix",
        "#/node/a0",
        "#/node/a1",
    ):
        watched.goto(sites["hostile"], address)
        assert page.locator("main img, main script, main b").count() == 0, address
        assert page.evaluate("document.title") not in ("1", "x")
    watched.goto(sites["hostile"], "#/list/Application")
    shown = page.locator("tbody th").all_inner_texts()
    told = [re.sub(r"[\u202a-\u202e]", " ", name) for name in HOSTILE]
    assert sorted(" ".join(name.split()) for name in told) == sorted(shown)


def test_many_files_load_as_they_are_needed(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["fr"])
    loaded = {url.rsplit("/", 1)[-1] for url in watched.requests}
    assert {"core.js", "map.js"} <= loaded
    assert "nodes-Flow.js" not in loaded
    watched.goto(sites["fr"], "#/list/Flow")
    expect(watched.page.locator("tbody tr")).to_have_count(124)
    assert any(url.endswith("nodes-Flow.js") for url in watched.requests)


def test_the_same_portfolio_is_the_same_page(sites: dict[str, Path], tmp_path: Path) -> None:
    from archrepo.portfolio import Portfolio
    from tests.browser.conftest import DAY

    with Portfolio.open(sites["en"].parent / "en") as portfolio:
        again = portfolio.site(tmp_path / "again.html", at=DAY)
    assert again.read_bytes() == sites["en"].read_bytes()


def test_the_roadmap_tells_windows_without_coverage_and_projects(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/roadmap")
    page = watched.page
    (gap,) = page.locator("table:has(rect.gap) tbody tr").all()
    assert gap.locator("th a").inner_text() == "Gift cards"
    assert "2027-11-06" in gap.inner_text()
    assert "Gift card service" in gap.inner_text()
    projects = page.locator("table:has(rect.project) tbody tr")
    assert projects.count() >= 10
    projects.filter(has_text="Catalogue 360").locator("th a").first.click()
    page.wait_for_selector("main h1:has-text('Catalogue 360')")


@pytest.mark.parametrize(
    "address", ["#/node/nobody", "#/nowhere", "#/list/Nothing", "#/map/nobody"]
)
def test_an_unknown_address_leads_back(watch: Watch, sites: dict[str, Path], address: str) -> None:
    watched = watch()
    watched.goto(sites["en"], address)
    expect(watched.page.locator("h1")).to_have_text("There is no such page.")
    watched.page.get_by_role("link", name="Back to the map").click()
    expect(watched.page.locator("h1")).to_have_text("Brindelle Group")


def test_a_page_says_what_it_may_load(sites: dict[str, Path]) -> None:
    text: Any = sites["en"].read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in text
    assert "unsafe-inline" not in text
    assert not re.search(r"(src|href)=[\"']?https?:", text)
