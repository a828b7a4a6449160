"""Reads files of other tools through a mapping: every row counted, whatever becomes of it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Place
from archrepo.domain.forms import REASON_COLUMN
from archrepo.domain.reading import Reading
from archrepo.domain.text import did_you_mean, normalise
from archrepo.importing.mapping import CELL, COLUMN
from archrepo.readers.assembly import Assembly
from archrepo.readers.headers import section_titles
from archrepo.readers.mapped_tables import MappedTables
from archrepo.readers.mapping_binding import bound, matching
from archrepo.readers.mapping_cells import holds, joined, template
from archrepo.readers.mapping_file import load_mapping
from archrepo.readers.mapping_matrix import MatrixCells
from archrepo.readers.mapping_rules import RuleReader, columns_of
from archrepo.readers.merged_cells import fill_across
from archrepo.readers.names import Names
from archrepo.readers.side_by_side import table_beside, warn_of_two
from archrepo.readers.tables import TablePlaces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Mapping as Map

    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.importing.mapping import Lookup, Mapping, Rule
    from archrepo.readers.mapping_cells import Row
    from archrepo.readers.tables import Table


def read_mapped(
    paths: Sequence[Path],
    mapping: Path | Mapping,
    metamodel: Metamodel,
    report: Report | None = None,
    tables: Sequence[Table] | None = None,
) -> Reading:
    """Return what files, or folders of files, state through a mapping, as one set of tables.

    Args:
        paths: CSV or JSON files, workbooks, or folders of such.
        mapping: A mapping, its file, or the name of a shipped one.
        metamodel: Kinds, relations and attributes to read into.
        report: Told of progress.
        tables: The tables of the files, where they have been read already.

    Raises:
        InvalidDataError: If the mapping is wrong, or nothing can be read.
    """
    if isinstance(mapping, Path):
        mapping = load_mapping(mapping, metamodel)
    problems: list[Diagnostic] = []
    sources = MappedTables(paths, mapping, problems, report, tables)
    places = _MappedPlaces(sources.all, {})
    folders = {path.parent for path in paths}
    shown = paths[0] if len(paths) == 1 or len(folders) > 1 else folders.pop()
    reading = Reading(str(shown), f"mapping {mapping.name}", sources.sha256, places)
    reading.files = tuple(map(str, paths))
    reading.diagnostics = problems
    reading.row_at = TablePlaces(sources.all).row_at
    assembly = Assembly(reading, Names(metamodel))
    recognised = tables is not None
    _MappedReader(mapping, sources, assembly, places.columns, recognised).read(report)
    return reading


@dataclass(frozen=True, slots=True)
class _MappedPlaces:
    """Locates marks: a table's position, a row's number, a rule's position, perhaps a column."""

    tables: list[Table]
    columns: dict[tuple[int, int], dict[str, int]]

    def __call__(self, mark: Any, attribute: str | None = None) -> Place:
        position, row, rule, *cell = mark
        column = self.columns.get((position, rule), {}).get(attribute or "", 0)
        column = column or (cell[0] if cell else 0)
        table: Table = self.tables[position]
        return table.place(row, column)


@dataclass(slots=True)
class _Headers:
    """Finds columns by the mapping's names for them, and keeps which are spoken of."""

    table: Table
    mapping: Mapping
    found: dict[str, int | None] = field(default_factory=dict)
    spoken: set[int] = field(default_factory=set)
    _positions: list[dict[str, int]] = field(default_factory=list)

    def index(self, name: str) -> int | None:
        """Return the position of a column from 0; None where the table has none such."""
        if name not in self.found:
            wanted = [name, *self.mapping.headers.get(name, ())]
            if not self._positions:
                last_first = list(enumerate(self.table.header))[::-1]
                self._positions += [{fold(h): p for p, h in last_first} for fold in _FOLDS]
            places = (
                at.get(fold(word))
                for fold, at in zip(_FOLDS, self._positions, strict=True)
                for word in wanted
            )
            self.found[name] = next((p for p in places if p is not None), None)
        return self.found[name]


