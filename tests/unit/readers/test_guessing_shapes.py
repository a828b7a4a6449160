"""Shapes that people see and values do not tell: shifted cells, titles of sections, two marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.importing.checking import check_values
from archrepo.readers.guessing import guess_mapping
from archrepo.readers.mapping import read_mapped
from archrepo.readers.mapping_file import parse_mapping
from archrepo.readers.registry import read, read_all
from tests.applying_store import ApplyingStore
from tests.readings import load

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.reading import Reading

METAMODEL = builtin_metamodel()
SCOPES = [("Ventes", 0), ("Offres", 1), ("Prix", 2), ("Catalogue", 1), ("Achats", 0)]
SECTIONS = [
    ["Application", "Type", "Criticité"],
    ["VENTES"],
    ["CRM", "Progiciel", "Vitale"],
    ["Boutique", "SaaS", "Vitale"],
    ["FINANCE"],
    ["Comptes", "SaaS", "Vitale"],
]


def shifted(path: Path, scopes: list[tuple[str, int]], sheet: str = "Périmètres") -> Path:
    with xlsxwriter.Workbook(path) as book:
        made = book.add_worksheet(sheet)
        formats = [book.add_format({"indent": depth}) for depth in range(4)]
        made.write_row(0, 0, ["Périmètre", "Criticité"])
        for row, (name, depth) in enumerate(scopes, 1):
            made.write(row, 0, name, formats[depth])
            made.write(row, 1, "Vitale")
    return path


def table(path: Path, name: str, rows: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def tree(reading: Reading) -> dict[str, str]:
    """Return child → parent, by name."""
    return {
        r.target.node.values["name"]: r.source.node.values["name"]  # type: ignore[union-attr]
        for r in reading.relations
        if r.type == "CONTAINS"
    }


@pytest.mark.parametrize("sheet", ["Périmètres", "Périmètres & blocs <1>"])
def test_cells_shifted_by_their_format_are_a_tree(tmp_path: Path, sheet: str) -> None:
    reading = read(shifted(tmp_path / "a.xlsx", SCOPES, sheet), METAMODEL)
    assert tree(reading) == {"Offres": "Ventes", "Prix": "Offres", "Catalogue": "Ventes"}
    assert {n.values["name"] for n in reading.nodes} == {name for name, _ in SCOPES}


def test_cells_all_shifted_alike_are_no_tree(tmp_path: Path) -> None:
    path = shifted(tmp_path / "a.xlsx", [(name, 2) for name, _ in SCOPES])
    reading = read(path, METAMODEL)
    assert tree(reading) == {}
    assert [n.values["name"] for n in reading.nodes] == [name for name, _ in SCOPES]


def test_rows_of_one_cell_are_asked_about_and_become_sections(tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", "Applications", SECTIONS)
    guess = guess_mapping([path], METAMODEL)
    assert guess.questions == ["Applications: rows 2, 5 hold one cell only: titles of sections?"]
    reading = read_mapped([path], parse_mapping(guess.text, "m.yaml", METAMODEL), METAMODEL)
    kept = {n.values["name"]: n.values["properties"] for n in reading.nodes}
    assert kept == {
        "CRM": ["Section=VENTES"],
        "Boutique": ["Section=VENTES"],
        "Comptes": ["Section=FINANCE"],
    }
    assert reading.tally["Applications", "section"] == 2


def test_one_row_with_a_name_only_is_a_row(tmp_path: Path) -> None:
    rows = [row if len(row) > 1 else ["Caisse"] for row in SECTIONS[:4]]
    guess = guess_mapping([table(tmp_path / "a.xlsx", "Applications", rows)], METAMODEL)
    assert guess.is_certain
    assert "sections" not in guess.text


def test_a_section_is_what_its_rows_belong_to(tmp_path: Path) -> None:
    mapping = """\
name: parc
rules:
- table: Applications
  node: Application
  sections: Périmètre
  columns: {Application: name}
  relations: [{relation: COVERS, to: "{Périmètre}", kind: Scope, create: true}]
  drop: [Type, Criticité]
