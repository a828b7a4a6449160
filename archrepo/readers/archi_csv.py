"""Reads the CSV files that Archi exports: elements, relations and properties of one model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level
from archrepo.readers.archimate_meaning import interpret
from archrepo.readers.archimate_model import (
    ArchimateModel,
    Concept,
    Element,
    Relationship,
    identifier_of,
    one_line,
    paragraphs,
)
from archrepo.readers.archimate_table import load_table
from archrepo.readers.csv_file import csv_table, decode_csv
from archrepo.readers.source import digest, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.domain.reading import Reading
    from archrepo.readers.archimate_table import ArchimateTable

FORMAT = "archi-csv"
PARTS = ("elements", "relations", "properties")
_HEADER = re.compile(
    r'^"?ID"?(?P<by>[,;\t])"?'
    r'(?:Type"?(?P=by)"?Name"?(?P=by)"?Documentation\b|Key"?(?P=by)"?Value"?[ \t\r]*$)',
    re.IGNORECASE | re.MULTILINE,
)
_NAMED = re.compile(rf"(?P<prefix>.*?)(?P<part>{'|'.join(PARTS)})\.csv", re.IGNORECASE)
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # how Archi keeps Excel from reading a cell
_ACCESS = ("Read", "Write", "ReadWrite", "Access")
_NOT_KEPT = ("junction_type",)


def is_archi_csv(head: str) -> bool:
    """Return whether a CSV file starts as Archi's do, comments apart."""
    found = _HEADER.search(head)
    return found is not None and all(
        not line.strip() or line.startswith("#") for line in head[: found.start()].splitlines()
    )


def triples(paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Return files grouped by model: by their folder and what stands before `elements.csv`.

    Files of a model that were not named are found beside those that were.
    """
    groups: dict[tuple[Path, str], list[Path]] = {}
    for path in paths:
        named = _NAMED.fullmatch(path.name)
        key = (path.parent, named["prefix"] if named else path.name)
        groups.setdefault(key, []).append(path)
    return [_completed(prefix, found) for (_, prefix), found in groups.items()]


def _completed(prefix: str, found: list[Path]) -> tuple[Path, ...]:
    beside = [found[0].with_name(f"{prefix}{part}.csv") for part in PARTS]
    return tuple(dict.fromkeys([*found, *(path for path in beside if path.is_file())]))


def read_archi_csv(
    paths: Sequence[Path],
    metamodel: Metamodel,
    report: Report | None = None,
    *,
    mapping: Path | None = None,
) -> Reading:
    """Return what the files of one model state.

    Args:
        paths: Its files; elements need not be among them, but relations then lead to nothing.
        metamodel: Kinds and relations of the portfolio.
        report: Told of progress.
        mapping: A mapping file whose `archimate:` part replaces rows of `models/archimate.yaml`.

    Raises:
        InvalidDataError: One cannot be read.
    """
    table = load_table(mapping)
    reading = _Csv(ArchimateModel(str(paths[0])), table)
    for position, path in enumerate(paths):
        if report is not None:
            report("reading", position, len(paths))
        reading.take(path)
    reading.finish()
    sha256 = digest(reading.contents)
    return interpret(reading.model, table, metamodel, FORMAT, sha256, str(paths[0]))


@dataclass(slots=True)
class _Csv:
    """Takes in the rows of a model's files."""

    model: ArchimateModel
    table: ArchimateTable
    contents: list[bytes] = field(default_factory=list)
    _about: set[str] = field(default_factory=set)
    _properties: list[tuple[str, str, str, int]] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Take in one file; what it holds is told by its header."""
        content = read_bytes(path)
        self.contents.append(content)
        for line, row in self._rows(path, content):
            if "key" in row:
                entry = (row.get("id", ""), one_line(row["key"]), paragraphs(row.get("value")))
                self._properties.append((*entry, line))
            elif "source" in row or "target" in row:
                self._relationship(row, line)
            else:
                self._element(row, line)

    def finish(self) -> None:
        """Give every property to what it belongs to."""
        for raw, key, value, line in self._properties:
            identifier = identifier_of(raw)
            concept = self.model.elements.get(identifier)
            owner = concept or self.model.relationships.get(identifier)
            if owner is not None:
                self._property(owner, key, value)
            elif raw not in self._about:
                message = f"property '{key}' of '{raw}', which is not there"
                self.model.tell("AR161", Level.WARNING, message, line, "it is left out")
                self.model.refuse("property", "its owner is missing")

    def _rows(self, path: Path, content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
        text = decode_csv(content, str(path)).text
        found = _HEADER.search(text)
        delimiter = found["by"] if found else None
        table = csv_table(path, content, self.model.diagnostics, delimiter=delimiter)
        rows = [(n, cells) for n, cells in table.rows if not str(cells[0]).startswith("#")]
        if not rows:
            return
        header = [str(cell).strip().lower() for cell in rows[0][1]]
        for number, cells in rows[1:]:
            values = {name: _plain(str(cell)) for name, cell in zip(header, cells, strict=False)}
            yield self.model.line_in(str(path), number), values

    def _element(self, row: dict[str, str], line: int) -> None:
        name = row.get("type", "").strip()
        if name == "ArchimateModel":
            self._about.add(row.get("id", ""))
            return
        self._add(Element("", self.table.current(name), line=line), row)

    def _relationship(self, row: dict[str, str], line: int) -> None:
        name = row.get("type", "").strip().removesuffix("Relationship")
        ends = (identifier_of(row.get(end, "").strip()) for end in ("source", "target"))
        source, target = ends
        relationship = Relationship(
            "", self.table.current(name), line=line, source=source, target=target
        )
        self._add(relationship, row)

    def _add(self, concept: Element | Relationship, row: dict[str, str]) -> None:
        """Add a concept; Archi makes an identifier for one that has none, and so do we."""
        concept.id = identifier_of(row.get("id", "").strip())
        if not concept.id:
            concept.nameless = True
            concept.id = f"line {concept.line}"
        concept.name = one_line(row.get("name"))
        concept.documentation = paragraphs(row.get("documentation"))
        if special := one_line(row.get("specialization")):
            concept.properties.append(("archimate:specialization", special))
        self.model.add(concept)

    @staticmethod
    def _property(owner: Concept, key: str, value: str) -> None:
        folded = key.lower()
        if folded == "access_type" and isinstance(owner, Relationship) and value in _ACCESS:
            owner.access = value
        elif folded in ("influence_strength", "directed") and isinstance(owner, Relationship):
            if value and value.lower() != "false":
                owner.properties.append((f"archimate:{folded.rpartition('_')[2]}", value))
        elif folded not in _NOT_KEPT:
            owner.properties.append((key, value))


def _plain(cell: str) -> str:
    found = _FORMULA.fullmatch(cell.strip())
    return found[1] if found else cell
