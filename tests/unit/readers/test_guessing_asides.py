"""Sheets as people keep them: totals, notes, several tables, pivots, amounts in thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.readers.guessing import Guess, guess_mapping
from archrepo.readers.registry import read
from tests.workbook_files import xls, zipped

if TYPE_CHECKING:
    from pathlib import Path

METAMODEL = builtin_metamodel()
Rows = list[list[Any]]
PARC: Rows = [
    ["Nom de l’application", "Criticité", "Coût annuel (k€)", "Mise en prod."],
    ["CRM", "Vitale", "1 200,50 €", "01/03/2016"],
    ["Total Contrôle", "Critique", 85.5, "mars 2012"],
    ["GED", "Critique", 45, "2014"],
    ["Total", None, "1 331,00 €", None],
    [],
    ["Légende :"],
    ["* coûts hors taxes"],
]


def book(path: Path, rows: Rows, name: str = "Parc") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def guessed(path: Path) -> Guess:
    return guess_mapping([path], METAMODEL)


def test_totals_and_notes_below_a_table_are_none_of_its_rows(tmp_path: Path) -> None:
    path = book(tmp_path / "parc.xlsx", PARC)
    reading = read(path, METAMODEL)
    assert [node.values["name"] for node in reading.nodes] == ["CRM", "Total Contrôle", "GED"]
    assert [str(d.message) for d in reading.diagnostics if d.code == "AR115"] == [
        "3 of 6 rows are taken by no rule"
    ]
    assert 'not: [Total, "Légende :", "* coûts hors taxes"]' in guessed(path).text


def test_amounts_in_thousands_are_multiplied_and_the_plan_says_so(tmp_path: Path) -> None:
    path = book(tmp_path / "parc.xlsx", PARC)
    reading = read(path, METAMODEL)
    costs = [node.values["run_cost"] for node in reading.nodes]
    assert costs == [1_200_500.0, 85_500.0, 45_000.0]
    [note] = [d.message for d in reading.diagnostics if d.code == "AR117"]
    assert "Coût annuel (k€) → run_cost × 1,000" in note


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("Coût annuel (M€)", "factor: 1000000"),
        ("Coût annuel (en milliers)", "factor: 1000"),
        ("Coût annuel (keur)", "factor: 1000"),
        ("Coût annuel (€)", "run_cost"),
    ],
)
def test_the_unit_of_a_header_counts(tmp_path: Path, header: str, factor: str) -> None:
    rows = [[PARC[0][0], "Criticité", header], *(row[:3] for row in PARC[1:4])]
    [line] = [
        line
        for line in guessed(book(tmp_path / "a.xlsx", rows)).text.splitlines()
        if header in line
    ]
    assert factor in line
    assert ("factor" in line) == ("factor" in factor)


def test_what_is_no_number_is_left_for_the_plan_to_tell(tmp_path: Path) -> None:
    rows = [PARC[0], *([f"A{n}", "Critique", n, "2014"] for n in range(1, 12))]
    path = book(tmp_path / "a.xlsx", [*rows, ["PIM", "Critique", "45 à 50", "2014"]])
    nodes = read(path, METAMODEL).nodes
    assert [node.values["run_cost"] for node in nodes][-2:] == [11_000.0, "45 à 50"]


def test_a_second_table_on_a_sheet_is_asked_about_with_its_row(tmp_path: Path) -> None:
    rows = [*PARC[:4], [], ["Flux"], ["Source", "Cible", "Données"], ["CRM", "GED", "Clients"]]
    questions = guessed(book(tmp_path / "a.xlsx", rows)).questions
    said = "Parc: another table seems to begin in row 7: give it a sheet of its own"
    assert said in questions


def test_a_pivot_table_is_refused_with_what_to_give(tmp_path: Path) -> None:
    rows = [
        ["Nombre de Application", "Étiquettes de colonnes"],
        ["Étiquettes de lignes", "Critique", "Vitale", "Total général"],
        ["Finance", 3, 1, 4],
        ["Total général", 3, 1, 4],
    ]
    with pytest.raises(InvalidDataError, match="it is a pivot table: give the table it is made of"):
        read(book(tmp_path / "a.xlsx", rows), METAMODEL)


def test_a_list_of_coverages_with_domains_is_no_list_of_scopes(tmp_path: Path) -> None:
    rows = [
        ["Application", "Domaine", "Périmètre fonctionnel", "Rôle"],
        ["CRM", "Ventes", "Offres", "Principal"],
        ["ERP", "Ventes", "Offres", "Secondaire"],
    ]
    reading = read(book(tmp_path / "a.xlsx", rows, "Couverture"), METAMODEL)
    found = [(r.type, r.source.text, r.target.text, r.values["role"]) for r in reading.relations]
    assert found == [
        ("COVERS", "CRM", "Offres", "PRIMARY"),
        ("COVERS", "ERP", "Offres", "Secondaire"),  # a French label, which the plan reads
    ]


def test_a_known_header_over_other_cells_says_so(tmp_path: Path) -> None:
    rows = [
        ["Nom", "Criticité", "Nb utilisateurs"],
        ["CRM", "Vitale", "~ 300"],
        ["ERP", "Vitale", "nombreux"],
    ]
    text = guessed(book(tmp_path / "a.xlsx", rows, "Applications")).text
    assert "it is called like users_count, but most of its cells are none" in text


DISGUISED = {
    "a.xlsx": (b"%PDF-1.7\n\xe2\xe3", "it is a PDF"),
    "b.xls": (b"\n<html><body><table><tr><td>CRM</td></tr></table>", "it is a web page"),
    "c.xls": ("Nom\tCriticité\nCRM\tVitale\n".encode("cp1252"), "it is a text file"),
    "d.xls": (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "Excel 2003"),
    "e.xlsx": (zipped({"Index/Document.iwa": b"abc"}), "it is a Numbers document"),
    "f.xlsx": (zipped({"word/document.xml": b"<w/>"}), "it is a Word document"),
    "g.xlsx": (zipped({"notes.txt": b"x"}), "it is an archive without a workbook's parts"),
    "h.xlsx": (
        xls({"a": [["x"]]}).replace(
            "Workbook".encode("utf-16-le").ljust(64, b"\0"),
            "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0"),
        ),
        "it is protected by a password",
    ),
}


@pytest.mark.parametrize("name", DISGUISED)
def test_what_is_called_a_workbook_and_is_none_is_named(tmp_path: Path, name: str) -> None:
    content, said = DISGUISED[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InvalidDataError, match=said) as refused:
        read(path, METAMODEL)
    assert refused.value.hint


def test_cells_that_say_that_nobody_knows_are_taken_for_nothing(tmp_path: Path) -> None:
    rows = [
        ["Application", "Date de mise en service", "Criticité"],
        ["CRM", "03/04/2020", "Vitale"],
        ["PIM", "?", "À définir"],
        ["ERP", "n.c.", "Critique"],
    ]
    path = book(tmp_path / "a.xlsx", rows)
    assert "nulls: [" in guessed(path).text
    reading = read(path, METAMODEL)
    assert [sorted(node.values) for node in reading.nodes] == [
        ["active", "criticality", "name"],
        ["name"],
        ["criticality", "name"],
    ]
    [note] = [d.message for d in reading.diagnostics if d.code == "AR117"]
    assert note.endswith("taken for nothing: '?', 'n.c.', 'À définir'")


def test_columns_that_only_colours_fill_are_told(tmp_path: Path) -> None:
    rows = [["Application", "Ventes", "Finance"], ["CRM", None, None], ["ERP", None, None]]
    reading = read(book(tmp_path / "a.xlsx", rows), METAMODEL)
    [note] = [d.message for d in reading.diagnostics if d.code == "AR117"]
    assert note.endswith("empty, since colours are not read: Ventes, Finance")


def test_a_total_in_a_native_sheet_is_told_with_its_cell(tmp_path: Path) -> None:
    rows = [["id", "name", "run_cost"], ["crm", "CRM", 12], ["total", None, 12]]
    path = book(tmp_path / "a.xlsx", rows, "Applications")
    [warning] = read(path, METAMODEL).diagnostics
    assert str(warning) == (
        f"{path}[Applications]!A3: warning AR119 'total' looks like a total or a note, and is read "
        "as Application (take the row out if it is one)"
    )