def _is_optional(name: str, rule: Rule) -> bool:
    return any(name == optional or matching(optional, [name]) for optional in rule.optional)


def _dropped(rule: Rule, headers: _Headers) -> list[str]:
    """Return the columns a rule leaves out, its patterns put into headers."""
    found: list[str] = []
    for name in rule.drop:
        starred = "*" in name
        found += (
            [header for header, _ in matching(name, headers.table.header)] if starred else [name]
        )
    return found


_FOLDS: tuple[Callable[[str], str], ...] = (
    str,
    normalise,
    lambda text: normalise(text).replace(" ", ""),
)


class _MappedReader:
    """Applies the rules of a mapping in their order."""

    def __init__(
        self,
        mapping: Mapping,
        sources: MappedTables,
        assembly: Assembly,
        columns: dict[tuple[int, int], dict[str, int]],
        recognised: bool,
    ) -> None:
        self._mapping = mapping
        self._is_recognised = recognised  # it was found by the headers, and is no file
        self._sources = sources
        self._assembly = assembly
        self._headers: dict[int, _Headers] = {}
        self._taken: dict[int, set[int]] = {}
        self._indexes: dict[tuple[str, str, str], dict[str, Row]] = {}
        self._hits: dict[str, set[str]] = {}
        self._columns = columns
        self._nulls = {"", *mapping.nulls}

    def read(self, report: Report | None) -> None:
        for position, rule in enumerate(self._mapping.rules):
            if report is not None:
                report("mapping", position, len(self._mapping.rules))
            tables = list(self._sources.matching(rule.table, rule.records))
            if not tables and "*" not in rule.optional:
                hint = did_you_mean(rule.table, self._sources.names)
                self._warn(
                    f"no table is called '{rule.table}'", Place(self._assembly.reading.file), hint
                )
            for table in tables:
                self._apply(rule, position, table)
        self._say_what_is_left()

    def _apply(self, rule: Rule, rule_position: int, table: Table) -> None:
        position = self._sources.all.index(table)
        headers = self._headers.setdefault(position, _Headers(table, self._mapping))
        rule = bound(rule, table.header)
        used = self._used(rule, headers)
        reader = RuleReader(rule, self._mapping, self._assembly, table.name)
        rest = self._rest(rule, headers) if rule.rest == "properties" else {}
        self._columns[position, rule_position] = {
            attribute: used[column] + 1
            for attribute, column in reader.places.items()
            if column in used
        }
        matrix = self._matrix(rule, headers) if rule.matrix else None
        beside = table_beside(table.rows)
        if beside and len({column in beside for column in used.values()}) > 1:
            warn_of_two(self._assembly, table, beside)
        taken = self._taken.setdefault(position, set())
        titles = section_titles(table.rows) if rule.sections else {}
        section = ""
        reader.look_at(self._row(cells, used) for _, cells in table.rows[1:])
        for number, cells in table.rows[1:]:
            if number in titles:
                section = titles[number]
                if number not in taken:
                    self._assembly.reading.tally[table.name, "section"] += 1
                taken.add(number)
                continue
            row = self._row(cells, used)
            if rule.sections:
                row[rule.sections] = section
            if rule.tree is not None and rule.tree.indent in used:  # spaces before tell the level
                row[rule.tree.indent] = cells[used[rule.tree.indent]]
            for lookup in rule.lookups:
                row |= self._look_up(lookup, row)
            if all(holds(wanted, row.get(name, "")) for name, wanted in rule.where.items()):
                taken.add(number)
                mark = (position, number, rule_position)
                if matrix is not None:
                    self._take_cells(reader, matrix, row, cells, mark)
                else:
                    others = {key: self._cell(cells, column) for key, column in rest.items()}
                    reader.take(row, others, mark)
        reader.say_shifts(table.place())
        self._say_left_out(reader, matrix, table, used)

    def _say_left_out(
        self, reader: RuleReader, matrix: MatrixCells | None, table: Table, used: Map[str, int]
    ) -> None:
        """Say which cells the mapping takes for nothing without knowing them."""
        hint = "say under `values` what each means, null for nothing"
        if self._is_recognised:
            file = shlex.quote(table.file)
            hint = f"'archrepo mapping guess {file}' writes the mapping to a file: {hint}"
        for each in reader.left_out():
            place = table.place(each.left_out.row, used.get(each.column, -1) + 1)
            said = each.left_out.said(f"'{each.column}'", each.sets)
            self._assembly.warn("AR104", said, place, hint)
        if matrix is not None and matrix.left_out.counts:
            said = matrix.left_out.said("the matrix", "relation")
            hint = "say under `cells` what each means, null for nothing"
            self._assembly.warn("AR104", said, table.place(matrix.left_out.row), hint)

    def _row(self, cells: list[Any], used: Map[str, int]) -> Row:
        return {name: self._cell(cells, column) for name, column in used.items()}

    def _matrix(self, rule: Rule, headers: _Headers) -> MatrixCells:
        """Return the cells of a matrix; its columns are spoken of."""
        said = {headers.index(name) for name in (*columns_of(rule), *_dropped(rule, headers))}
        fill_across(headers.table, lambda merged: merged.columns.start not in said)
        matrix = MatrixCells(rule.matrix, headers.table.header, said)  # type: ignore[arg-type]
        headers.spoken |= {position for position, _ in matrix.columns}
        for number, position in matrix.nameless(headers.table.rows):
            message = "the matrix does not count this column: its header is empty"
            place = headers.table.place(number, position + 1)
            self._warn(message, place, "name the column, or merge its header with the one before")
        if not matrix.columns:
            place = headers.table.place(headers.table.rows[0][0] if headers.table.rows else 0)
            self._warn("the matrix has no column", place, "name its columns under `columns`")
        return matrix

    def _take_cells(
        self, reader: RuleReader, matrix: MatrixCells, row: Row, cells: list[Any], mark: Any
    ) -> None:
        """Make a relation of each filled cell of a row."""
        for position, name, text in matrix.filled(cells):
            if text in self._nulls:
                continue
            at = (*mark, position + 1)
            try:
                given = matrix.meaning(text, mark[1])
            except KeyError:
                place = self._assembly.reading.locate(at)
                message = f"nothing says what '{text}' means in this matrix"
                self._assembly.problem("AR104", message, place, matrix.hint(text))
                continue
            if given is not None:
                reader.take({**row, COLUMN: name, CELL: text}, {}, at, given)

    def _used(self, rule: Rule, headers: _Headers) -> dict[str, int]:
        """Return the columns a rule speaks of, with their positions; say which are missing."""
        made = {name for lookup in rule.lookups for name in lookup.take} | {rule.sections}
        found: dict[str, int] = {}
        for name in columns_of(rule):
            column = headers.index(name)
            if column is not None:
                found[name] = column
            elif name not in made and not _is_optional(name, rule):
                hint = did_you_mean(name, [h for h in headers.table.header if h])
                place = headers.table.place(headers.table.rows[0][0] if headers.table.rows else 0)
                self._warn(f"there is no column '{name}'", place, hint)
        for name in _dropped(rule, headers):
            headers.index(name)
        return found

    def _rest(self, rule: Rule, headers: _Headers) -> dict[str, int]:
        """Return the columns of which a rule says nothing, by header."""
        said = {headers.index(name) for name in (*columns_of(rule), *_dropped(rule, headers))}
        found = {
            header: column
            for column, header in enumerate(headers.table.header)
            if header not in ("", REASON_COLUMN) and column not in said
        }
        for header in found:
            headers.index(header)
        return found

    def _cell(self, cells: list[Any], column: int) -> Any:
        cell = cells[column] if column < len(cells) else ""
        if isinstance(cell, str):
            cell = cell.strip()
            return "" if cell in self._nulls else cell
        return cell

    def _look_up(self, lookup: Lookup, row: Row) -> Row:
        key = template(lookup.find).render(row)
        found = self._index(lookup).get(key, {})
        if found:
            self._hits.setdefault(lookup.table, set()).add(key)
        return {name: found.get(column, "") for name, column in lookup.take.items()}

    def _index(self, lookup: Lookup) -> dict[str, Row]:
        """Return the rows of the table looked in, by their key."""
        name = (lookup.table, lookup.records, lookup.key)
        if name not in self._indexes:
            rows: dict[str, Row] = {}
            for table in self._sources.matching(lookup.table, lookup.records):
                position = self._sources.all.index(table)
                self._taken.setdefault(position, set())
                header = table.header
                key = _Headers(table, self._mapping).index(lookup.key)
                for _, cells in table.rows[1:] if key is not None else ():
                    row = {h: self._cell(cells, c) for c, h in enumerate(header)}
                    rows.setdefault(joined(self._cell(cells, key or 0)), row)
            if not rows:
                place = Place(self._assembly.reading.file)
                self._warn(f"nothing to look up in '{lookup.table}' by '{lookup.key}'", place)
            self._indexes[name] = rows
        return self._indexes[name]

    def _say_what_is_left(self) -> None:
        looked_in = {lookup.table for rule in self._mapping.rules for lookup in rule.lookups}
        ruled = {rule.table for rule in self._mapping.rules}
        left_out = set(self._mapping.ignore)
        for name in self._sources.names:
            if name in left_out:
                count = sum(len(t.rows) - 1 for t in self._sources.matching(name))
                self._assembly.refuse(name, "left out by the mapping", count)
        for position, table in enumerate(self._sources.all):
            if table.name in left_out:
                continue
            if position not in self._taken:
                hint = "write a rule for it, or list it under `ignore`"
                self._warn("the mapping says nothing of this table", table.place(), hint)
                self._assembly.refuse(table.name, "no rule for the table", len(table.rows) - 1)
            elif table.name in looked_in and position not in self._headers:
                found = len(self._hits.get(table.name, ()))
                self._assembly.reading.tally[table.name, "merged"] += found
                left = len(table.rows) - 1 - found
                self._assembly.refuse(table.name, "no row looks it up", left)
            else:
                self._say_left_rows(position, table)
        for name in self._sources.names:
            known = name in left_out or any(t.name == name for t in self._sources.all)
            if not known and name not in looked_in | ruled:
                self._warn(
                    f"the mapping says nothing of '{name}'", Place(self._assembly.reading.file)
                )
                self._assembly.refuse(name, "no rule for the table")

    def _say_left_rows(self, position: int, table: Table) -> None:
        left = len(table.rows) - 1 - len(self._taken[position])
        if left > 0:
            self._assembly.refuse(table.name, "no rule takes the row", left)
            one = f"one of {len(table.rows) - 1:,} rows is taken by no rule"
            many = f"{left:,} of {len(table.rows) - 1:,} rows are taken by no rule"
            self._assembly.note("AR115", one if left == 1 else many, table.place())
        headers = self._headers[position]
        said = {*headers.found.values(), *headers.spoken}
        dropped = {
            headers.index(name)
            for rule in self._mapping.rules
            for name in _dropped(rule, headers)
            if name in headers.found
        }
        drop_all = any(r.rest == "drop" and r.table == table.name for r in self._mapping.rules)
        for column, header in enumerate(table.header):
            if header in ("", REASON_COLUMN) or (column in said and column not in dropped):
                continue
            filled = sum(
                1 for _, cells in table.rows[1:] if self._cell(cells, column) not in ("", [])
            )
            if column in dropped or drop_all:
                self._assembly.refuse(f"{table.name}.{header}", "dropped by the mapping", filled)
                continue
            place = table.place(table.rows[0][0], column + 1)
            hint = "map it, keep it under `properties` or list it under `drop`"
            self._warn(f"the mapping says nothing of column '{header}'", place, hint)
            self._assembly.refuse(f"{table.name}.{header}", "column not mapped", filled)

    def _warn(self, message: str, place: Place, hint: str = "") -> None:
        self._assembly.warn("AR111", message, place, hint)
