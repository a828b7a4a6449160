"""The dossier of a project as a page: on a phone, on paper, and to who hears it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from archrepo.portfolio import Portfolio
from archrepo.render.registry import View, render
from tests.browser.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Watched

    Watch = Callable[..., Watched]


@pytest.fixture(scope="module")
def dossier(sites: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    with Portfolio.open(sites["en"].parent / "en") as portfolio:
        page = render(portfolio.projects.onboard("catalogue-360", at=DAY), "html", View())
    file = tmp_path_factory.mktemp("dossier") / "dossier.html"
    file.write_text(str(page), encoding="utf-8")
    return file


def test_names_without_a_break_make_no_page_wider_than_a_phone(
    watch: Watch, tmp_path: Path
) -> None:
    long = "unbroken" * 30
    nodes = [{"kind": kind, "id": kind.lower(), "name": long} for kind in ("Domain", "Scope")]
    nodes.append({"kind": "Project", "id": "project", "name": long})
    linked = [
        {"type": "CONTAINS", "from": "domain", "to": "scope"},
        {"type": "IMPACTS", "from": "project", "to": "scope", "action": "MODIFY"},
    ]
    with Portfolio.create(tmp_path / "made") as portfolio:
        portfolio.plan([*nodes, *linked]).apply()
        page = str(render(portfolio.projects.onboard("project", at=DAY), "html", View()))
    assert "<figcaption>" in page
    file = tmp_path / "dossier.html"
    file.write_text(page, encoding="utf-8")
    opened = watch(viewport={"width": 390, "height": 844}).page
    opened.goto(file.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_phone_breaks_no_day_and_shows_maps_at_a_size_to_be_read_at(
    watch: Watch, dossier: Path
) -> None:
    page = watch(viewport={"width": 390, "height": 844}).page
    page.goto(dossier.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    lines = "all => all.map(one => one.getClientRects().length)"
    days = page.eval_on_selector_all("td .whole", lines)
    assert len(days) > 20
    assert set(days) == {1}
    widths = page.eval_on_selector_all("figure svg", "all => all.map(one => one.clientWidth)")
    assert min(widths) > 600


def test_the_page_meets_the_accessibility_guidelines(watch: Watch, dossier: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for width in (390, 1280):
        page = watch(viewport={"width": width, "height": 844}).page
        page.goto(dossier.as_uri())
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
        assert Axe().run(page, options=rules).response["violations"] == []


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(watch: Watch, dossier: Path) -> None:
    page = watch().page
    page.goto(dossier.as_uri())
    headings = page.locator("h2, h3").all_text_contents()
    printed = page.pdf(format="A4", print_background=True)
    sheets = [
        sheet.extract_text().strip().split("\n") for sheet in PdfReader(io.BytesIO(printed)).pages
    ]
    assert 4 < len(sheets) < 10
    assert [sheet[-1] for sheet in sheets if sheet[-1] in headings] == []


def test_names_in_a_dossier_are_text_whatever_they_hold(watch: Watch, tmp_path: Path) -> None:
    name = "2026-12-01 <b onclick=x>PR-03</b> &amp; <span class=whole>"
    with Portfolio.create(tmp_path / "made") as portfolio:
        facts: list[dict[str, object]] = [
            {"kind": "Project", "id": "p", "name": name, "objective": name},
            {"kind": "Application", "id": "a", "name": name},
            {"type": "IMPACTS", "from": "p", "to": "a", "action": "MODIFY"},
        ]
        portfolio.plan(facts).apply()
        text = str(render(portfolio.projects.onboard("p", at=DAY), "html", View()))
    file = tmp_path / "hostile.html"
    file.write_text(text, encoding="utf-8")
    page = watch().page
    page.goto(file.as_uri())
    assert page.locator("main b").count() == 0
    assert page.get_by_role("cell", name=name, exact=True).count() > 1
