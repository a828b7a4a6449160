"""Matrices whose cells are merged across columns: what is merged counts for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.readers.mapping import read_mapped
from archrepo.readers.mapping_file import parse_mapping
from archrepo.readers.registry import read
from archrepo.readers.workbook import sheets
from tests.workbook_files import ods_parts, xls, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.reading import Reading

METAMODEL = builtin_metamodel()
DOMAINS = [
    ["Couverture des périmètres"],
    ["Application", "Ventes", None, None, "Finance"],
    [None, "Offres", "Prix", "Clients", "Comptes"],
    ["CRM", "F", None, None, "P"],
    ["ERP", "M", "F", None, "F"],
]
DOMAINS_MERGED = ["A1:E1", "A2:A3", "B2:D2", "B4:D4", "C5:D5"]
DOMAINS_SAID = {
    ("CRM", "Offres", "FULL"), ("CRM", "Prix", "FULL"), ("CRM", "Clients", "FULL"),
    ("CRM", "Comptes", "PARTIAL"), ("ERP", "Offres", "MARGINAL"), ("ERP", "Prix", "FULL"),
    ("ERP", "Clients", "FULL"), ("ERP", "Comptes", "FULL"),
}  # fmt: skip
TWO_COLUMNS = [
    ["Application", "Ventes", None, "Finance"],
    ["CRM", "F", None, "P"],
    ["ERP", None, "F", "F"],
]
NO_NAME_BELOW = [
    ["Application", "Ventes", None, "Finance", None],
    [None, None, "Prix", "Comptes", "Paie"],
    ["CRM", None, "F", "P", "P"],
    ["ERP", "F", None, "F", None],
]
BLOCK = [
    ["Application", "Offres", "Prix", "Comptes"],
    ["CRM", "F", None, "P"],
    ["ERP", None, None, "F"],
]


def book(path: Path, rows: list[list[Any]], merged: list[str]) -> Path:
    if path.suffix != ".xlsx":
        tables = {"Couverture": [[cell or "" for cell in row] for row in rows]}
        bounds = [range_boundaries(span) for span in merged]
        spans = [((top - 1, left - 1), (low - 1, right - 1)) for left, top, right, low in bounds]
        old = path.suffix == ".xls"
        path.write_bytes(xls(tables, spans) if old else zipped(ods_parts(tables, spans)))
        return path
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Couverture"
    for row in rows:
        sheet.append(row)
    for span in merged:
        sheet.merge_cells(span)
    made.save(path)
    return path


def said(reading: Reading) -> set[tuple[str, str, str]]:
    found = [(r.source.text, r.target.text, r.values["level"]) for r in reading.relations]
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize(
    ("rows", "merged", "wanted"),
    [
        (DOMAINS, DOMAINS_MERGED, DOMAINS_SAID),
        (
            TWO_COLUMNS,
            ["B1:C1"],
            {("CRM", "Ventes", "FULL"), ("CRM", "Finance", "PARTIAL"),
             ("ERP", "Ventes", "FULL"), ("ERP", "Finance", "FULL")},
        ),
        (
            TWO_COLUMNS,
            ["B1:C1", "B2:C2"],
            {("CRM", "Ventes", "FULL"), ("CRM", "Finance", "PARTIAL"),
             ("ERP", "Ventes", "FULL"), ("ERP", "Finance", "FULL")},
        ),
        (
            NO_NAME_BELOW,
            ["A1:A2", "B1:C1", "D1:E1"],
            {("CRM", "Prix", "FULL"), ("CRM", "Comptes", "PARTIAL"), ("CRM", "Paie", "PARTIAL"),
             ("ERP", "Ventes", "FULL"), ("ERP", "Comptes", "FULL")},
        ),
        (
            BLOCK,
            ["B2:C3"],
            {("CRM", "Offres", "FULL"), ("CRM", "Prix", "FULL"), ("CRM", "Comptes", "PARTIAL"),
             ("ERP", "Offres", "FULL"), ("ERP", "Prix", "FULL"), ("ERP", "Comptes", "FULL")},
        ),
    ],
    ids=["domains", "two columns", "two columns, one mark", "no name below", "block"],
)  # fmt: skip
def test_what_is_merged_across_columns_counts_for_all_of_them(
    tmp_path: Path,
    rows: list[list[Any]],
    merged: list[str],
    wanted: set[tuple[str, str, str]],
    form: str,
) -> None:
    reading = read(book(tmp_path / f"m.{form}", rows, merged), METAMODEL)
    assert [d.code for d in reading.diagnostics] == ["AR117"]
    assert said(reading) == wanted


def test_the_title_of_a_section_merged_over_the_matrix_is_no_mark(tmp_path: Path) -> None:
    rows = [BLOCK[0], ["VENTES"], *BLOCK[1:]]
    reading = read(book(tmp_path / "m.xlsx", rows, ["A2:D2", "B3:C3"]), METAMODEL)
    assert said(reading) == {
        ("CRM", "Offres", "FULL"), ("CRM", "Prix", "FULL"), ("CRM", "Comptes", "PARTIAL"),
        ("ERP", "Comptes", "FULL"),
    }  # fmt: skip


def test_marks_under_no_header_are_told_with_their_cell(tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", [*TWO_COLUMNS, ["PIM", "F", None, "F"]], [])
    rules = """\
name: test
rules:
- table: Couverture
  relation: COVERS
  from: "{Application}"
  to: "{column}"
  to_kind: Scope
  matrix: {cells: {F: {level: FULL}, P: {level: PARTIAL}}}
"""
    reading = read_mapped([path], parse_mapping(rules, "m.yaml", METAMODEL), METAMODEL)
    assert [str(d) for d in reading.diagnostics] == [
        f"{path}[Couverture]!C3: warning AR111 the matrix does not count this column: its header "
        "is empty (name the column, or merge its header with the one before)"
    ]


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_a_domain_merged_downwards_is_the_domain_of_each_row(tmp_path: Path, form: str) -> None:
    rows = [
        ["Domaine", "Périmètre"],
        ["Ventes", "Offres"],
        [None, "Prix"],
        [None, "Clients"],
        ["Finance", "Comptes"],
    ]
    reading = read(book(tmp_path / f"m.{form}", rows, ["A2:A4"]), METAMODEL)
    found = {
        (r.source.text, r.target.node.values["name"]) for r in reading.relations if r.target.node
    }
    assert found == {
        ("Ventes", "Offres"), ("Ventes", "Prix"), ("Ventes", "Clients"), ("Finance", "Comptes"),
    }  # fmt: skip


def test_rows_that_opendocument_writes_once_are_merged_as_often_as_they_stand(
    tmp_path: Path,
) -> None:
    parts = ods_parts({"Couverture": [["App", "Offres", "Prix"], ["", "", ""], ["", "", ""]]})
    cell = '<table:table-cell office:value-type="string"'
    same = (
        f"{cell}><text:p>CRM</text:p></table:table-cell>"
        f'{cell} table:number-columns-spanned="2"><text:p>F</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row>"
    )
    start, first, _, _ = parts["content.xml"].split("<table:table-row>")
    content = (
        f'{start}<table:table-row>{first}<table:table-row table:number-rows-repeated="3">{same}'
    )
    ends = "</table:table></office:spreadsheet></office:body></office:document-content>"
    path = tmp_path / "m.ods"
    path.write_bytes(zipped({**parts, "content.xml": content + ends}))
    [table] = sheets(path, path.read_bytes())
    assert [(m.first, m.last, list(m.columns)) for m in table.merged] == [
        (2, 2, [1, 2]),
        (3, 3, [1, 2]),
        (4, 4, [1, 2]),
    ]
