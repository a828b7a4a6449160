"""Workbooks and CSV files: sheets and headers recognised, true places, what is refused."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from archrepo.domain.diagnostics import Diagnostic, Level
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError, InvalidDataError
from archrepo.readers.registry import read
from archrepo.writers.rejects import write_rejects
from archrepo.writers.workbook import write_template
from tests.workbook_files import ods_parts, zipped

if TYPE_CHECKING:
    from pathlib import Path

METAMODEL = builtin_metamodel()


def workbook(path: Path, sheets: dict[str, list[list[Any]]], first_row: int = 0) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows, first_row):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, column, value)
    return path


def test_french_sheets_are_read_with_true_cell_addresses(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "portefeuille.xlsx",
        {
            "Applications": [
                [None, "Identifiant", "Nom", "Criticité", "Retrait", "Parapheur"],
                [],
                [None, 12, "CRM", "Vitale", dt.date(2027, 1, 1), "x"],
            ],
            "couvre": [["Application", "Périmètre", "Niveau"], ["CRM", "Ventes", "FULL"]],
            "Kwz": [["a"], ["b"]],
            "Couverture": [["a"], ["b"]],
        },
        first_row=3,
    )
    reading = read(path, METAMODEL)
    [node], [relation] = reading.nodes, reading.relations
    assert node.kind == "Application"
    assert node.values["name"] == "CRM"
    assert str(reading.locate(node.mark, "criticality")) == f"{path}[Applications]!D6"
    assert (relation.type, relation.source.text, relation.target.text) == (
        "COVERS",
        "CRM",
        "Ventes",
    )
    guess = f"'archrepo mapping guess {path}' reads sheets of any layout"
    assert [str(d).removeprefix(str(path)) for d in reading.diagnostics if d.code == "AR103"] == [
        f"[Kwz]: warning AR103 sheet 'Kwz' is not read ({guess} and writes a mapping)",
        "[Couverture]: warning AR103 sheet 'Couverture' is not read "
        f"(did you mean 'COVERS'? {guess})",
    ]
    assert "[Applications]!F4: warning AR102 column 'Parapheur' is not read" in str(
        reading.diagnostics[0]
    )
    assert reading.tally["sheet Kwz", "refused: unknown sheet"] == 1
    assert reading.tally["Application.Parapheur", "refused: unknown column"] == 1


def test_a_filled_template_is_read(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "template.xlsx"
    write_template(METAMODEL, path, lang="fr")
    book = openpyxl.load_workbook(path)
    sheet = book["Applications"]
    headers = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, headers["Nom"], "CRM")
    sheet.cell(2, headers["Criticité"], "MISSION_CRITICAL")
    choices = [v.formula1 for v in sheet.data_validations.dataValidation]
    assert choices
    assert "MISSION_CRITICAL = " in sheet.cell(1, headers["Criticité"]).comment.text
    book.save(path)
    reading = read(path, METAMODEL)
    assert [node.values for node in reading.nodes] == [
        {"name": "CRM", "criticality": "MISSION_CRITICAL"}
    ]
    assert reading.diagnostics == []


def test_two_columns_of_one_meaning_are_an_error(tmp_path: Path) -> None:
    rows = [["id", "Nom", "name"], ["a", "A", "B"]]
    reading = read(workbook(tmp_path / "x.xlsx", {"Scopes": rows}), METAMODEL)
    assert [d.code for d in reading.diagnostics] == ["AR106"]


def _far_cell(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Applications")
        sheet.write(0, 0, "id")
        sheet.write(1_048_575, 16_383, "x")
    return path


def _bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 120_000_000)
    return path


def _repeated(path: Path, rows: int, columns: int) -> Path:
    """Write an OpenDocument sheet with a row of values that stands for many."""
    parts = ods_parts({"Applications": [["id", "name"], ["a", "A"]]})
    row = f"<table:table-row table:number-rows-repeated='{rows}' table:style-name='>'>"
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" '
    content = parts["content.xml"].replace("<table:table-row>", row)
    parts["content.xml"] = content.replace("<table:table-cell ", cell)
    return _written(path, zipped(parts))


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_far_cell, "AR108"),
        (_bomb, "AR108"),
        (lambda path: _repeated(path, 1_048_576, 1), "AR108"),
        (lambda path: _repeated(path, 9_000, 16_384), "AR108"),
        (lambda path: _written(path, b""), "AR101"),
        (lambda path: _written(path, b"not a workbook"), "AR101"),
        (lambda path: _written(path, b"PK\x03\x04 cut short"), "AR101"),
        (lambda path: workbook(path, {"Kwz": [["a"], ["b"]]}), "AR103"),
    ],
)
def test_workbooks_that_cannot_be_read_are_refused(tmp_path: Path, make: Any, code: str) -> None:
    path = make(tmp_path / "portfolio.xlsx")
    with pytest.raises(InvalidDataError) as refused:
        read(path, METAMODEL)
    assert refused.value.diagnostics[0].code == code  # type: ignore[attr-defined]
    assert refused.value.hint


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_csv_delimiter_and_encoding_are_found_out(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    rows = ["id", "Nom", "Criticité"], ["pim", "Référentiel, produit ; été", "Élevée"]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path = _written(tmp_path / "applications.csv", text.encode(encoding))
    reading = read(path, METAMODEL)
    assert [node.values for node in reading.nodes] == [
        {"id": "pim", "name": "Référentiel, produit ; été", "criticality": "Élevée"}
    ]
    guessed = encoding in ("cp1252", "mac_roman")
    assert [d.code for d in reading.diagnostics] == (["AR112"] if guessed else [])


def test_csv_rows_are_placed_at_the_line_they_start_on(tmp_path: Path) -> None:
    text = 'id,name,description\na,A,"two\nlines"\nb,B,\n'
    reading = read(_written(tmp_path / "scopes.csv", text.encode()), METAMODEL)
    places = [str(reading.locate(node.mark, "name").row) for node in reading.nodes]
    assert places == ["2", "4"]


def test_a_csv_file_of_unknown_name_asks_for_a_mapping(tmp_path: Path) -> None:
    path = _written(tmp_path / "aplications.csv", b"id,name\na,A\n")
    with pytest.raises(InvalidDataError, match="is it Application") as refused:
        read(path, METAMODEL)
    assert "applications" in str(refused.value.hint)
    assert "archrepo mapping guess" in str(refused.value.hint)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_rejects_have_the_layout_of_the_source_and_import_alone(
    tmp_path: Path, suffix: str
) -> None:
    text = "Id;Nom;Criticité\na;A;Vital\nb;B;ADMINISTRATIVE\nc;=1+1;Haute\n"
    source = read(_written(tmp_path / "applications.csv", text.encode()), METAMODEL)
    problems = [
        Diagnostic(
            "AR104",
            Level.ERROR,
            f"'{node.values['criticality']}' is no criticality",
            source.locate(node.mark, "criticality"),
        )
        for node in (source.nodes[0], source.nodes[2])
    ]
    out = tmp_path / "rejects" / f"applications{suffix}"
    out.parent.mkdir()
    assert write_rejects([source], problems, out) == 2
    again = read(out, METAMODEL)
    assert [node.values for node in again.nodes] == [
        {"id": "a", "name": "A", "criticality": "Vital"},
        {"id": "c", "name": "=1+1", "criticality": "Haute"},
    ]
    assert again.diagnostics == []
    if suffix == ".csv":
        assert "'=1+1" in out.read_text(encoding="utf-8")
        assert "AR104 'Vital' is no criticality" in out.read_text(encoding="utf-8")


def test_rejects_without_a_row_are_listed(tmp_path: Path) -> None:
    import openpyxl

    folder = tmp_path / "yaml"
    folder.mkdir()
    (folder / "scopes.yaml").write_text("- {id: a, name: A, criticality: Vital}\n")
    reading = read(folder, METAMODEL)
    place = reading.locate(reading.nodes[0].mark, "criticality")
    problem = Diagnostic("AR104", Level.ERROR, "'Vital' is no criticality", place)
    assert write_rejects([reading], [problem], tmp_path / "rejects.xlsx") == 0
    sheet = openpyxl.load_workbook(tmp_path / "rejects.xlsx")["_problems"]
    assert sheet["A2"].value == str(place)
    with pytest.raises(ConfigError):
        write_rejects([reading], [problem], tmp_path / "rejects.csv")


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("id,name,kriticality,colour\na,A,x,red\n", ["'criticality'?", "keep it as a property"]),
        ("id;nom;couleur\na;A;red\n", ["'couvre'?"]),
    ],
    ids=["English", "French"],
)
def test_a_column_proposed_is_in_the_language_of_the_sheet(
    tmp_path: Path, text: str, hints: list[str]
) -> None:
    path = tmp_path / "applications.csv"
    path.write_text(text, encoding="utf-8")
    found = [d.hint for d in read(path, METAMODEL).diagnostics if d.code == "AR102"]
    assert len(found) == len(hints)
    assert all(hint.endswith(end) for hint, end in zip(found, hints, strict=True)), found
