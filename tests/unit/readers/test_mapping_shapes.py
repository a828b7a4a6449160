"""Mappings of tables that are no plain lists: matrices, trees, patterns of columns, versions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.readers.mapping import read_mapped
from archrepo.readers.mapping_file import parse_mapping

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.reading import Reading, Ref

METAMODEL = builtin_metamodel()


def mapped(folder: Path, rules: str, text: str, head: str = "") -> Reading:
    mapping = parse_mapping(f"name: test\n{head}rules:\n{rules}", "m.yaml", METAMODEL)
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_mapped([path], mapping, METAMODEL)


def ends(reading: Reading) -> list[tuple[str, str, str]]:
    return [(r.type, _text(r.source), _text(r.target)) for r in reading.relations]


def _text(ref: Ref) -> str:
    return ref.text if ref.node is None else str(ref.node.values["name"])


MATRIX = """\
- table: table
  relation: COVERS
  from: "{Application}"
  to: "{column}"
  to_kind: Scope
  drop: [Commentaire]
  matrix:
    cells: {P: {role: PRIMARY}, F: {level: FULL}, X: {}, "0": null}
"""


def test_every_filled_cell_of_a_matrix_is_a_relation_with_its_place(tmp_path: Path) -> None:
    text = "Application;Ventes;Achats;Paie;Commentaire\nCRM;P;0;;ok\nERP; x ;Z;F;\n"
    reading = mapped(tmp_path, MATRIX, text)
    found = [(*end, r.values) for end, r in zip(ends(reading), reading.relations, strict=True)]
    assert found == [
        ("COVERS", "CRM", "Ventes", {"role": "PRIMARY"}),
        ("COVERS", "ERP", "Ventes", {}),
        ("COVERS", "ERP", "Paie", {"level": "FULL"}),
    ]
    file = f"{tmp_path}/table.csv"
    assert [str(d) for d in reading.diagnostics] == [
        f"{file}:3:3: error AR104 nothing says what 'Z' means in this matrix "
        "(say under `cells` what it means, beside P, F, X, 0)"
    ]
    last = reading.relations[-1]
    assert str(reading.locate(last.mark, "level")) == f"{file}:3:4"
    assert str(reading.locate(last.mark, "from")) == f"{file}:3:1"


TREES = {
    "levels": (
        "levels: [L0, L1, L2]",
        "L0;L1;L2;Note\nVentes;;;a\n;Offres;;b\n;;Prix;c\nAchats;Offres;Prix;d\n",
    ),
    "indent": (
        "indent: Nom",
        "Nom;Note\nVentes;a\n  Offres;b\n    Prix;c\nAchats;\n  Offres;\n    Prix;d\n",
    ),
    "path": (
        'path: Chemin\n    separator: "/"',
        "Chemin;Note\nVentes;a\nVentes / Offres;b\nVentes/Offres/Prix;c\n"
        "Achats / Offres / Prix;d\n",
    ),
}


@pytest.mark.parametrize("shape", TREES)
def test_rows_hang_together_by_levels_indentation_or_path(tmp_path: Path, shape: str) -> None:
    tree, text = TREES[shape]
    rules = f"""\
- table: table
  node: Scope
  tree:
    {tree}
    kinds: [Domain, Scope]
  columns: {{Note: description}}
"""
    reading = mapped(tmp_path, rules, text)
    nodes = [(n.kind, n.values["name"], n.values.get("description")) for n in reading.nodes]
    assert nodes == [
        ("Domain", "Ventes", "a"),
        ("Scope", "Offres", "b"),
        ("Scope", "Prix", "c"),
        ("Domain", "Achats", None),
        ("Scope", "Offres", None),
        ("Scope", "Prix", "d"),
    ]
    assert ends(reading) == [
        ("CONTAINS", "Ventes", "Offres"),
        ("CONTAINS", "Offres", "Prix"),
        ("CONTAINS", "Achats", "Offres"),
        ("CONTAINS", "Offres", "Prix"),
    ]
    assert reading.diagnostics == []


def test_what_a_domain_has_no_attribute_for_is_said(tmp_path: Path) -> None:
    rules = """\
- table: table
  node: Scope
  tree: {path: Chemin, kinds: [Domain, Scope]}
  columns: {Criticité: criticality}
"""
    reading = mapped(tmp_path, rules, "Chemin;Criticité\nVentes;Vitale\nVentes > Offres;Vitale\n")
    assert [n.values.get("criticality") for n in reading.nodes] == [None, "Vitale"]
    assert "a Domain has no 'criticality'" in str(reading.diagnostics[0])


def test_a_name_goes_without_its_version_unless_there_are_several(tmp_path: Path) -> None:
    rules = """\
