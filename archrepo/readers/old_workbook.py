"""Looks through an old binary workbook (.xls) before it is read: it ends, and its cells are near.

The library that reads workbooks takes whatever memory a file asks for; where there is not as much,
it ends the whole process, and nobody is told why. Nor does it tell what is hidden. The container is
described in [MS-CFB], the records in it in [MS-XLS], both of the Microsoft Open Specifications.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from archrepo.readers.workbook_hidden import Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_RESERVED = 0xFFFFFFFA  # from here on, numbers of sectors have a meaning of their own
_END_OF_CHAIN = 0xFFFFFFFE
_LAST_COLUMN = 0xFF
_SMALL_STREAM = 4096  # shorter ones stand in sectors of 64 bytes
_START, _END, _SHEET, _DIMENSIONS, _MANY_NUMBERS = 0x0809, 0x000A, 0x0085, 0x0200, 0x00BD
_ROW, _COLUMNS = 0x0208, 0x007D  # 2.4.221 and 2.4.53: how rows and columns look
_ROW_HIDDEN, _COLUMN_HIDDEN, _SHEET_SHOWN = 0x20, 0x01, 0x00
_SHEET_STATE = 0x03
_CELLS = {0x0203, 0x0204, 0x0205, 0x0006, 0x027E, 0x00FD, 0x00D6, _MANY_NUMBERS}


@dataclass(frozen=True, slots=True)
class _Sectors:
    """Numbered pieces of one size, and after each the number of the next."""

    content: bytes
    size: int
    following: tuple[int, ...]

    def chain(self, start: int, length: int | None = None) -> bytes:
        """Return the pieces from `start` on, up to `length` bytes.

        Raises:
            ValueError: If they run in a circle, or beyond the end.
        """
        most = len(self.content) if length is None else length
        pieces: list[bytes] = []
        seen: set[int] = set()
        while start != _END_OF_CHAIN and len(pieces) * self.size < most:
            if start in seen:
                message = f"its sectors run in a circle at {start}"
                raise ValueError(message)
            seen.add(start)
            pieces.append(self.content[start * self.size : (start + 1) * self.size])
            if not pieces[-1] or start >= len(self.following):
                message = f"its sector {start} is missing"
                raise ValueError(message)
            start = self.following[start]
        return b"".join(pieces)[:length]


def look_through(content: bytes, most_sheets: int, most_cells: int) -> tuple[int, list[Hidden]]:
    """Return how many cells reading a workbook takes memory for, and what its sheets hide.

    The count is not exact above the most.

    Args:
        content: The file.
        most_sheets: How many sheets are read.
        most_cells: How many cells are read.

    Raises:
        ValueError: If it is damaged in a way that would harm its reader.
    """
    cells = 0
    hidden = []
    try:
        stream = _workbook(content)
        sheets = [
            struct.unpack_from("<IB", stream, at)  # 2.4.28
            for kind, at, _ in _records(stream, 0)
            if kind == _SHEET
        ]
        if len(sheets) > most_sheets:
            message = f"it has more than {most_sheets} sheets"
            raise ValueError(message)
        for start, state in sheets:
            hidden.append(Hidden(sheet=state & _SHEET_STATE != _SHEET_SHOWN))
            claimed, spanned = _extent(stream, start, most_cells, hidden[-1])
            cells += spanned  # what a sheet only says of itself is given back once it is read
            if max(cells, claimed) > most_cells:
                return max(cells, claimed), hidden
    except struct.error:
        message = "it is cut short"
        raise ValueError(message) from None
    return cells, hidden


def _workbook(content: bytes) -> bytes:
    """Return the stream of records; empty where there is none."""
    size = 4096 if struct.unpack_from("<H", content, 30)[0] == 12 else 512
    directory, small, many_small, more = struct.unpack_from("<I8xIII", content, 48)
    body = content[size:]
    body += bytes(-len(body) % size)  # the last sector may be short
    table = list(struct.unpack_from("<109I", content, 76))
    seen: set[int] = set()
    while more < _RESERVED:
        if more in seen:
            message = f"its sectors run in a circle at {more}"
            raise ValueError(message)
        seen.add(more)
        *found, more = _numbers(body, more, size)
        table += found
    following = [n for sector in table if sector < _RESERVED for n in _numbers(body, sector, size)]
    sectors = _Sectors(body, size, tuple(following))
    entries = sectors.chain(directory)
    places = dict(reversed([_entry(entries, at, size) for at in range(0, len(entries), 128)]))
    start, length = next((places[name] for name in _STREAMS if name in places), (_END_OF_CHAIN, 0))
    if length >= _SMALL_STREAM or not many_small:
        return sectors.chain(start, length)
    root = _entry(entries, 0, size)[1]
    numbers = sectors.chain(small, many_small * size)
    next_small = struct.unpack(f"<{len(numbers) // 4}I", numbers)
    return _Sectors(sectors.chain(*root), 64, next_small).chain(start, length)


def _numbers(body: bytes, sector: int, size: int) -> tuple[int, ...]:
    return struct.unpack_from(f"<{size // 4}I", body, sector * size)


def _entry(entries: bytes, at: int, size: int) -> tuple[str, tuple[int, int]]:
    """Return name → first sector and length, of an entry of the directory."""
    name = entries[at : at + 64].decode("utf-16-le", errors="replace").partition("\0")[0]
    start, length = struct.unpack_from("<II" if size == 512 else "<IQ", entries, at + 116)
    return name, (start, length)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of the records up to the end of a part of the stream."""
    depth = 0  # charts in a sheet are parts of their own
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            return
        if kind == _END and depth <= 1:
            return
        depth += (kind == _START) - (kind == _END)
        if depth <= 1:
            yield kind, at + 4, length
        at += 4 + length


def _extent(stream: bytes, start: int, most: int, hidden: Hidden) -> tuple[int, int]:
    """Return how many cells a sheet says it has, and how many its cells span.

    What is hidden is taken note of on the way.
    """
    claimed = rows = columns = 0
    for kind, at, length in islice(_records(stream, start), most):
        if kind == _DIMENSIONS:
            form = "<4H" if length == 10 else "<IIHH"
            first, last, left, right = struct.unpack_from(form, stream, at)
            if last and right and last < first:
                message = "a sheet of it ends before it starts"
                raise ValueError(message)
            width = right if left > _LAST_COLUMN or right < left else right - left
            claimed = max(claimed, (last - first) * width)
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", stream, at)
            further = (length - 6) // 6 if kind == _MANY_NUMBERS else 1
            rows, columns = max(rows, row + 1), max(columns, column + further)
        elif kind == _ROW and length > 12:
            row, look = struct.unpack_from("<H10xB", stream, at)
            if look & _ROW_HIDDEN:
                hidden.rows.add(row + 1)
        elif kind == _COLUMNS and length > 8:
            first, last, look = struct.unpack_from("<HH4xB", stream, at)
            if look & _COLUMN_HIDDEN:
                hidden.columns.update(range(first + 1, min(last, _LAST_COLUMN) + 2))
    return claimed, rows * columns
