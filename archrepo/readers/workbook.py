"""The sheets of workbooks (xlsx, xls, ods), within limits."""

from __future__ import annotations

import lzma
import os
import re
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from archrepo.readers.disguises import disguised, disguised_archive
from archrepo.readers.merged_cells import fill_down
from archrepo.readers.old_workbook import SIGNATURE
from archrepo.readers.old_workbook import look_through as look_through_old
from archrepo.readers.opendocument import Span, look_through, ranges
from archrepo.readers.source import invalid
from archrepo.readers.tables import Table, filled_rows
from archrepo.readers.workbook_hidden import Hidden
from archrepo.readers.workbook_indents import (
    Indents,
    hidden_sheets,
    sheet_indents,
    sheet_parts,
    shift,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archrepo.domain.ports import Report

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
MAX_SHEETS = 250
MAX_CELLS = 40_000_000
MAX_COLUMNS = 3_000
_MAX_RATIO = 100  # a sheet of real cells packs to a tenth
_PIECE = 4 * 1024 * 1024
_SECTOR = 4096
_DAMAGED = "the file is damaged, cut short or protected: save it again as .xlsx"
_OVERLAP = 512  # longer than what is searched for
_MAX_UNPACKED = 2 * 1024 * 1024 * 1024
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,9})"')
_WIDE_CELL = re.compile(rb'\br="([A-Z]{3})\d')

_ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # zipfile's word for an encrypted member; unknown packings among its subclasses
)


def is_workbook(path: Path, content: bytes) -> bool:
    """Return whether a file is a workbook, by its first bytes, then its suffix."""
    return content.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or path.suffix.lower() in SUFFIXES


def sheets(path: Path, content: bytes, report: Report | None = None) -> Iterator[Table]:
    """Yield the sheets of a workbook, each with its filled rows and their true numbers.

    Raises:
        InvalidDataError: If it is no workbook, or larger than what is read.
    """
    import python_calamine

    inside = _check_archive(path, content)
    try:
        workbook = _opened(path, content, inside.hidden)
        names = list(workbook.sheet_names)
        if len(names) > MAX_SHEETS:
            raise invalid("AR108", f"more than {MAX_SHEETS} sheets", file=str(path))
        for position, name in enumerate(names):
            if report is not None:
                report("reading", position, len(names))
            sheet = workbook.get_sheet_by_name(name)
            rows = _rows(sheet, path)
            told = sheet.merged_cell_ranges or ranges(inside.spans.get(name, ()))
            merged = fill_down(rows, told)
            shift(rows, inside.indents.get(name, {}))
            notes = inside.hidden.get(name, Hidden()).notes(str(path), name, rows)
            yield Table(str(path), name, name, rows, merged=merged, notes=tuple(notes))
    except (python_calamine.CalamineError, ValueError, OSError, zipfile.BadZipFile) as error:
        reason = " ".join(str(error).split())[:200]
        raise _broken(path, reason, "save it again as .xlsx, without a password") from None
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":  # of a library that gives up within
            raise
        raise _broken(path, "its records do not fit together") from None


def _opened(path: Path, content: bytes, hidden: dict[str, Hidden]) -> Any:
    """Return the library's workbook, once it is safe to hand it the file.

    What is hidden of an old one is put into `hidden`.
    """
    import python_calamine

    open_workbook = python_calamine.CalamineWorkbook.from_object
    if not content.startswith(SIGNATURE):
        return open_workbook(BytesIO(content))
    content += bytes(-len(content) % _SECTOR)  # some programs leave the last sector short
    cells, found = look_through_old(content, MAX_SHEETS, MAX_CELLS)
    if cells > MAX_CELLS:
        hint = "delete what stands far from the tables"
        raise invalid("AR108", f"its sheets span {cells:,} cells", file=str(path), hint=hint)
    with _silent():
        workbook = open_workbook(BytesIO(content))
    hidden.update(zip(workbook.sheet_names, found, strict=False))
    return workbook


