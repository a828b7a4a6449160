"""What is merged or hidden in an OpenDocument sheet, and how much it unpacks to: rows may repeat.

The library that reads workbooks does not tell which cells are merged. The attributes are those of
OpenDocument 1.3 part 3: 19.675 and 19.679 (repeated), 19.676 and 19.680 (spanned), beside
`table:visibility` of rows and columns, and `table:display` in the style of a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from xml.parsers import expat  # it tells of elements as it meets them, and keeps nothing

from archrepo.readers.source import invalid
from archrepo.readers.workbook_hidden import Hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of what is merged, each a row and a column from 0."""

MAX_REPEATED = 10_000
"""How often one row of values may stand: no table holds the same row so often."""

_PIECE = 1024 * 1024
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_REPEATED_COLUMNS = f"{_TABLE}number-columns-repeated"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell, in as many rows as its row stands for."""

    row: int
    column: int
    height: int
    width: int
    times: int

    def ranges(self) -> Iterator[Range]:
        """Yield what is merged, row by row."""
        for row in range(self.row, self.row + self.times):
            last = (row + self.height - 1, self.column + self.width - 1)
            yield (row, self.column), last


class _Extent:
    """Counts the cells that hold a value, as often as they stand, and keeps those merged."""

    def __init__(self) -> None:
        self.cells = 0
        self.repeated = 0
        self.spans: dict[str, list[Span]] = {}
        self.hidden: dict[str, Hidden] = {}
        self._merged: list[Span] = []
        self._hidden = Hidden()
        self._style = ""
        self._unseen: set[str] = set()  # styles of sheets that are not shown
        self._rows = 1
        self._row = self._column = self._declared = 0

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element into account."""
        if tag == f"{_TABLE}table":
            name = attributes.get(f"{_TABLE}name", "")
            self._merged = self.spans.setdefault(name, [])
            self._hidden = self.hidden.setdefault(name, Hidden())
            self._hidden.sheet = attributes.get(f"{_TABLE}style-name") in self._unseen
            self._row, self._rows, self._declared = 0, 0, 0
        elif tag == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif attributes.get(f"{_TABLE}display") == "false" and tag == f"{_STYLE}table-properties":
            self._unseen.add(self._style)
        elif tag == f"{_TABLE}table-column":
            first, times = self._declared + 1, _times(attributes.get(_REPEATED_COLUMNS))
            self._declared += times
            if _is_hidden(attributes):
                self._hidden.columns.update(range(first, first + min(times, MAX_REPEATED)))
        elif tag == f"{_TABLE}table-row":
            self._row, self._column = self._row + self._rows, 0
            self._rows = _times(attributes.get(f"{_TABLE}number-rows-repeated"))
            if _is_hidden(attributes):
                rows = min(self._rows, MAX_REPEATED)
                self._hidden.rows.update(range(self._row + 1, self._row + rows + 1))
        elif tag in _CELLS:
            columns = _times(attributes.get(_REPEATED_COLUMNS))
            if any(name.startswith(_OFFICE) for name in attributes):
                self.cells += self._rows * columns
                self.repeated = max(self.repeated, self._rows)
                self._merge(attributes)
            self._column += columns

    def _merge(self, attributes: dict[str, str]) -> None:
        height = _times(attributes.get(f"{_TABLE}number-rows-spanned"))
        width = _times(attributes.get(f"{_TABLE}number-columns-spanned"))
        if height > 1 or width > 1:
            self._merged.append(Span(self._row, self._column, height, width, self._rows))


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _times(stated: str | None) -> int:
    return int(stated) if stated and stated.isdecimal() else 1


def ranges(spans: Iterable[Span]) -> Iterator[Range]:
    """Yield what is merged in a sheet."""
    return (found for span in spans for found in span.ranges())


def look_through(
    content: IO[bytes], most: int, file: str
) -> tuple[dict[str, list[Span]], dict[str, Hidden]]:
    """Return sheet → its merged cells, and what is hidden; refuse what unpacks to too much.

    Args:
        content: The member `content.xml`.
        most: How many cells with a value are read.
        file: Where it is, for the message.

    Raises:
        InvalidDataError: If it does.
        ValueError: If its XML is broken or declares entities.
    """
    extent = _Extent()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = extent.opened
    parser.EntityDeclHandler = _refuse_entities
    try:
        while piece := content.read(_PIECE):
            parser.Parse(piece, False)
            if extent.cells > most or extent.repeated > MAX_REPEATED:
                raise invalid(
                    "AR108",
                    f"a row stands {extent.repeated:,} times: {extent.cells:,} cells in all",
                    file=file,
                    hint="delete what is repeated, or save it again as .xlsx",
                )
    except (expat.ExpatError, LookupError) as error:  # an encoding that nobody knows is the latter
        raise ValueError(str(error)) from None
    return extent.spans, extent.hidden


def _refuse_entities(*_: object) -> None:
    message = "it declares entities"
    raise ValueError(message)
