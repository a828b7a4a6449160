"""The ways of a reader through the site: found, followed, sent to others, and back again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from archrepo.portfolio import Portfolio
from tests.browser.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser.conftest import Watched

    Watch = Callable[..., Watched]


# Asks for the map, and holds its file back until `late` is called.
HELD_BACK = """() => new Promise(held => {
    const put = Element.prototype.append;
    document.head.append = script => {
        if (!script.src.endsWith("/map.js")) return put.call(document.head, script);
        document.head.late = () => put.call(document.head, script);
        held();
    };
    location.hash = "#/map";
})"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of a portfolio of long ago: projects that are over, and no dates to come."""
    folder = tmp_path_factory.mktemp("old")
    with Portfolio.create(folder / "made") as portfolio:
        portfolio.plan(_old()).apply()
        return portfolio.site(folder / "old.html", at=DAY)


def _old() -> Iterator[dict[str, Any]]:
    yield {"kind": "Project", "id": "p", "name": "Euro", "end": dt.date(2002, 2, 17)}
    for n in range(1300):
        yield {"kind": "Application", "id": f"a{n}", "name": f"Ledger {n}"}


def test_every_heat_colours_the_map(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/map/product")
    heats = watched.page.get_by_label("Colour by")
    bare = "all => all.filter(one => getComputedStyle(one).backgroundColor === 'rgba(0, 0, 0, 0)')"
    told = heats.locator("option").all_inner_texts()
    assert "Yearly run cost of each scope" in told
    for heat in told:
        heats.select_option(label=heat)
        page = watched.page
        assert page.eval_on_selector_all(".legend .badge", f"all => ({bare})(all).length") == 0
        assert page.eval_on_selector_all(".leaf", f"all => ({bare})(all).length") == 0, heat


def test_the_address_of_a_map_says_how_it_is_coloured(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/map/product")
    watched.page.get_by_label("Colour by").select_option(label="Yearly run cost of each scope")
    address = watched.page.url.partition("#")[2]
    assert address == "/map/product?heat=cost"
    other = watch()
    other.goto(sites["en"], f"#{address}")
    expect(other.page.get_by_text("figure: run cost a year")).to_be_visible()
    other.page.emulate_media(media="print")  # on paper there is nothing to choose
    expect(other.page.locator("main p", has_text="Yearly run cost of each scope")).to_be_visible()


def test_going_back_leads_to_the_link_one_left_by(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"], "#/list/Application")
    page.locator("tbody a").last.click()
    expect(page.locator("nav.parts")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(page.locator("h1")).to_have_text("Applications")
    expect(page.locator("tbody a").last).to_be_focused()
    expect(page.locator("tbody a").last).to_be_in_viewport()
    page.go_forward()
    expect(page.locator("main")).to_be_focused()


def test_a_part_of_a_page_has_an_address(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/node/pim-legacy")
    parts = watched.page.get_by_role("navigation", name="On this page")
    parts.get_by_role("link", name="If it were retired on 2026-12-01").click()
    heading = watched.page.locator("h2", has_text="If it were retired on 2026-12-01")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    watched.page.evaluate("scrollTo(0, 0)")
    parts.get_by_role("link", name="If it were retired on 2026-12-01").click()
    expect(heading).to_be_in_viewport()
    other = watch()
    other.goto(sites["en"], f"#{watched.page.url.partition('#')[2]}")
    expect(other.page.locator("h2", has_text="If it were retired")).to_be_in_viewport()


def test_who_goes_on_before_a_page_is_there_keeps_the_address(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["fr"], "#/inventory")
    page.evaluate(HELD_BACK)
    page.evaluate("""() => new Promise(done => {
        addEventListener("hashchange", () => done(), { once: true });
        location.hash = "#/node/product-content"; // it waits for the same file
    })""")
    page.evaluate("document.head.late()")
    expect(page.locator("p.soft", has_text="product-content")).to_be_visible()
    assert page.url.endswith("#/node/product-content")


def test_an_address_that_asks_for_what_is_no_more_leaves_nothing_out(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/list/Application?%40domain=gone&disposition=GONE")
    expect(watched.page.get_by_role("link", name="Catalog+ (old PIM)")).to_be_visible()


def test_the_page_of_a_scope_leads_to_its_place_on_the_map(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/node/product-content")
    watched.page.get_by_role("link", name="Show on the map").click()
    expect(watched.page.locator("h1")).to_have_text("Product content")
    expect(watched.page.locator(".leaf", has_text="Translation")).to_be_visible()


def test_a_node_is_found_by_what_else_it_is_called(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    for asked in ("catalog plus", "APP0338"):
        watched.goto(sites["en"], f"#/search/{asked}")
        rows = watched.page.locator("tbody tr")
        expect(rows).to_have_count(1)
        expect(rows.first).to_contain_text("Catalog+ (old PIM)")
        expect(watched.page.get_by_label("Search everything")).to_have_value(asked)


def test_what_is_called_just_so_is_found_first_and_the_rest_is_a_click_away(
    watch: Watch, old: Path
) -> None:
    watched = watch()
    watched.goto(old, "#/search/ledger%2017")
    assert watched.page.locator("tbody th").first.inner_text() == "Ledger 17"
    watched.goto(old, "#/search/ledger")
    expect(watched.page.locator("main p").first).to_have_text("1,300 of 1,301")
    watched.page.get_by_role("button", name="Show 1,100 more").click()
    expect(watched.page.locator("tbody tr")).to_have_count(1300)


def test_a_list_says_who_answers_and_is_narrowed_to_a_domain(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"], "#/list/Application")
    rows = page.locator("tbody tr")
    page.get_by_label("Domain").select_option(label="Product and reference data")
    expect(rows).to_have_count(8)
    row = rows.filter(has_text="Catalog+ (old PIM)")
    expect(row.get_by_role("link", name="Product information manager")).to_be_visible()
    page.reload()
    expect(rows).to_have_count(8)
    page.get_by_label("Search", exact=True).fill("it manager, data")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Customer and third-party MDM")
    page.emulate_media(media="print")
    expect(page.get_by_text("Domain: Product and reference data")).to_be_visible()


def test_flows_say_between_whom_they_run(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"], "#/list/Flow?q=texts+to+translate")
    assert page.locator("thead th").all_inner_texts()[:3] == ["Name", "From", "To"]
    told = page.locator("tbody tr").locator("th, td").all_inner_texts()[:3]
    assert told == ["Texts to translate", "Catalog+ (old PIM)", "Translation agency"]
    watched.goto(sites["en"], "#/node/pim-legacy?part=relations")
    item = page.locator("h3:has-text('emits') + ul li", has_text="Texts to translate")
    expect(item).to_have_text("Texts to translate → Translation agency")
    expect(item.get_by_role("link")).to_have_count(2)
    named = page.locator("h3:has-text('emits') + ul li", has_text="Brindelle web shop")
    expect(named.get_by_role("link")).to_have_count(1)  # the name of the flow says it


def test_an_address_of_a_person_opens_a_message_to_nobody_else(
    watch: Watch, tmp_path: Path
) -> None:
    with Portfolio.create(tmp_path / "made") as portfolio:
        address = "ann@example.org?bcc=all@example.org"
        portfolio.plan([{"kind": "Person", "id": "p", "name": "Ann", "email": address}]).apply()
        made = portfolio.site(tmp_path / "made.html", at=DAY)
    watched = watch()
    watched.goto(made, "#/node/p")
    link = watched.page.get_by_role("link", name=address)
    expect(link).to_have_attribute("href", "mailto:ann@example.org%3Fbcc%3Dall%40example.org")


def test_the_list_of_impacts_leads_to_what_happens(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/impact")
    watched.page.get_by_role("link", name="Order management (OMS)").click()
    expect(watched.page.locator("h2", has_text="If it were retired")).to_be_in_viewport()


def test_steps_of_a_journey_are_in_their_order(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/node/buy-online-collect")
    steps = watched.page.locator("h3:has-text('passes through') + ul li").all_inner_texts()
    orders = [int(step.partition("order: ")[2].partition(";")[0]) for step in steps]
    assert orders == sorted(orders)
    assert len(orders) > 5


def test_the_roadmap_leaves_out_what_is_long_over(watch: Watch, old: Path) -> None:
    watched = watch()
    watched.goto(old, "#/roadmap")
    expect(watched.page.get_by_text("Projects that ended before 2025-12-01")).to_contain_text("1")
    expect(watched.page.get_by_text("No application has a date around this day.")).to_be_visible()
    assert watched.page.locator("table").count() == 0
    watched.page.get_by_role("link", name="All projects").click()
    expect(watched.page.locator("tbody th")).to_have_text("Euro")


def test_paper_says_what_was_chosen_on_screen(watch: Watch, sites: dict[str, Path]) -> None:
    watched = watch()
    page = watched.page
    watched.goto(sites["en"], "#/list/Application?disposition=ELIMINATE&q=gift")
    page.emulate_media(media="print")
    expect(page.get_by_text("gift · Disposition: Eliminate")).to_be_visible()
    watched.goto(sites["en"], "#/matrix/product")
    expect(page.locator("h1")).to_have_text("Coverage matrix – Product and reference data")


def test_amounts_have_their_currency_and_stand_below_each_other(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/list/Application")
    cell = watched.page.get_by_role("cell", name="310,000 EUR").first
    assert cell.evaluate("one => getComputedStyle(one).textAlign") == "right"
    watched.goto(sites["en"], "#/node/pim-legacy")
    expect(watched.page.get_by_role("row", name="Yearly run cost")).to_contain_text("310,000 EUR")


def test_what_a_retirement_does_is_said_in_words_in_english_too(
    watch: Watch, sites: dict[str, Path]
) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/node/pim-legacy")
    lines = watched.page.locator("table.lines")
    expect(lines).to_contain_text("hourly instead of daily")
    expect(lines).not_to_contain_text("HOURLY")
