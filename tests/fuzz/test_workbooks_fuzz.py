"""Workbooks of each format, damaged inside: in their parts, their cells and their records."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.readers.guessing import guess_mapping
from tests.fuzz.fuzzing import fuzzing, only_plans_or_errors
from tests.workbook_files import ods_parts, xls, xlsx_parts, zipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.workbook_files import Spans

METAMODEL = builtin_metamodel()
NATIVE = {
    "Application": [
        ["id", "name", "criticality", "active", "tags"],
        ["crm", "CRM", "MISSION_CRITICAL", "2016-03-01", "a,b"],
        ["pim", "PIM", "", "T3 2018", "-"],
    ],
    "Scope": [["id", "name", "parent"], ["sales", "Sales", ""], ["offers", "Offers", "Sales"]],
    "COVERS": [["from", "to", "level"], ["crm", "offers", "FULL"], ["PIM", "Sales / Offers", ""]],
}
FRENCH = {
    "Parc applicatif": [
        ["Parc applicatif 2026"],
        [],
        ["Code appli", "Nom de l’application", "Criticité", "Date de fin", "Responsable métier"],
        ["A1", "CRM", "Vitale", "31/12/2026", "DUPONT Marie"],
        ["A2", "PIM", "Élevée", "", "Martin Paul; Petit Anne"],
    ],
    "Couverture": [["Application", "Offres", "Prix"], ["CRM", "P", "S"], ["PIM", "S", "P"]],
}
XML = (
    b"<", b">", b"/>", b"&", b"&#0;", b"&#x1F600;", b"\x00", b"\xff", b'"', b"<c/>", b"<row/>",
    b'r="XFD1048576"', b'r="A0"', b'r="1"', b'r="99999999999"', b't="s"', b't="e"', b't="b"',
    b"<v>1e999</v>", b"<v>999999</v>", b"<f>SUM(A1)</f>", b"</sheetData>", b"<mergeCells/>",
    b'table:number-rows-repeated="1048576"', b'table:number-columns-repeated="99999"',
    b'office:value-type="date" office:date-value="2026-02-30"', b"<!DOCTYPE a>", b"sheet2.xml",
    b'<mergeCells><mergeCell ref="A1:B9"/></mergeCells>', b"\xed\xa0\x80", b"_x0000_",
)  # fmt: skip
BYTES = (b"\x00", b"\xff\xff", b"\x09\x08", b"\x04\x02", b"\x0a\x00\x00\x00", b"\xff\xff\xff\x7f")


def workbook(form: str, chance: random.Random, merged: Spans = ()) -> bytes:
    """Return a workbook of a form, some of it damaged."""
    sheets = chance.choice([NATIVE, FRENCH])
    if form == "xls":
        return damaged(xls(sheets, merged), BYTES, chance)
    parts: dict[str, str | bytes] = {
        **(xlsx_parts(sheets) if form == "xlsx" else ods_parts(sheets, merged))
    }
    often = [name for name in parts if "sheet" in name or name == "content.xml"]
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(often if chance.random() < 0.8 else list(parts))
        content = parts[name]
        whole = content.encode() if isinstance(content, str) else content
        parts[name] = damaged(whole, XML, chance)
    if chance.random() < 0.05:
        del parts[chance.choice(list(parts))]
    made = zipped(parts)
    return damaged(made, (b"PK\x01\x02", b"\x00"), chance) if chance.random() < 0.1 else made


def damaged(content: bytes, tokens: Sequence[bytes], chance: random.Random) -> bytes:
    """Return `content` with tokens put in, bytes changed, parts cut out or doubled."""
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(content) or 1)
        end = min(len(content), at + chance.choice([0, 1, 2, 8, 40]))
        new = chance.choice([*tokens, b"", content[at:end] * 2, chance.randbytes(2)])
        content = content[:at] + new + content[end:]
    return content


def holds(form: str, seed: int, merged: Spans = ()) -> None:
    """Read, plan and guess the workbook of a seed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"portfolio.{form}")
        path.write_bytes(workbook(form, random.Random(seed), merged))
        only_plans_or_errors([path])
        try:
            guess_mapping([path], METAMODEL)
        except InvalidDataError as error:
            assert error.message.startswith(folder)  # noqa: PT017


SEEDS = {
    "ods": [161773],  # its XML names an encoding that nobody knows
    "xls": [597, 940, 1703],  # too many cells asked for; sectors in a circle; records in disorder
}
"""Workbooks that once ended in neither a plan nor an error."""


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_damaged_workbooks(form: str) -> None:
    @fuzzing(40)
    @given(st.integers(0, 2**48))
    def tried(seed: int) -> None:
        holds(form, seed)

    for seed in SEEDS.get(form, ()):
        tried = example(seed)(tried)
    tried()


@pytest.mark.parametrize("form", ["ods", "xls"])
def test_damaged_workbooks_with_merged_cells(form: str) -> None:
    corner = st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(0, 9), st.integers(0, 9))

    @fuzzing(40)
    @given(st.integers(0, 2**48), st.lists(corner, max_size=4))
    def tried(seed: int, spans: list[tuple[int, int, int, int]]) -> None:
        merged = [((row, left), (row + down, left + right)) for row, left, down, right in spans]
        holds(form, seed, merged)

    tried()


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_the_workbook_itself_is_read(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"portfolio.{form}"
    made = {"xlsx": xlsx_parts, "ods": ods_parts}
    path.write_bytes(zipped(made[form](NATIVE)) if form in made else xls(NATIVE))
    assert only_plans_or_errors([path]) == []
