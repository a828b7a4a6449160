"""Tables with a header, from a workbook's sheet or a CSV file, into raw facts."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Place
from archrepo.domain.forms import REASON_COLUMN, SourceRow, split_cell
from archrepo.domain.metamodel import AttributeType
from archrepo.domain.reading import Ref
from archrepo.domain.text import did_you_mean, normalise
from archrepo.readers.cells import cell_text, header_text
from archrepo.readers.guess_below import aside
from archrepo.readers.headers import from_header
from archrepo.readers.side_by_side import table_beside, warn_of_two

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.metamodel import Attribute
    from archrepo.domain.reading import RawNode
    from archrepo.readers.assembly import Assembly
    from archrepo.readers.merged_cells import Merged

Cells = list[Any]
_Link = tuple[str, bool]  # a relation type, and whether it comes in
_MANY = 20  # columns not read that are named one by one


@dataclass(slots=True, eq=False)
class Table:
    """Rows under a header.

    Attributes:
        file: File as the user named it.
        name: What the table is called: a sheet's name or a file's stem.
        sheet: Sheet, for places; empty for a file without sheets.
        rows: Rows with their number in the file, blank ones left out, from the header on.
        columns: Attribute → column from 1, once the header is understood.
        pointer: For records of a JSON document, the path of their list; rows count from 0 then.
        merged: Cells merged across columns, whose text stands in the first.
        notes: What is read of it though people do not see it.
    """

    file: str
    name: str
    sheet: str
    rows: list[tuple[int, Cells]]
    columns: dict[str, int] = field(default_factory=dict)
    pointer: str | None = None
    merged: tuple[Merged, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def header(self) -> Cells:
        """Texts of the header, empty for a column without any."""
        return [header_text(cell) for cell in self.rows[0][1]] if self.rows else []

    def place(self, row: int = 0, column: int = 0) -> Place:
        """Return the place of a cell."""
        if self.pointer is not None:
            inside = f"/{row}" if row >= 0 else ""
            name = f"/{self.header[column - 1]}" if column else ""
            return Place(self.file, path=f"{self.pointer}{inside}{name}")
        return Place(self.file, self.sheet, row, column)


@dataclass(frozen=True, slots=True)
class TablePlaces:
    """Locates marks that are a table's position and a row's number."""

    tables: Sequence[Table]

    def __call__(self, mark: Any, attribute: str | None = None) -> Place:
        """Return the place of a row, or of the cell an attribute was read from."""
        position, row = mark
        table: Table = self.tables[position]
        return table.place(row, table.columns.get(attribute or "", 0))

    def row_at(self, place: Place) -> SourceRow | None:
        """Return the row of its source that `place` lies in."""
        for table in self.tables:
            if (table.file, table.sheet) == (place.file, place.sheet):
                at = bisect_left(table.rows, place.row, key=lambda row: row[0])
                if at < len(table.rows) and table.rows[at][0] == place.row:
                    cells = table.rows[at][1]
                    return SourceRow(table.name, tuple(table.header), place.row, tuple(cells))
        return None


def cell_value(attribute: Attribute, cell: Any) -> Any:
    """Return a cell as a raw value of `attribute`; None for an empty one."""
    if isinstance(cell, str):
        text = cell.strip()
        if "\\" in text and attribute.value_type is AttributeType.STRINGS:
            return split_cell(text)
        return text or None
    if isinstance(cell, dt.datetime) and attribute.value_type is AttributeType.DATE:
        return cell.date()
    if isinstance(cell, (bool, int, float, dt.date)) and not isinstance(cell, dt.datetime):
        return cell
    return cell_text(cell) or None


class TableReader:
    """Reads tables whose name says what they hold into an assembly."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._names = assembly.names

    def read(self, table: Table, position: int, owner: str) -> None:
        """Read every row of `table` as nodes or relations of `owner`."""
        table.rows = from_header(table.rows, set(self._names.columns(owner)))
        columns = self._columns(table, owner)
        is_kind = owner in self._names.metamodel.kinds
        if beside := table_beside(table.rows):
            warn_of_two(self._assembly, table, beside)
        links = self._links_among(owner, columns) if is_kind else {}
        if is_kind:
            self._say_asides(table, owner, dict(columns))
        for row, cells in table.rows[1:]:
            given = {
                name: cells[column]
                for name, column in columns
                if column < len(cells) and cells[column] not in ("", None)
            }
            if given and is_kind:
                self._node(owner, given, links, (position, row))
            elif given:
                self._relation(owner, given, (position, row))

    def _columns(self, table: Table, owner: str) -> list[tuple[str, int]]:
        """Return attribute or link with column from 0, and say which columns are not read."""
        known = self._names.columns(owner)
        row = table.rows[0][0] if table.rows else 0
        found: dict[str, int] = {}
        unknown: list[tuple[str, Place]] = []
        for column, header in enumerate(table.header):
            name = known.get(normalise(header))
            place = table.place(row, column + 1)
            if header in ("", REASON_COLUMN):
                continue
            if name is None:
                unknown.append((header, place))
                filled = sum(1 for _, c in table.rows[1:] if column < len(c) and c[column] != "")
                self._assembly.refuse(f"{owner}.{header}", "unknown column", filled)
            elif name in found:
                first = table.header[found[name]]
                message = f"columns '{first}' and '{header}' both mean {name}"
                self._assembly.problem("AR106", message, place, "rename or remove one")
            else:
                found[name] = column
        if unknown:
            self._say_unknown(unknown, self._names.words_beside(owner, table.header))
        table.columns = {name: column + 1 for name, column in found.items()}
        return list(found.items())

    def _say_unknown(self, unknown: list[tuple[str, Place]], known: Iterable[str]) -> None:
        """Name each column that is not read; where they are very many, all at once."""
        if len(unknown) <= _MANY:
            for header, place in unknown:
                hint = did_you_mean(header, known) or "a mapping file can keep it as a property"
                self._assembly.warn("AR102", f"column '{header}' is not read", place, hint)
            return
        headers = ", ".join(f"'{header}'" for header, _ in unknown)
        message = f"{len(unknown)} columns are not read: {headers}"
        hint = "a mapping file can keep them as properties: archrepo mapping guess writes one"
        self._assembly.warn("AR102", message, unknown[0][1], hint)

    def _links_among(self, kind: str, columns: list[tuple[str, int]]) -> dict[str, _Link]:
        """Return the columns that are relations."""
        attributes = self._names.attributes(kind)
        found = {name: self._names.link(kind, name) for name, _ in columns}
        return {n: link for n, link in found.items() if link is not None and n not in attributes}

    def _say_asides(self, table: Table, kind: str, columns: Mapping[str, int]) -> None:
        """Say which rows look like totals or notes: in a native form they are read all the same."""
        position = columns.get("id", columns.get("name"))
        for text, row in aside(table.rows, position).items() if position is not None else ():
            message = f"'{text}' looks like a total or a note, and is read as {kind}"
            place = table.place(row, (position or 0) + 1)
            self._assembly.warn("AR119", message, place, "take the row out if it is one")

    def _node(
        self, kind: str, given: dict[str, Any], links: Mapping[str, _Link], mark: Any
    ) -> None:
        values = self._values(self._names.attributes(kind), given)
        raw = self._assembly.node(kind, values, mark)
        for name, link in links.items():
            if name in given:
                self._links(raw, name, link, given[name], given)

    def _links(
        self,
        raw: RawNode,
        name: str,
        link: _Link,
        cell: Any,
        given: dict[str, Any],
    ) -> None:
        values = {}
        if name == "parent" and "order" in given:
            order = self._names.attributes("CONTAINS")["order"]
            values = self._values({"order": order}, given)
        for text in split_cell(cell_text(cell)):
            self._assembly.link(raw, link, Ref(text), dict(values), raw.mark)

    def _relation(self, relation_type: str, given: dict[str, Any], mark: Any) -> None:
        values = self._values(self._names.attributes(relation_type), given)
        ends = {end: cell_text(given.get(end)) for end in ("from", "to")}
        missing = [end for end, text in ends.items() if not text]
        if missing:
            place = self._assembly.reading.locate(mark, missing[0])
            what = " and ".join(missing)
            self._assembly.problem("AR114", f"{relation_type} without '{what}'", place)
            self._assembly.refuse(relation_type, "an end is missing")
            return
        source, target = Ref(ends["from"]), Ref(ends["to"])
        self._assembly.relation(relation_type, source, target, values, mark)

    @staticmethod
    def _values(attributes: dict[str, Attribute], given: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, cell in given.items():
            attribute = attributes.get(name)
            if attribute is None:
                continue
            plain = type(cell) is str and "\\" not in cell  # as nearly all are
            value = cell.strip() or None if plain else cell_value(attribute, cell)
            if value is not None:
                found[name] = value
        return found


def filled_rows(rows: Iterator[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
    """Return the rows in which some cell holds something."""
    return [
        (number, cells)
        for number, cells in rows
        if any(c not in ("", None) and not (isinstance(c, str) and not c.strip()) for c in cells)
    ]
