"""Old binary workbooks that would take all memory, or never end, are refused with the reason."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from archrepo.errors import InvalidDataError
from archrepo.readers.workbook import sheets
from tests.workbook_files import xls, xlsx_parts, zipped

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = {"Application": [["id", "name"], ["crm", "CRM"]], "Scope": [["id"], ["sales"]]}
FAT = 512  # the first sector holds the chain of sectors, the second the directory
STREAM = 1536


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(InvalidDataError) as refused:
        list(sheets(path, content))
    (diagnostic,) = refused.value.diagnostics
    return str(diagnostic)


def with_record(kind: int, old: bytes, new: bytes) -> bytes:
    """Return a workbook of which the first record of a kind starts with other bytes."""
    content = xls(SHEETS)
    head = struct.pack("<HH", kind, {0x0200: 14, 0x0204: 13}[kind])
    at = content.index(head + old, STREAM) + len(head)
    return content[:at] + new + content[at + len(new) :]


def test_the_last_sector_may_be_short(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    content = xls(SHEETS)[:-100]
    path.write_bytes(content)
    assert [(t.name, [cells for _, cells in t.rows]) for t in sheets(path, content)] == [
        ("Application", [["id", "name"], ["crm", "CRM"]]),
        ("Scope", [["id"], ["sales"]]),
    ]


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        (0x0200, b"", struct.pack("<IIHH", 0, 0xFFFFFFF0, 0, 0xFFFF), "AR108 its sheets span 281,"),
        (0x0204, b"", struct.pack("<HH", 0xFFFF, 0xFFFF), "AR108 its sheets span 4,294,967,296"),
        (
            0x0200,
            b"",
            struct.pack("<II", 9, 3),
            "AR101 is not a workbook that can be read: a sheet",
        ),
    ],
    ids=["says it is huge", "has a cell far away", "ends before it starts"],
)
def test_a_sheet_cannot_take_all_memory(
    tmp_path: Path, kind: int, old: bytes, new: bytes, said: str
) -> None:
    path = tmp_path / "a.xls"
    assert refusal(path, with_record(kind, old, new)).startswith(f"{path}: error {said}")


@pytest.mark.parametrize(
    ("sector", "then", "said"),
    [(1, 1, "its sectors run in a circle at 1"), (1, 900, "its sector 900 is missing")],
)
def test_chains_of_sectors_end(tmp_path: Path, sector: int, then: int, said: str) -> None:
    content = bytearray(xls(SHEETS))
    struct.pack_into("<I", content, FAT + sector * 4, then)
    assert said in refusal(tmp_path / "a.xls", bytes(content))


def test_what_the_library_gives_up_on_is_told_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content = xls(SHEETS)
    short = content.replace(struct.pack("<HH", 0x0042, 2), struct.pack("<HH", 0x0018, 2))
    said = refusal(tmp_path / "a.xls", short)
    assert "is not a workbook that can be read: its records do not fit together" in said
    assert capfd.readouterr().err == ""


def test_binary_sheets_in_an_archive_are_refused(tmp_path: Path) -> None:
    content = zipped({**xlsx_parts(SHEETS), "xl/workbook.bin": b"\x83\x01\x00"})
    assert "its sheets are binary (.xlsb) (save it again" in refusal(tmp_path / "a.xlsx", content)