"""
    path = table(tmp_path / "a.xlsx", "Applications", SECTIONS)
    reading = read_mapped([path], parse_mapping(mapping, "m.yaml", METAMODEL), METAMODEL)
    assert [r.target.text for r in reading.relations] == ["VENTES", "VENTES", "FINANCE"]
    assert [d for d in reading.diagnostics if d.code == "AR111"] == []


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("F/P", {"level": "FULL", "role": "PRIMARY"}),
        ("S + M", {"level": "MARGINAL", "role": "SECONDARY"}),
        ("P/S", {"level": "PARTIAL", "role": "SECONDARY"}),
        ("F/M", None),
    ],
)
def test_a_level_and_a_role_in_one_cell(
    tmp_path: Path, mark: str, said: dict[str, str] | None
) -> None:
    rows = [["Application", "Offres", "Prix"], ["CRM", mark, "S"], ["PIM", "S", "F"]]
    guess = guess_mapping([table(tmp_path / "a.xlsx", "Couverture", rows)], METAMODEL)
    matrix = guess.tables[0].matrix
    if said is None:  # two levels: nobody can tell which
        assert matrix is None or matrix.cells[mark] == (None, 0.0)
        assert not guess.is_certain
    else:
        assert matrix is not None
        assert matrix.cells[mark] == (said, 1.0)


def csv(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_tables_of_one_name_laid_out_alike_are_one_rule(tmp_path: Path) -> None:
    first = csv(tmp_path / "a" / "parc.csv", "Application,Criticité\nCRM,Vitale\n")
    second = csv(tmp_path / "b" / "parc.csv", "Application,Criticité\nPIM,Moyenne\n")
    (reading,) = read_all([first, second, first], METAMODEL)
    assert len(reading.nodes) == 2, "a file given twice is read once"
    assert reading.files == (str(first), str(second))
    store = ApplyingStore(METAMODEL)
    load(store, reading)
    assert {row["name"]: row["criticality"] for row in store.scan("Application").to_pylist()} == {
        "CRM": "MISSION_CRITICAL",
        "PIM": "BUSINESS_OPERATIONAL",
    }


def test_tables_of_one_name_laid_out_otherwise_are_asked_about(tmp_path: Path) -> None:
    first = csv(tmp_path / "a" / "parc.csv", "Application,Criticité\nCRM,Vitale\n")
    second = csv(tmp_path / "b" / "parc.csv", "Application,Éditeur\nPIM,Editrix\n")
    with pytest.raises(InvalidDataError, match="laid out otherwise") as refused:
        read_all([first, second], METAMODEL)
    assert refused.value.message.startswith(str(second))
    assert f"{first} {second}" in str(refused.value.hint)


def test_a_file_of_blank_rows_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match="there is no row in it"):
        read(csv(tmp_path / "parc.csv", "\n \n\n"), METAMODEL)


COVERAGES = (
    "Domaine;Périmètre fonctionnel;Application;Niveau de couverture\n"
    "Ventes;Devis;CRM;Totale\n"
    "Ventes;Tarifs;CRM;Partielle\n"
    "Stocks;Inventaire;ERP;{level}\n"
)


def test_a_list_of_coverages_gives_levels_to_them_and_domains_above_scopes(tmp_path: Path) -> None:
    path = tmp_path / "carto.csv"
    path.write_text(COVERAGES.format(level="Marginale"), encoding="utf-8")
    store = ApplyingStore(METAMODEL)
    reading = read(path, METAMODEL)
    assert not [d for d in check_values(reading, METAMODEL) if d.level.value != "note"]
    load(store, reading)
    covers = {(r["from"], r["to"]): r["level"] for r in store.scan("COVERS").to_pylist()}
    assert covers == {
        ("crm", "devis"): "FULL",
        ("crm", "tarifs"): "PARTIAL",
        ("erp", "inventaire"): "MARGINAL",
    }
    held = {(r["from"], r["to"]) for r in store.scan("CONTAINS").to_pylist()}
    assert held == {("ventes", "devis"), ("ventes", "tarifs"), ("stocks", "inventaire")}


def test_a_level_that_nobody_knows_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "carto.csv"
    path.write_text(COVERAGES.format(level="Bof"), encoding="utf-8")
    guess = guess_mapping([path], METAMODEL)
    assert guess.questions == ["carto: what is 'Bof' in 'Niveau de couverture'?"]
    assert "      # ask: what is 'Bof' in 'Niveau de couverture'?\n" in guess.text
    with pytest.raises(InvalidDataError, match="Bof"):
        read(path, METAMODEL)
    mapping = tmp_path / "carto.mapping.yaml"
    mapping.write_text(guess.text.replace("Bof: FULL", "Bof: MARGINAL"), encoding="utf-8")
    (level,) = [
        relation.values["level"]
        for relation in read_mapped([path], mapping, METAMODEL).relations
        if relation.values.get("level") not in (None, "Totale", "Partielle")
    ]
    assert level == "MARGINAL"


def test_the_level_goes_to_the_coverage_of_a_scope_as_well(tmp_path: Path) -> None:
    text = "Périmètre,Criticité,Besoin,Application,Niveau\nDevis,Vitale,,CRM,Totale\n"
    guess = guess_mapping([csv(tmp_path / "perimetres.csv", text)], METAMODEL)
    assert guess.tables[0].owner == "Scope"
    assert 'from: "{Application}", kind: Application, set: {level: "{Niveau}"}' in guess.text


def test_a_role_that_the_header_tells_is_told_once(tmp_path: Path) -> None:
    text = "Application,Responsable métier,Rôle\nCRM,Chef de produit,DATA_OWNER\n"
    guess = guess_mapping([csv(tmp_path / "parc.csv", text)], METAMODEL)
    link = next(line for line in guess.text.splitlines() if "relation: RESPONSIBLE_FOR" in line)
    assert link.count("role:") == 1


@pytest.mark.parametrize(
    ("name", "parents", "kind"),
    [
        ("list.csv", ("", "", "CRM"), "Application"),
        ("list.csv", ("CRM", "CRM", ""), "Module"),
        ("modules.csv", ("", "", "CRM"), "Module"),
    ],
)
def test_rows_of_which_most_are_part_of_nothing_are_no_modules(
    tmp_path: Path, name: str, parents: tuple[str, ...], kind: str
) -> None:
    path = tmp_path / name
    header = "ID,nom,fonction,statut,parent,secteur,composant,label,groupe,version"
    rows = "".join(
        f"{n},Part {n},F{n},R,{parent},S,C{n},,G,1\n" for n, parent in enumerate(parents)
    )
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    (table,) = guess_mapping([path], METAMODEL).tables
    assert table.owner == kind