@contextmanager
def _silent() -> Iterator[None]:
    """Keep off the terminal what the library prints itself when it gives up within."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


def _rows(sheet: Any, path: Path) -> list[tuple[int, list[Any]]]:
    if sheet.total_height * max(sheet.total_width, 1) > MAX_CELLS:
        raise invalid(
            "AR108",
            f"the sheet spans {sheet.total_height:,} × {sheet.total_width:,} cells",
            file=str(path),
            sheet=sheet.name,
            hint="delete what stands far from the table",
        )
    return filled_rows(enumerate(sheet.to_python(skip_empty_area=False), 1))


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a workbook's archive says that the library does not tell, by sheet."""

    indents: dict[str, Indents] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    hidden: dict[str, Hidden] = field(default_factory=dict)


def _check_archive(path: Path, content: bytes) -> _Inside:
    """Refuse, before they are unpacked in memory, archives that would fill it.

    Returns:
        Cells that are shifted to the right, merged cells of OpenDocument, and what is hidden.

    Raises:
        InvalidDataError: If the archive is broken, unpacks to too much, or spans too many cells.
    """
    if not content.startswith(b"PK") and (found := disguised(content)):
        raise _broken(path, *found)
    if not content.startswith(b"PK"):
        return _Inside()  # the old binary format is not packed; it is looked through when opened
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            ratio = unpacked / max(len(content), 1)
            if unpacked > _MAX_UNPACKED or (unpacked > 50_000_000 and ratio > _MAX_RATIO):
                raise invalid(
                    "AR108",
                    f"unpacks from {len(content):,} to {unpacked:,} bytes",
                    file=str(path),
                    hint="such a ratio is no workbook's; save it again",
                )
            if found := disguised_archive(archive.namelist()):
                raise _broken(path, *found)
            if "xl/workbook.bin" in archive.namelist():
                raise _broken(path, "its sheets are binary (.xlsb)", "save it again as .xlsx")
            named = {part: name for name, part in sheet_parts(archive)}
            spans: dict[str, list[Span]] = {}
            hidden = {name: Hidden(sheet=True) for name in hidden_sheets(archive)}
            for member in members:
                if re.search(r"worksheets/[^/]+\.xml$", member.filename):
                    name = named.get(member.filename, "")
                    with archive.open(member) as stream:
                        _check_span(_pieces(stream), path, name, hidden.setdefault(name, Hidden()))
                elif member.filename == "content.xml":
                    with archive.open(member) as stream:
                        spans, hidden = look_through(stream, MAX_CELLS, str(path))
            return _Inside(sheet_indents(archive), spans, hidden)
    except _ARCHIVE_ERRORS as error:
        raise _broken(path, error) from None


def _broken(path: Path, reason: object, hint: str = _DAMAGED) -> Exception:
    message = f"is not a workbook that can be read: {reason}"
    return invalid("AR101", message, file=str(path), hint=hint)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a member piece by piece, each starting with the end of the one before."""
    end = b""
    while piece := stream.read(_PIECE):
        yield end + piece
        end = piece[-_OVERLAP:]


def _check_span(sheet: Iterable[bytes], path: Path, name: str, hidden: Hidden) -> None:
    """Refuse cells far away: a sheet takes the memory of the rectangle around its cells.

    What is hidden is taken note of on the way.
    """
    rows, columns = 0, 702
    for piece in sheet:
        hidden.look_at(piece, MAX_COLUMNS)
        rows = max(rows, *(int(found[1]) for found in _ROW.finditer(piece)), 0)
        for found in _WIDE_CELL.finditer(piece):
            a, b, c = (letter - 64 for letter in found[1])
            columns = max(columns, (a * 26 + b) * 26 + c)
    if columns > MAX_COLUMNS or (columns > 702 and rows * columns > MAX_CELLS):
        raise invalid(
            "AR108",
            f"the sheet spans {rows:,} rows and {columns:,} columns",
            file=str(path),
            sheet=name,
            hint="delete what stands far from the table",
        )
