"""Cells that Excel shifts to the right: to people, what stands further right lies below.

The library that reads workbooks gives values only, so that the shift, which is a format, is looked
up in the parts of the archive; only where a workbook has such a format at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zipfile import ZipFile

_MAX_PART = 20_000_000  # bytes of the small parts: formats and the list of sheets
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b(?:[^>]*/>|.*?</(?:\w+:)?xf>)", re.DOTALL)
_INDENT = re.compile(rb'\bindent="(\d{1,3})"')
_TAG = re.compile(rb"<(?:\w+:)?(?:sheet|Relationship)\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_REFERENCE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_STEP = "    "

Indents = dict[tuple[int, int], int]
"""Row and column, both from 1 → how far a cell is shifted."""


def sheet_indents(archive: ZipFile) -> dict[str, Indents]:
    """Return sheet → its shifted cells; nothing where no format of the workbook shifts any.

    Raises:
        BadZipFile: The archive is damaged; or another error of zipfile's.
    """
    names = set(archive.namelist())
    shifted = _shifting(_part(archive, "xl/styles.xml", names))
    if not shifted:
        return {}
    found: dict[str, Indents] = {}
    for name, part in sheet_parts(archive):
        cells = _cells(archive.read(part), shifted)
        if cells:
            found[name] = cells
    return found


def shift(rows: list[tuple[int, list[Any]]], indents: Indents) -> None:
    """Put spaces before the texts of shifted cells: other readers pass over them, trees do not."""
    by_row: dict[int, list[tuple[int, int]]] = {}
    for (row, column), depth in indents.items():
        by_row.setdefault(row, []).append((column, depth))
    for row, cells in rows:
        for column, depth in by_row.get(row, ()):
            if column <= len(cells) and isinstance(cells[column - 1], str) and cells[column - 1]:
                cells[column - 1] = _STEP * depth + cells[column - 1]


def _shifting(styles: bytes) -> dict[bytes, int]:
    """Return number of a format → how far it shifts a cell, where it does."""
    formats = _FORMATS.search(styles)
    found: dict[bytes, int] = {}
    for number, form in enumerate(_FORMAT.findall(formats[0]) if formats else ()):
        indent = _INDENT.search(form)
        if indent and int(indent[1]):
            found[b"%d" % number] = int(indent[1])
    return found


def sheet_parts(archive: ZipFile) -> list[tuple[str, str]]:
    """Return the sheets of a workbook with the part of the archive each stands in.

    Raises:
        BadZipFile: The archive is damaged; or another error of zipfile's.
    """
    from html import unescape

    names = set(archive.namelist())
    targets = {
        tag.get(b"Id", b""): tag.get(b"Target", b"").decode(errors="replace")
        for tag in _tags(_part(archive, "xl/_rels/workbook.xml.rels", names))
    }
    found = []
    for tag in _tags(_part(archive, "xl/workbook.xml", names)):
        target = targets.get(next((v for k, v in tag.items() if k.endswith(b":id")), b""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            found.append((unescape(tag.get(b"name", b"").decode(errors="replace")), part))
    return found


def hidden_sheets(archive: ZipFile) -> list[str]:
    """Return the sheets of a workbook that people do not see.

    Raises:
        BadZipFile: The archive is damaged; or another error of zipfile's.
    """
    from html import unescape

    tags = _tags(_part(archive, "xl/workbook.xml", set(archive.namelist())))
    return [
        unescape(tag.get(b"name", b"").decode(errors="replace"))
        for tag in tags
        if tag.get(b"state") in (b"hidden", b"veryHidden")
    ]


def _tags(part: bytes) -> list[dict[bytes, bytes]]:
    return [dict(_ATTRIBUTE.findall(tag)) for tag in _TAG.findall(part)]


def _part(archive: ZipFile, name: str, names: set[str]) -> bytes:
    """Return a small part of the archive; nothing where it is absent or out of all proportion."""
    if name not in names or archive.getinfo(name).file_size > _MAX_PART:
        return b""
    return archive.read(name)


def _cells(sheet: bytes, shifted: dict[bytes, int]) -> Indents:
    found: Indents = {}
    for tag in _CELL.findall(sheet):
        attributes = dict(_ATTRIBUTE.findall(tag))
        depth = shifted.get(attributes.get(b"s", b""), 0)
        place = _REFERENCE.fullmatch(attributes.get(b"r", b"")) if depth else None
        if place:
            found[int(place[2]), _column(place[1])] = depth
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
