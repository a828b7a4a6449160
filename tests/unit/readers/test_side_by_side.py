"""Two tables beside each other on one sheet are told from one table parted for the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.readers.registry import read
from archrepo.readers.side_by_side import columns_text, table_beside
from tests.workbook_files import xlsx_parts, zipped

if TYPE_CHECKING:
    from pathlib import Path

METAMODEL = builtin_metamodel()


def rows(text: str) -> list[tuple[int, list[str]]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return list(enumerate(lines, 1))


def columns(text: str) -> str:
    found = table_beside(rows(text))
    return columns_text(found) if found else ""


@pytest.mark.parametrize(
    ("what", "text", "expected"),
    [
        ("headers come again", "id|name||name|manager\na|A||X|\nb|B||Y|x", "D–E"),
        ("rows of its own", "id|name||domain|manager\na|A||X|x\n||| Y|y", "D–E"),
        ("it is shorter", "app|cost||domain|manager\na|1||X|x\nb|2||Y|y\nc|3|||", "D–E"),
        ("a third one", "app|cost||domain|manager||app\na|1||X|x||a\nb|2||X|x||b", "G"),
        ("parted for the eye", "app|cost||domain|manager\na|1||X|x\nb|2||X|\nc|3|||z", ""),
        ("a comment here and there", "app|cost||comment\na|1||odd\nb|2||", ""),
        ("a total", "app|owner||cost|users\na|x||3|4\nb|y||4|5\n|||7|", ""),
        ("values that come again", "app|cost||domain|manager\na|1||X|x\nb|2||X|x\nc|3|||", ""),
        ("a column without a header", "app||domain|manager\na|note|X|x\n||Y|y", ""),
        ("nothing on the left", "||domain|manager\n||X|x", ""),
        ("one table", "app|cost\na|1", ""),
        ("no row", "app||app", "C"),
    ],
)
def test_what_stands_beside_a_table(what: str, text: str, expected: str) -> None:
    assert columns(text) == expected, what


def test_a_sheet_without_rows_holds_no_second_table() -> None:
    assert table_beside([]) is None


def workbook(folder: Path, sheet: str, text: str) -> Path:
    path = folder / "w.xlsx"
    path.write_bytes(zipped(xlsx_parts({sheet: [cells for _, cells in rows(text)]})))
    return path


TWO = "Application|Criticality||Domain|Manager\nCRM|Mission critical||Sales|Ann\n|||Finance|Bob"


def test_a_guess_asks_about_a_second_table(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError) as caught:
        read(workbook(tmp_path, "Sheet1", TWO), METAMODEL)
    asked = "another table seems to stand in columns D–E: give it a sheet of its own"
    assert asked in caught.value.message


def test_a_native_sheet_and_a_mapping_warn_of_a_second_table(tmp_path: Path) -> None:
    native = "id|name||users_count|tags\ncrm|CRM||4|x\nerp|ERP||5|y\nmdm|MDM|||"
    path = workbook(tmp_path, "applications", native)
    mapping = tmp_path / "m.yaml"
    rule = "{table: applications, node: Application, columns: {id: id, name: name%s}}"
    for given, warned in (("", False), (", users_count: users_count", True)):
        mapping.write_text(f"name: own\nrules:\n- {rule % given}\n", encoding="utf-8")
        reading = read(path, METAMODEL, mapping=mapping)
        assert any(d.code == "AR119" for d in reading.diagnostics) is warned
    reading = read(path, METAMODEL)
    (told,) = (d for d in reading.diagnostics if d.code == "AR119")
    assert str(told.place).endswith("w.xlsx[applications]!D1")
    assert told.message == "columns D–E seem to be another table, and are read with this one"
    assert len(reading.nodes) == 3
