"""What people do not see in a workbook is read, and they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.readers.guessing import guess_mapping
from archrepo.readers.registry import read
from archrepo.readers.workbook_hidden import Hidden
from tests.workbook_files import ods_parts, xls, xlsx_parts, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.reading import Reading

METAMODEL = builtin_metamodel()
ROWS = [["id", "name", "tags"], *([f"a{n}", f"App {n}", ""] for n in range(1, 9))]
ROWS[3][2] = "old"
SHEETS = {"applications": ROWS, "domains": [["id", "name"], ["d", "Sales"]]}
SHEET = "xl/worksheets/sheet1.xml"


def told(reading: Reading) -> list[str]:
    return [_text(d) for d in reading.diagnostics if d.code == "AR121"]


def _text(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.place.sheet}: {diagnostic.level.value}: {diagnostic.message}"


def xlsx(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Return a workbook of which some parts are changed: part, text, and what stands instead."""
    parts = dict(xlsx_parts(SHEETS))
    for part, old, new in changes:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    path = folder / "w.xlsx"
    path.write_bytes(zipped(parts))
    return path


def hidden_rows(*numbers: int) -> list[tuple[str, str, str]]:
    style = 'spans="1:3" ht="15" customHeight="1" hidden="1"'
    return [(SHEET, f'<row r="{n}"', f'<row r="{n}" {style}') for n in numbers]


def hidden_columns(first: int, last: int) -> tuple[str, str, str]:
    columns = f'<cols><col min="{first}" max="{last}" width="9" hidden="1"/></cols>'
    return SHEET, "<sheetData>", f"{columns}<sheetData>"


def test_hidden_rows_are_read_and_told_by_their_numbers(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path, *hidden_rows(3, 4, 5, 9)), METAMODEL)
    assert len(reading.nodes) == 9
    assert told(reading) == ["applications: note: hidden rows are read (4): 3–5, 9"]


def test_hidden_columns_are_told_where_they_hold_something(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path, hidden_columns(3, 16_384)), METAMODEL)
    assert told(reading) == ["applications: note: hidden columns are read (1): C"]
    assert {n.values.get("tags") for n in reading.nodes} >= {"old"}
    assert told(read(xlsx(tmp_path, hidden_columns(4, 9)), METAMODEL)) == []


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_told(tmp_path: Path, state: str) -> None:
    change = ("xl/workbook.xml", 'name="domains"', f'name="domains" state="{state}"')
    reading = read(xlsx(tmp_path, change), METAMODEL)
    assert "Domain" in {node.kind for node in reading.nodes}
    assert told(reading) == ["domains: note: the sheet is hidden, and is read"]


def test_a_hidden_sheet_that_nobody_reads_is_not_told_to_be_read(tmp_path: Path) -> None:
    change = ("xl/workbook.xml", 'name="domains"', 'name="Besides" state="hidden"')
    reading = read(xlsx(tmp_path, change), METAMODEL)
    assert [d.place.sheet for d in reading.diagnostics if d.code == "AR103"] == ["Besides"]
    assert told(reading) == []


def test_many_hidden_places_are_counted(tmp_path: Path) -> None:
    rows = [["id", "name"], *([f"a{n}", f"App {n}"] for n in range(60))]
    parts = dict(xlsx_parts({"applications": rows}))
    for number in range(3, 60, 2):
        parts[SHEET] = parts[SHEET].replace(f'<row r="{number}"', f'<row hidden="1" r="{number}"')
    path = tmp_path / "w.xlsx"
    path.write_bytes(zipped(parts))
    (message,) = told(read(path, METAMODEL))
    assert message.endswith("hidden rows are read (29): 3, 5, 7, 9, 11, 13, 15, 17, +21")


def test_a_mapping_and_a_guess_tell_it_too(tmp_path: Path) -> None:
    path = xlsx(tmp_path, *hidden_rows(4))
    mapping = tmp_path / "m.yaml"
    rule = "{table: applications, node: Application, columns: {id: id, name: name}}"
    mapping.write_text(f"name: own\nrules:\n- {rule}\n", encoding="utf-8")
    expected = ["applications: note: hidden rows are read (1): 4"]
    assert told(read(path, METAMODEL, mapping=mapping)) == expected
    assert [_text(d) for d in guess_mapping([path], METAMODEL).problems] == expected


def test_hidden_parts_of_an_old_binary_workbook_are_told(tmp_path: Path) -> None:
    hidden = {"applications": Hidden({3, 4, 9}, {3, 7}), "domains": Hidden(sheet=True)}
    path = tmp_path / "w.xls"
    path.write_bytes(xls(SHEETS, hidden=hidden))
    reading = read(path, METAMODEL)
    assert len(reading.nodes) == 9
    assert told(reading) == [
        "applications: note: hidden rows are read (3): 3–4, 9",
        "applications: note: hidden columns are read (1): C",
        "domains: note: the sheet is hidden, and is read",
    ]
    path.write_bytes(xls(SHEETS))
    assert told(read(path, METAMODEL)) == []


def test_hidden_parts_of_an_opendocument_workbook_are_told(tmp_path: Path) -> None:
    parts = dict(ods_parts(SHEETS))
    content = parts["content.xml"]
    table = '<table:table table:name="applications"'
    assert table in content
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    hidden = f'{columns}<table:table-column table:visibility="collapse"/>'
    start = content.index(">", content.index(table)) + 1
    rows = content[start:].replace(
        "<table:table-row", '<table:table-row table:visibility="filter"', 2
    )
    parts["content.xml"] = content[:start] + hidden + rows
    path = tmp_path / "w.ods"
    path.write_bytes(zipped(parts))
    assert told(read(path, METAMODEL)) == [
        "applications: note: hidden rows are read (2): 1–2",
        "applications: note: hidden columns are read (1): C",
    ]


def test_a_hidden_opendocument_sheet_is_told(tmp_path: Path) -> None:
    parts = dict(ods_parts(SHEETS))
    style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    unseen = (
        f'<s:style xmlns:s="{style}" s:name="ta9"><s:table-properties table:display="false"/>'
        "</s:style>"
    )
    content = parts["content.xml"].replace(
        '<table:table table:name="domains"',
        '<table:table table:name="domains" table:style-name="ta9"',
    )
    body = content.index("<office:body")
    parts["content.xml"] = content[:body] + unseen + content[body:]
    path = tmp_path / "w.ods"
    path.write_bytes(zipped(parts))
    assert told(read(path, METAMODEL)) == ["domains: note: the sheet is hidden, and is read"]
