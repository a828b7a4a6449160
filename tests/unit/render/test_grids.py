"""Matrices as workbooks, pages and text: what is in them, whatever stands in the names."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from archrepo.analysis.coverages import coverage_matrix
from archrepo.analysis.coverages.results import CoverageMatrix
from archrepo.analysis.situation import Situation
from archrepo.domain.validity import PlanChoice
from archrepo.errors import ConfigError
from archrepo.render.grids.grid import Grid, Head
from archrepo.render.grids.workbook_form import as_workbook
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder

HOSTILE = '=HYPERLINK("http://x")<b>&amp;'


@pytest.fixture
def matrix() -> CoverageMatrix:
    made = Builder()
    made.node("Domain", "sales", "Sales")
    for scope in ("quotes", "orders", "bare"):
        made.node("Scope", scope, scope.title())
        made.relate("CONTAINS", "sales", scope)
    made.node("Application", "crm", "CRM")
    made.node("Application", "evil", HOSTILE)
    made.relate("COVERS", "crm", "quotes", level="FULL", role="PRIMARY")
    made.relate("COVERS", "crm", "orders", level="PARTIAL", segments=("brand-a",))
    made.relate("COVERS", "evil", "orders")
    here = Situation.read(made.store(), dt.date(2026, 12, 1), PlanChoice())
    return coverage_matrix(here)


def test_the_workbook_has_frozen_heads_filters_and_colours(matrix: CoverageMatrix) -> None:
    data = render(matrix, "xlsx", View())
    assert isinstance(data, bytes)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "F3"
    assert sheet.auto_filter.ref == "A2:H4"
    heads = [cell.value for cell in sheet[2]][5:]
    assert heads == ["Bare", "Orders", "Quotes"]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=3)}
    assert [cell.value for cell in rows["crm"]][5:] == [None, "P2*", "F1"]
    assert rows["crm"][7].fill.fgColor.rgb == "FF1F5A9D"
    assert rows["evil"][0].value == HOSTILE
    assert rows["evil"][0].data_type == "s"
    assert rows["evil"][0].quotePrefix


def test_the_same_matrix_is_the_same_workbook(matrix: CoverageMatrix) -> None:
    assert render(matrix, "xlsx", View()) == render(matrix, "xlsx", View())


def test_the_page_escapes_names(matrix: CoverageMatrix) -> None:
    page = str(render(matrix, "html", View()))
    assert "<b>&amp;" not in page.split("<tbody>")[1].replace("&lt;b&gt;", "")
    assert "&lt;b&gt;&amp;amp;" in page
    assert 'class="cell best"' in page


def test_the_terminal_shows_only_rows_with_something(matrix: CoverageMatrix) -> None:
    text = str(render(matrix, "text", View(width=80)))
    assert max(map(len, text.splitlines())) <= 80
    assert "CRM" in text
    assert "P2*" in text
    assert "1 scope is covered by nothing." in text
    french = str(render(matrix, "text", View(width=80, lang="fr")))
    assert "Matrice de couverture" in french
    assert "1 périmètre n’est couvert par rien." in french


def test_csv_holds_codes_and_runs_no_formula(matrix: CoverageMatrix) -> None:
    lines = str(render(matrix, "csv", View())).splitlines()
    assert lines[0] == "id,name,bare,orders,quotes"
    assert lines[1] == "crm,CRM,,PARTIAL/SECONDARY brand-a,FULL/PRIMARY"
    assert lines[2].startswith("evil,\"'=HYPERLINK")


def test_what_no_sheet_holds_says_what_to_do_instead() -> None:
    columns = tuple(Head(f"s{n}", f"S{n}") for n in range(16_400))
    grid = Grid("t", "s", "en", "Application", "Scope", (), (), columns, {}, ())
    with pytest.raises(ConfigError, match="16,400") as raised:
        as_workbook(grid)
    assert "--domain" in str(raised.value.hint)
