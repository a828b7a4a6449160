"""How much an OpenDocument sheet unpacks to: its rows and cells may stand for many.

The attributes are those of OpenDocument 1.3 part 3, 19.675 and 19.679.
"""

from __future__ import annotations

from typing import IO
from xml.parsers import expat  # it tells of elements as it meets them, and keeps nothing

from archrepo.readers.source import invalid

MAX_REPEATED = 10_000
"""How often one row of values may stand: no table holds the same row so often."""

_PIECE = 1024 * 1024
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


class _Extent:
    """Counts the cells that hold a value, as often as they stand."""

    def __init__(self) -> None:
        self.cells = 0
        self.repeated = 0
        self._rows = 1

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element into account."""
        if tag == f"{_TABLE}table-row":
            self._rows = _times(attributes.get(f"{_TABLE}number-rows-repeated"))
        elif tag in _CELLS and any(name.startswith(_OFFICE) for name in attributes):
            self.cells += self._rows * _times(attributes.get(f"{_TABLE}number-columns-repeated"))
            self.repeated = max(self.repeated, self._rows)


def _times(stated: str | None) -> int:
    return int(stated) if stated and stated.isdecimal() else 1


def check_extent(content: IO[bytes], most: int, file: str) -> None:
    """Refuse what unpacks to more than is read.

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


def _refuse_entities(*_: object) -> None:
    message = "it declares entities"
    raise ValueError(message)
