"""The workbook to fill in: it says how, and what it says is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.readers.registry import read
from archrepo.writers.workbook import write_template

if TYPE_CHECKING:
    from pathlib import Path

METAMODEL = builtin_metamodel()


@pytest.mark.parametrize(
    ("lang", "guide", "scopes", "covers"),
    [
        ("en", "Read me", "Scopes", "covers"),
        ("fr", "Lisez-moi", "Périmètres fonctionnels", "couvre"),
    ],
)
def test_a_template_starts_with_how_to_fill_it_in(
    tmp_path: Path, lang: str, guide: str, scopes: str, covers: str
) -> None:
    path = tmp_path / "my portfolio.xlsx"
    write_template(METAMODEL, path, lang)
    book = openpyxl.load_workbook(path)
    assert book.active.title == book.sheetnames[0] == guide
    told = "\n".join(str(row[0]) for row in book[guide].iter_rows(values_only=True))
    assert f"“{scopes}”" in told
    assert f"“{covers}”" in told
    assert {scopes, covers} < set(book.sheetnames)
    assert "archrepo import 'my portfolio.xlsx' --dry-run" in told
    assert "{" not in told


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_template_states_nothing_until_it_is_filled_in(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "portfolio.xlsx"
    write_template(METAMODEL, path, lang)
    reading = read(path, METAMODEL)
    assert (reading.nodes, reading.relations, reading.diagnostics) == ([], [], [])


def test_the_headings_of_a_template_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.xlsx"
    write_template(METAMODEL, path, "en")
    book = openpyxl.load_workbook(path)
    filled = {
        "Scopes": {"Id": "quotes", "Name": "Quotes", "Parent": "sales"},
        "covers": {"From": "crm", "To": "quotes"},
    }
    for title, row in filled.items():
        headings = [cell.value for cell in book[title][1]]
        for heading, value in row.items():
            book[title].cell(2, headings.index(heading) + 1, value)
    book.save(path)
    reading = read(path, METAMODEL)
    assert [node.values for node in reading.nodes] == [{"id": "quotes", "name": "Quotes"}]
    assert sorted(relation.type for relation in reading.relations) == ["CONTAINS", "COVERS"]
    assert reading.diagnostics == []
