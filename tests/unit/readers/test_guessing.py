"""Guessed mappings: headers in three languages, values, shapes, and what is asked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.importing.checking import check_values
from archrepo.readers.guessing import Guess, guess_mapping
from archrepo.readers.mapping import read_mapped
from archrepo.readers.registry import read
from tests.newcomer import write_newcomer

if TYPE_CHECKING:
    from pathlib import Path

METAMODEL = builtin_metamodel()


def guessed(folder: Path, name: str, text: str) -> Guess:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return guess_mapping([path], METAMODEL)


def meanings(guess: Guess) -> dict[str, str | None]:
    return {
        column.header: column.attribute or (column.link.relation if column.link else None)
        for table in guess.tables
        for column in table.columns
    }


def test_a_workbook_as_a_company_lays_it_out_is_certain(tmp_path: Path) -> None:
    path = write_newcomer(tmp_path / "portefeuille.xlsx")
    guess = guess_mapping([path], METAMODEL)
    assert guess.questions == []
    kinds = {table.table.name: table.owner for table in guess.tables}
    assert kinds == {
        "Lisez-moi d’abord": None,
        "Parc applicatif": "Application",
        "Périmètres": "Scope",
        "Couverture": "COVERS",
    }
    assert guess.tables[1].table.rows[0][0] == 5  # under two titles, a blank row and groups
    assert "Élevée: BUSINESS_CRITICAL  # guess" in guess.text
    assert "Date de fin: {attribute: retired, inclusive: true}" in guess.text


def test_it_is_imported_without_a_mapping_and_says_what_it_took_it_for(tmp_path: Path) -> None:
    reading = read(write_newcomer(tmp_path / "portefeuille.xlsx"), METAMODEL)
    assert not [d for d in check_values(reading, METAMODEL) if d.level.value != "note"]
    notes = [str(d) for d in reading.diagnostics if d.code == "AR117"]
    assert len(notes) == 4
    assert any("COVERS, a matrix Application × Scope" in note for note in notes)
    nodes = {str(node.values.get("name")): node for node in reading.nodes}
    assert nodes["PIM"].values["retired"] == dt.date(2027, 1, 1)  # the day after the last
    assert nodes["PIM"].values["properties"] == ["Externalisé (O/N)=N"]
    assert nodes["Ventes"].kind == "Domain"
    place = reading.locate(nodes["PIM"].mark, "criticality")
    assert str(place) == f"{tmp_path}/portefeuille.xlsx[Parc applicatif]!G8"
    coverage = {
        (r.source.text, r.target.text, r.values.get("role"))
        for r in reading.relations
        if r.type == "COVERS"
    }
    assert ("CRM", "Gestion des offres", "PRIMARY") in coverage
    assert len(coverage) == 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Application Name;Business criticality;Lifecycle;Business Owner;Go-live date;Vendor\n"
            "CRM;Mission critical;Active;ann@example.org;2016-03-01;Editrix\n",
            {
                "Application Name": "name",
                "Business criticality": "criticality",
                "Lifecycle": "phase",
                "Business Owner": "RESPONSIBLE_FOR",
                "Go-live date": "active",
                "Vendor": "SUPPLIES",
            },
        ),
        (
            "Anwendung;Kritikalität;Inbetriebnahme;Hersteller;Beschreibung\n"
            "CRM;hoch;01.03.2016;Editrix;Kunden\n",
            {
                "Anwendung": "name",
                "Kritikalität": "criticality",
                "Inbetriebnahme": "active",
                "Hersteller": "SUPPLIES",
                "Beschreibung": "description",
            },
        ),
        (
            "Nom application;Critcité;Mise en  service\u00a0*;Responsable métier (nom)\n"
            "CRM;Vitale;03/2016;Marie\n",
            {
                "Nom application": "name",
                "Critcité": "criticality",
                "Mise en service *": "active",
                "Responsable métier (nom)": "RESPONSIBLE_FOR",
            },
        ),
    ],
)
def test_headers_are_known_in_three_languages_and_nearly(
    tmp_path: Path, text: str, expected: dict[str, str]
) -> None:
    assert meanings(guessed(tmp_path, "export.csv", text)) == expected


def test_cells_choose_between_candidates(tmp_path: Path) -> None:
    text = "Nom de l'application;Type;Statut;État\nA;Progiciel;x;En service\nB;SaaS;y;Pilote\n"
    found = meanings(guessed(tmp_path, "apps.csv", text))
    assert found["État"] == "phase"
    assert found["Statut"] is None
    assert found["Type"] == "category"


def test_values_nobody_knows_are_listed_once_and_asked(tmp_path: Path) -> None:
    text = "Application;Criticité\n" + "".join(
        f"A{n};{value}\n"
        for n, value in enumerate(["Vital", "3 - Élevée", "Vitall", "Zzz", "Vital"])
    )
    guess = guessed(tmp_path, "apps.csv", text)
    lines = [line.strip() for line in guess.text.splitlines()]
    assert lines.count("Vital: MISSION_CRITICAL  # guess") == 1
    assert '"3 - Élevée": BUSINESS_CRITICAL  # guess' in lines
    assert any(line.startswith("Vitall: MISSION_CRITICAL  # guess [") for line in lines)
    assert any(line.startswith("Zzz: null  # ask:") for line in lines)
    assert not guess.is_certain
    with pytest.raises(InvalidDataError, match="what is 'Vitall'") as refused:
        read(tmp_path / "apps.csv", METAMODEL)
    assert "archrepo mapping guess" in str(refused.value.hint)


def book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    with xlsxwriter.Workbook(path) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize(
    ("cells", "meaning", "asked"),
    [
        (["P", "S"], "P: {role: PRIMARY}", False),
        (["P", "F", "M"], "P: {level: PARTIAL}", False),
        (["P", "X"], "P: {role: PRIMARY}  # guess", True),
        (["X", "1"], "X: {}", False),
        (["Oui", "Non"], "Non: null", False),
        (["X", "?"], '"?": null  # ask: what does it say?', True),
    ],
)
def test_p_is_a_role_beside_s_and_a_level_beside_f_or_m(
    tmp_path: Path, cells: list[str], meaning: str, asked: bool
) -> None:
    rows = [["Application", "Ventes", "Achats", "Paie"]]
    rows += [[f"App {n}", cell, cells[0], ""] for n, cell in enumerate(cells)]
    guess = guess_mapping([book(tmp_path / "m.xlsx", {"Couverture": rows})], METAMODEL)
    assert meaning in [line.strip() for line in guess.text.splitlines()]
    assert guess.is_certain is not asked


def test_a_matrix_turned_round_is_known_by_the_names_in_other_sheets(tmp_path: Path) -> None:
    sheets = {
        "Applications": [["Nom"], ["CRM"], ["PIM"]],
        "Capacités": [["Capacité", "Domaine"], ["Vendre", "Ventes"], ["Payer", "Ventes"]],
        "Matrice": [["", "CRM", "PIM", "ERP"], ["Vendre", "X", "", "X"], ["Payer", "", "X", ""]],
    }
    guess = guess_mapping([book(tmp_path / "m.xlsx", sheets)], METAMODEL)
    matrix = guess.tables[2].matrix
    assert matrix is not None
    assert (matrix.row_kind, matrix.column_kind, matrix.rows_first) == (
        "Scope",
        "Application",
        False,
    )


def test_levels_paths_and_last_days_are_seen(tmp_path: Path) -> None:
    sheets = {
        "Capacités": [["L0", "L1", "L2"], ["Ventes", "", ""], ["", "Offres", ""], ["", "", "Prix"]],
        "Fonctions": [
            ["Chemin", "Description"],
            ["Achats > Commandes", ""],
            ["Achats > Commandes > Suivi", "x"],
        ],
    }
    guess = guess_mapping([book(tmp_path / "m.xlsx", sheets)], METAMODEL)
    reading = read_mapped([tmp_path / "m.xlsx"], guess.mapping, METAMODEL)  # type: ignore[arg-type]
    contains = {
        (r.source.node.values["name"], r.target.node.values["name"])  # type: ignore[union-attr]
        for r in reading.relations
    }
    assert contains == {
        ("Ventes", "Offres"),
        ("Offres", "Prix"),
        ("Achats", "Commandes"),
        ("Commandes", "Suivi"),
    }


def test_american_dates_and_several_values_in_a_cell_are_seen(tmp_path: Path) -> None:
    text = (
        "Application,Go live,Capabilities,End date\n"
        'CRM,03/25/2016,"Sell; Pay",12/31/2026\nERP,04/01/2016,Pay,\n'
    )
    guess = guessed(tmp_path, "apps.csv", text)
    assert "Go live: {attribute: active, dates: mm/dd/yyyy}" in guess.text
    assert 'split: ";"' in guess.text
    assert "inclusive: true" in guess.text


def test_nothing_of_an_unknown_table_is_taken(tmp_path: Path) -> None:
    guess = guessed(tmp_path, "meteo.csv", "Ville;Pluie;Vent\nLyon;12;30\nBrest;80;90\n")
    assert guess.mapping is None
    with pytest.raises(InvalidDataError) as refused:
        read(tmp_path / "meteo.csv", METAMODEL)
    assert refused.value.diagnostics[0].code == "AR103"  # type: ignore[attr-defined]


def test_headers_that_templates_cannot_hold_are_named_otherwise(tmp_path: Path) -> None:
    text = "Application;Responsable {métier};Couleur *\nCRM;Marie;bleu\n"
    guess = guessed(tmp_path, "apps.csv", text)
    assert guess.mapping is not None
    reading = read_mapped([tmp_path / "apps.csv"], guess.mapping, METAMODEL)
    assert not [d for d in reading.diagnostics if d.level.value != "note"]
