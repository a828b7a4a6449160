"""The site on paper, and where a portfolio is too large for a grid."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from archrepo.portfolio import Portfolio
from tests.browser.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser.conftest import Watched

    Watch = Callable[..., Watched]


@pytest.mark.parametrize("height", [560, 700])
def test_no_heading_of_the_printed_map_stands_alone_at_the_foot_of_a_page(
    watch: Watch, sites: dict[str, Path], height: int
) -> None:
    watched = watch()
    watched.goto(sites["en"], "#/map")
    headings = watched.page.locator(".panel > h2 a, .group > h3 a").all_text_contents()
    printed = watched.page.pdf(width="1100px", height=f"{height}px", print_background=True)
    lines = [
        page.extract_text().strip().split("\n") for page in PdfReader(io.BytesIO(printed)).pages
    ]
    assert len(lines) > 3
    # A heading is followed by its figure, such as `Product information P 7/7`.
    alone = [said[-1] for said in lines if re.fullmatch(r".+ \S \d+/\d+( .*)?", said[-1])]
    assert [foot for foot in alone if foot.startswith(tuple(headings))] == []


def test_a_matrix_too_large_for_a_grid_is_a_list(watch: Watch, tmp_path: Path) -> None:
    with Portfolio.create(tmp_path / "large") as portfolio:
        portfolio.plan(_large(250)).apply()
        site = portfolio.site(tmp_path / "large.html", at=DAY)
    watched = watch()
    watched.goto(site, "#/matrix")
    page = watched.page
    expect(page.locator("main tbody tr")).to_have_count(250)
    assert page.locator("main td").count() == 250
    expect(page.locator("main tbody tr").first).to_contain_text("F Application 0")


def _large(number: int) -> Iterator[dict[str, Any]]:
    yield {"kind": "Domain", "id": "d", "name": "Sales"}
    for n in range(number):
        yield {"kind": "Scope", "id": f"s{n}", "name": f"Scope {n}"}
        yield {"kind": "Application", "id": f"a{n}", "name": f"Application {n}"}
        yield {"type": "CONTAINS", "from": "d", "to": f"s{n}"}
        yield {"type": "COVERS", "from": f"a{n}", "to": f"s{n}", "level": "FULL"}
