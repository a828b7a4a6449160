"""Workbooks and CSV files without a mapping: native, of a known tool, or guessed for certain."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.forms import HELPER_SHEETS
from archrepo.domain.metamodel import plural_snake_case
from archrepo.domain.reading import Reading
from archrepo.domain.text import did_you_mean, normalise
from archrepo.readers import csv_file, workbook
from archrepo.readers.assembly import Assembly
from archrepo.readers.guess_tables import SURE
from archrepo.readers.guessing import Guess, guess_tables
from archrepo.readers.known_formats import known_format
from archrepo.readers.mapping import read_mapped
from archrepo.readers.mapping_file import shipped_mappings
from archrepo.readers.names import Names
from archrepo.readers.source import MAX_BINARY_BYTES, digest, invalid, read_bytes
from archrepo.readers.tables import Table, TablePlaces, TableReader
from archrepo.readers.workbook_hidden import HIDDEN_CODE, all_notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.importing.mapping import Mapping

_NEAR = 0.8  # likeness of a file's name to a kind's from which on it may be misspelt
_SHOWN = 3  # questions of a guess that an error repeats


@dataclass(slots=True)
class Loaded:
    """The tables of one file, or of a folder of CSV files, and what reading them brought up."""

    path: Path
    form: str
    tables: list[Table] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    sha256: str = ""


def read_spreadsheets(
    paths: Sequence[Path], metamodel: Metamodel, report: Report | None = None
) -> tuple[Reading, ...]:
    """Return what files, or folders of CSV files, state that come without a mapping.

    Raises:
        InvalidDataError: One cannot be read, or nobody can tell what it means.
    """
    loaded = [load(path, report) for path in paths]
    tables = [table for each in loaded for table in each.tables]
    if not any(table.rows for table in tables):
        hint = "export it again, or leave it out"
        raise invalid("AR113", "there is no row in it", file=str(paths[0]), hint=hint)
    form = known_format(tables, metamodel)
    if form is not None:
        message = f"taken for {form.description}: read through the mapping '{form.name}'"
        return (_mapped(loaded, form, metamodel, [_note("AR118", message, loaded)], report),)
    names = Names(metamodel)
    natives = [_native(each, names) for each in loaded]
    if all(reading is not None and _is_understood(reading) for reading in natives):
        return tuple(reading for reading in natives if reading is not None)
    guess = guess_tables(_copies(tables), loaded[0].path, metamodel)
    understood = any(reading is not None for reading in natives)
    if guess.is_certain and guess.mapping is not None and (_adds(guess, names) or not understood):
        notes = _told(guess, loaded)
        return (_mapped(loaded, guess.mapping, metamodel, notes, report),)
    read = tuple(
        reading if reading is not None else _uncertain(guess, each, loaded, metamodel)
        for reading, each in zip(natives, loaded, strict=True)
    )
    return read


def load(path: Path, report: Report | None = None) -> Loaded:
    """Return the tables of a workbook, a CSV file, or the CSV files of a folder.

    Raises:
        InvalidDataError: It cannot be read.
    """
    if path.is_dir():
        files = sorted(f for f in path.iterdir() if f.suffix.lower() in csv_file.SUFFIXES)
    else:
        files = [path]
    contents = []
    found = Loaded(path, "csv")
    for position, file in enumerate(files):
        if report is not None:
            report("reading", position, len(files))
        content = read_bytes(file, MAX_BINARY_BYTES)
        contents.append(content)
        if workbook.is_workbook(file, content):
            found.form = "workbook"
            sheets = workbook.sheets(file, content, report)
            tables = [sheet for sheet in sheets if sheet.name not in HELPER_SHEETS]
            found.tables += tables
            found.problems += all_notes(tables)
        else:
            found.tables.append(csv_file.csv_table(file, content, found.problems))
    if not files:
        raise invalid("AR113", "there is no CSV file in it", file=str(path), hint="check the path")
    found.sha256 = digest(contents)
    return found


def _native(loaded: Loaded, names: Names) -> Reading | None:
    """Return what tables named after kinds and relations state; None where none is so named."""
    tables: list[Table] = []
    places = TablePlaces(tables)
    reading = Reading(str(loaded.path), loaded.form, loaded.sha256, places, row_at=places.row_at)
    unread = {table.sheet for table in loaded.tables if names.owner(table.name) is None}
    reading.diagnostics += [
        told
        for told in loaded.problems
        if told.code != HIDDEN_CODE or told.place.sheet not in unread
    ]
    assembly = Assembly(reading, names)
    reader = TableReader(assembly)
    for table in _copies(loaded.tables):
        owner = names.owner(table.name)
        if owner is not None:
            tables.append(table)
            reader.read(table, len(tables) - 1, owner)
        else:
            _say_unknown(table, assembly)
    return reading if tables else None


def _is_understood(reading: Reading) -> bool:
    """Return whether every table and column was known: then nothing needs to be guessed."""
    return not any(d.code in ("AR102", "AR103", "AR114") for d in reading.diagnostics)


def _adds(guess: Guess, names: Names) -> bool:
    """Return whether a guess takes a table or a column that the native form does not know."""
    for table in guess.tables:
        if table.owner is None:
            continue
        if table.tree or table.matrix or names.owner(table.table.name) != table.owner:
            return True
        known = names.columns(table.owner)
        taken = (column.header for column in table.columns if column.attribute or column.link)
        if any(normalise(header) not in known for header in taken):
            return True
    return False


def _say_unknown(table: Table, assembly: Assembly) -> None:
    names = assembly.names
    known = [*map(plural_snake_case, names.metamodel.portfolio_kinds), *names.metamodel.relations]
    file = shlex.quote(table.file)
    hint = f"'archrepo mapping guess {file}' reads sheets of any layout and writes a mapping"
    if near := did_you_mean(table.name, [*known, *names.kinds]):
        hint = f"{near} 'archrepo mapping guess {file}' reads sheets of any layout"
    what = f"sheet {table.name}" if table.sheet else f"file {table.name}"
    said = f"sheet '{table.name}' is not read" if table.sheet else "the file is not read"
    assembly.warn("AR103", said, Place(table.file, table.sheet), hint)
    assembly.refuse(what, f"unknown {what.split()[0]}", max(len(table.rows) - 1, 0))


def _mapped(
    loaded: Sequence[Loaded],
    mapping: Mapping,
    metamodel: Metamodel,
    notes: list[Diagnostic],
    report: Report | None,
) -> Reading:
    tables = _copies([table for each in loaded for table in each.tables])
    paths = [each.path for each in loaded]
    reading = read_mapped(paths, mapping, metamodel, report, tables=tables)
    reading.sha256 = digest([each.sha256.encode() for each in loaded])
    before = [problem for each in loaded for problem in each.problems]
    reading.diagnostics[:0] = [*notes, *before]
    return reading


def _told(guess: Guess, loaded: Sequence[Loaded]) -> list[Diagnostic]:
    """Return a note for each table: what it was taken for."""
    found: list[Diagnostic] = []
    files = " ".join(shlex.quote(str(each.path)) for each in loaded)
    for table in guess.tables:
        place = Place(table.table.file, table.table.sheet)
        message = f"guessed: {table.summary}"
        hint = "" if found else f"to correct it: archrepo mapping guess {files}"
        found.append(Diagnostic("AR117", Level.NOTE, message, place, hint))
    return found


def _uncertain(
    guess: Guess, loaded: Loaded, together: Sequence[Loaded], metamodel: Metamodel
) -> Reading:
    """Refuse a file of which nobody can tell what it means, read with others.

    Raises:
        InvalidDataError: Always.
    """
    known = [*map(plural_snake_case, metamodel.portfolio_kinds), *metamodel.relations]
    files = " ".join(shlex.quote(str(each.path)) for each in together)
    hint = f"'archrepo mapping guess {files}' writes a mapping, to correct and give with --mapping"
    if near := get_close_matches(loaded.path.stem.lower(), known, 3, _NEAR):
        hint = f"{did_you_mean(loaded.path.stem, near)} {hint}"
    if guess.mapping is None:
        shipped = ", ".join(shipped_mappings())
        reasons = {table.reason for table in guess.tables if table.confidence >= SURE}
        told = "no name and no column of a kind or relation"
        raise invalid(
            "AR103",
            f"nothing tells what it holds: {reasons.pop() if len(reasons) == 1 else told}",
            file=str(loaded.path),
            hint=f"{hint}; there are {shipped}",
        )
    asked = guess.questions
    more = [f"and {len(asked) - _SHOWN} more questions"] if len(asked) > _SHOWN + 1 else []
    reason = "; ".join([*(asked[:_SHOWN] if more else asked), *more])
    message = f"what it means is not certain: {reason}"
    unsure = next((table.table.file for table in guess.tables if table.asked), str(loaded.path))
    raise invalid("AR119", message, file=unsure, hint=hint)


def _note(code: str, message: str, loaded: Sequence[Loaded]) -> Diagnostic:
    return Diagnostic(code, Level.NOTE, message, Place(str(loaded[0].path)))


def _copies(tables: Sequence[Table]) -> list[Table]:
    """Return tables that readers may cut down to their header, the rows themselves shared."""
    return [replace(table, columns={}) for table in tables]
