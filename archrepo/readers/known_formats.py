"""Recognises the spreadsheets of other tools by their headers, to read them without a mapping."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING

from archrepo.domain.text import normalise
from archrepo.readers.cells import header_text
from archrepo.readers.mapping_file import parse_mapping, shipped_mappings
from archrepo.resources import resource_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.domain.metamodel import Metamodel
    from archrepo.importing.mapping import Detect, Mapping
    from archrepo.readers.tables import Table

_HEADER_WITHIN = 3  # tools write the header first, below a title at most


def known_format(tables: Sequence[Table], metamodel: Metamodel) -> Mapping | None:
    """Return the shipped mapping whose signs one of the tables shows; the first, by name."""
    for name in shipped_mappings():
        text = _text(name)
        if "\ndetect:" in text:
            mapping = parse_mapping(text, f"{name}.yaml", metamodel)
            if any(_shows(sign, table) for sign in mapping.detect for table in tables):
                return mapping
    return None


@cache
def _text(name: str) -> str:
    return resource_text("models", "mappings", f"{name}.yaml")


def _shows(sign: Detect, table: Table) -> bool:
    if not fnmatchcase(table.name.lower(), sign.table.lower()):
        return False
    for _, cells in table.rows[:_HEADER_WITHIN]:
        header = [text for cell in cells if (text := header_text(cell))]
        folded = {normalise(text) for text in header}
        if all(_has(column, header, folded) for column in sign.columns):
            return True
    return False


def _has(column: str, header: Sequence[str], folded: set[str]) -> bool:
    if "*" in column:
        return any(fnmatchcase(text.lower(), column.lower()) for text in header)
    return normalise(column) in folded
