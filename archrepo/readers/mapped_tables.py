"""The tables a mapping speaks of: CSV files, sheets, and records of JSON documents."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.forms import HELPER_SHEETS
from archrepo.domain.text import normalise
from archrepo.errors import InvalidDataError
from archrepo.readers import csv_file, workbook
from archrepo.readers.headers import from_header
from archrepo.readers.mapping_rules import columns_of
from archrepo.readers.source import MAX_BINARY_BYTES, decode_utf8, digest, invalid, read_bytes
from archrepo.readers.tables import Table
from archrepo.readers.workbook_hidden import all_notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archrepo.domain.ports import Report
    from archrepo.importing.mapping import Mapping

_KEY = "_key"


class MappedTables:
    """The tables under some paths, and the digest of what was read."""

    def __init__(
        self,
        paths: Sequence[Path],
        mapping: Mapping,
        problems: list[Diagnostic],
        report: Report | None,
        tables: Sequence[Table] | None = None,
    ) -> None:
        self.all: list[Table] = []
        self._mapping = mapping
        self._known = {normalise(name) for name in _columns_named(mapping)}
        self._problems = problems
        self._documents: dict[str, tuple[Path, Any]] = {}
        self._records: dict[tuple[str, str], Table] = {}
        if tables is not None:
            self.sha256 = ""
            self.all += [self._with_header(table) for table in tables]
            return
        contents = []
        files = [file for path in paths for file in files_below(path)]
        for position, file in enumerate(files):
            if report is not None:
                report("reading", position, len(files))
            try:
                content = read_bytes(file, MAX_BINARY_BYTES)
                contents.append(content)
                self._load(file, content)
            except InvalidDataError as error:
                if len(files) == 1:
                    raise
                problems += error.diagnostics  # type: ignore[arg-type]
        self.sha256 = digest(contents)

    @property
    def names(self) -> list[str]:
        """Names of all tables and documents."""
        return [
            *dict.fromkeys(table.name for table in self.all if table.pointer is None),
            *self._documents,
        ]

    def matching(self, pattern: str, records: str = "") -> Iterator[Table]:
        """Yield the tables whose name matches; of JSON documents, the records at a path."""
        wanted = pattern.lower()
        for table in [t for t in self.all if t.pointer is None]:
            if fnmatchcase(table.name.lower(), wanted):
                yield table
        for name in self._documents:
            if fnmatchcase(name.lower(), wanted):
                yield self._records_of(name, records)

    def _load(self, file: Path, content: bytes) -> None:
        suffix = file.suffix.lower()
        if suffix == ".json":
            try:
                document = json.loads(decode_utf8(content, str(file)))
            except (ValueError, RecursionError) as error:
                row = getattr(error, "lineno", 0)
                raise invalid("AR101", f"is not JSON: {error}", file=str(file), row=row) from None
            self._documents[file.stem] = (file, document)
        elif suffix in workbook.SUFFIXES:
            found = [t for t in workbook.sheets(file, content) if t.name not in HELPER_SHEETS]
            self._problems += all_notes(found)
            self.all += [self._with_header(table) for table in found]
        else:
            table = csv_file.csv_table(
                file,
                content,
                self._problems,
                encoding=self._mapping.encoding,
                delimiter=self._mapping.delimiter,
            )
            self.all.append(self._with_header(table))

    def _with_header(self, table: Table) -> Table:
        """Cut what stands above the header."""
        table.rows = from_header(table.rows, self._known)
        return table

    def _records_of(self, name: str, records: str) -> Table:
        if (name, records) not in self._records:
            file, document = self._documents[name]
            for part in filter(None, records.split("/")):
                document = document.get(part) if isinstance(document, dict) else None
            if not isinstance(document, (list, dict)):
                message = f"there are no records at '{records}'"
                place = Place(str(file), path=f"/{records}")
                self._problems.append(Diagnostic("AR111", Level.ERROR, message, place))
                document = []
            pointer = f"/{records}" if records else ""
            table = Table(str(file), name, "", _rows(document), pointer=pointer)
            self.all.append(table)
            self._records[name, records] = table
        return self._records[name, records]


def files_below(path: Path) -> list[Path]:
    """Return a file itself, or the files of a folder that a mapping can read, by name.

    Raises:
        InvalidDataError: There is none.
    """
    suffixes = {*csv_file.SUFFIXES, *workbook.SUFFIXES, ".json"} - {".txt"}
    if not path.is_dir():
        return [path]
    found = [f for f in sorted(path.iterdir()) if f.suffix.lower() in suffixes and f.is_file()]
    if not found:
        hint = "a mapping reads CSV and JSON files and workbooks"
        raise invalid("AR113", "no file that a mapping can read", file=str(path), hint=hint)
    return found


def _columns_named(mapping: Mapping) -> Iterable[str]:
    for name, others in mapping.headers.items():
        yield from (name, *others)
    for rule in mapping.rules:
        yield from (*columns_of(rule), *rule.drop)
        yield from rule.matrix.columns if rule.matrix is not None else ()


def _rows(document: list[Any] | dict[str, Any]) -> list[tuple[int, list[Any]]]:
    """Return records as rows under a header made of all their keys."""
    if isinstance(document, dict):
        listed = [{_KEY: key, **item} for key, item in document.items() if isinstance(item, dict)]
    else:
        listed = [item for item in document if isinstance(item, dict)]
    header = list(dict.fromkeys(str(key) for item in listed for key in item))
    rows: list[tuple[int, list[Any]]] = [(-1, list(header))]
    for position, item in enumerate(listed):
        rows.append((position, [_cell(item.get(name)) for name in header]))
    return rows


def _cell(value: Any) -> Any:
    """Return a JSON value as a cell: lists of texts stay lists, what is deeper becomes text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return [item if isinstance(item, str) else json.dumps(item) for item in value]
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value