- table: table
  node: Application
  columns: {Nom: {attribute: name, version: "#"}}
"""
    reading = mapped(tmp_path, rules, "Nom\nCRM # 3.1\nERP # 1\nERP # 2\nPIM\n")
    assert [node.values for node in reading.nodes] == [
        {"name": "CRM", "aliases": ["CRM # 3.1"], "properties": ["version=3.1"]},
        {"name": "ERP # 1"},
        {"name": "ERP # 2"},
        {"name": "PIM"},
    ]


def test_patterns_of_columns_make_a_relation_of_each(tmp_path: Path) -> None:
    rules = """\
- table: table
  node: Application
  columns: {name: name, "tags:*": {attribute: tags, separator: ","}}
  relations:
    - relation: RESPONSIBLE_FOR
      each: "subscriptions:*:*"
      from: "{cell}"
      split: ";"
      kind: Person
      create: true
      set: {raci: "{1}", role: "{2}"}
      values: {role: {Owner: BUSINESS_OWNER, "*": null}, raci: {ACCOUNTABLE: A, RESPONSIBLE: R}}
"""
    text = (
        "name|tags:Web|tags:Core|subscriptions:ACCOUNTABLE:Owner|subscriptions:RESPONSIBLE:Boss\n"
        "CRM|a,b|c|ann@example.org;bob@example.org|eve@example.org\n"
    )
    reading = mapped(tmp_path, rules, text)
    assert reading.nodes[0].values == {"name": "CRM", "tags": ["a", "b", "c"]}
    found = [(r.source.text, r.source.create, r.values) for r in reading.relations]
    assert found == [
        ("ann@example.org", True, {"raci": "A", "role": "BUSINESS_OWNER"}),
        ("bob@example.org", True, {"raci": "A", "role": "BUSINESS_OWNER"}),
        ("eve@example.org", True, {"raci": "R"}),
    ]


def test_flows_listed_as_steps_are_a_flow_a_step(tmp_path: Path) -> None:
    rules = """\
- table: table
  node: Flow
  id: ["{Id}.{Step}", "{Id}"]
  columns: {Description: name}
  relations:
    - {relation: EMITS, from: "{Source}"}
    - {relation: FEEDS, to: "{Target}"}
"""
    text = "Id;Step;Source;Target;Description\nF1;1;CRM;ESB;a\nF1;2;ESB;ERP;b\nF2;;CRM;DWH;c\n"
    reading = mapped(tmp_path, rules, text)
    assert [node.values["id"] for node in reading.nodes] == ["f1.1", "f1.2", "f2"]
    assert ("FEEDS", "b", "ERP") in ends(reading)


def test_last_days_are_shifted_however_they_are_written(tmp_path: Path) -> None:
    rules = """\
- table: table
  node: Application
  columns: {Nom: name, Fin: {attribute: retired, inclusive: true}}
"""
    reading = mapped(tmp_path, rules, "Nom;Fin\nA;31/12/2026\nB;2026-12-31\nC;fin 2026\n")
    day = dt.date(2027, 1, 1)
    assert [node.values["retired"] for node in reading.nodes] == [day, day, "fin 2026"]


def book(path: Path, rows: dict[str, Any], merged: list[tuple[str, str]]) -> Path:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Applications")
        for start, cells in rows.items():
            sheet.write_row(start, cells)
        for span, text in merged:
            sheet.merge_range(span, text)
    return path


def test_headers_of_two_rows_and_cells_merged_downwards_are_understood(tmp_path: Path) -> None:
    path = book(
        tmp_path / "m.xlsx",
        {
            "C3": ["Début", "Fin", "Début", "Fin"],
            "B4": ["CRM", "2016-01-01", "2027-01-01", "2020-01-01", "2026-12-31"],
            "B5": ["ERP"],
        },
        [("B2:B3", "Nom"), ("A2:A3", "Domaine"), ("A4:A5", "Ventes"), ("C2:D2", "Service"),
         ("E2:F2", "Contrat")],
    )  # fmt: skip
    rules = """\
name: test
rules:
- table: Applications
  node: Application
  columns: {Nom: name, Domaine: tags, Service / Début: active, Service / Fin: retired,
            Contrat / Fin: contract_end}
  drop: [Contrat / Début]
"""
    reading = read_mapped([path], parse_mapping(rules, "m.yaml", METAMODEL), METAMODEL)
    assert reading.diagnostics == []
    assert [node.values for node in reading.nodes] == [
        {
            "name": "CRM",
            "tags": ["Ventes"],
            "active": dt.date(2016, 1, 1),
            "retired": dt.date(2027, 1, 1),
            "contract_end": dt.date(2026, 12, 31),
        },
        {"name": "ERP", "tags": ["Ventes"]},
    ]
