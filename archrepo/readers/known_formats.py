"""Recognises the spreadsheets of other tools by their headers, to read them without a mapping."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from archrepo.domain.text import normalise
from archrepo.importing.mapping import Detect
from archrepo.readers.cells import header_text
from archrepo.readers.mapping_file import load_mapping, plain, shipped_mappings
from archrepo.readers.yaml_document import parse_yaml
from archrepo.resources import resource_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.domain.metamodel import Metamodel
    from archrepo.importing.mapping import Mapping
    from archrepo.readers.tables import Table

_HEADER_WITHIN = 3  # tools write the header first, below a title at most


def known_format(tables: Sequence[Table], metamodel: Metamodel) -> Mapping | None:
    """Return the shipped mapping whose signs one of the tables shows; the first, by name."""
    headed = [(table.name.lower(), _headers(table)) for table in tables]
    for name in shipped_mappings():
        if any(_shows(sign, *table) for sign in _signs(name) for table in headed):
            return load_mapping(Path(name), metamodel)
    return None


@cache
def _signs(name: str) -> tuple[Detect, ...]:
    """Return the signs of a shipped mapping, its rules left unread: every import looks at them."""
    head = resource_text("models", "mappings", f"{name}.yaml").partition("\nrules:")[0]
    signs = _Signs.model_validate(plain(parse_yaml(head, f"{name}.yaml", [])))
    return tuple(signs.detect)


class _Signs(BaseModel):
    detect: list[Detect] = []


def _headers(table: Table) -> list[tuple[list[str], set[str]]]:
    """Return the rows that may be the header, as they are and folded."""
    rows = [
        [text for cell in cells if (text := header_text(cell))]
        for _, cells in table.rows[:_HEADER_WITHIN]
    ]
    return [(row, {normalise(text) for text in row}) for row in rows]


def _shows(sign: Detect, table: str, headers: Sequence[tuple[list[str], set[str]]]) -> bool:
    return fnmatchcase(table, sign.table.lower()) and any(
        all(_has(column, header, folded) for column in sign.columns) for header, folded in headers
    )


def _has(column: str, header: Sequence[str], folded: set[str]) -> bool:
    if "*" in column:
        return any(fnmatchcase(text.lower(), column.lower()) for text in header)
    return normalise(column) in folded
