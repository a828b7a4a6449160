"""Guesses the mapping of spreadsheets: what their tables and columns mean, and how surely."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archrepo.domain.forms import HELPER_SHEETS
from archrepo.readers import csv_file, workbook
from archrepo.readers.guess_namesakes import with_namesakes_joined
from archrepo.readers.guess_tables import TableGuesser
from archrepo.readers.guess_writing import MappingWriter, name_of
from archrepo.readers.known_formats import known_format
from archrepo.readers.mapped_tables import files_below
from archrepo.readers.mapping_file import mapping_text, parse_mapping
from archrepo.readers.names import Names
from archrepo.readers.source import MAX_BINARY_BYTES, invalid, read_bytes
from archrepo.readers.workbook_hidden import all_notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.importing.mapping import Mapping
    from archrepo.readers.guess_tables import TableGuess
    from archrepo.readers.tables import Table


@dataclass(frozen=True, slots=True)
class Guess:
    """What some files seem to mean.

    Attributes:
        text: The mapping file, with comments.
        mapping: The same, understood; None where no table is of a known sort.
        tables: What each table seems to hold.
        problems: What reading the files brought up.
    """

    text: str
    mapping: Mapping | None
    tables: tuple[TableGuess, ...]
    problems: tuple[Diagnostic, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether the files can be imported without anybody looking at the guess."""
        return self.mapping is not None and all(table.is_certain for table in self.tables)

    @property
    def questions(self) -> list[str]:
        """What somebody should look at before the files are imported."""
        return [f"{t.table.name}: {asked}" for t in self.tables for asked in t.asked]


def guess_mapping(
    paths: Sequence[Path],
    metamodel: Metamodel,
    report: Report | None = None,
    lang: str = "en",
) -> Guess:
    """Return the mapping that spreadsheets seem to need: of a known tool's, the shipped one.

    Args:
        paths: CSV files, workbooks, or folders of such.
        metamodel: Kinds, relations and attributes to read into.
        report: Told of progress.
        lang: Language of the mapping's comments.

    Raises:
        InvalidDataError: One of them is no table, or cannot be read.
    """
    problems: list[Diagnostic] = []
    tables = _tables(paths, problems, report)
    known = known_format(tables, metamodel)
    if known is not None:
        return Guess(mapping_text(known.name), known, (), tuple(problems))
    guess = guess_tables(tables, paths[0], metamodel, lang)
    return replace(guess, problems=tuple(problems))


def guess_tables(
    tables: Sequence[Table], path: Path, metamodel: Metamodel, lang: str = "en"
) -> Guess:
    """Return the mapping that tables seem to need, which come from `path` and perhaps others."""
    names = Names(metamodel)
    guesses = with_namesakes_joined(TableGuesser(names).guess(tables))
    name = name_of(path.absolute().stem)
    shown = shown_path(path)
    said = (
        f"Guessed from {shown}: correct what is wrong, then",
        f"  archrepo mapping check {shown} --mapping {name}.mapping.yaml",
        f"  archrepo import {shown} --mapping {name}.mapping.yaml",
        "In brackets, how sure each guess is; 'ask' marks what somebody has to decide.",
    )
    text = MappingWriter(name, guesses, names, lang).text(said)
    known = [guess for guess in guesses if guess.owner]
    is_whole = known and "{?}" not in text
    mapping = parse_mapping(text, f"{name}.mapping.yaml", metamodel) if is_whole else None
    return Guess(text, mapping, tuple(guesses))


def _tables(
    paths: Sequence[Path], problems: list[Diagnostic], report: Report | None
) -> list[Table]:
    found: list[Table] = []
    for path in (file for given in paths for file in files_below(given)):
        suffix = path.suffix.lower()
        content = read_bytes(path, MAX_BINARY_BYTES)
        if workbook.is_workbook(path, content):
            sheets = workbook.sheets(path, content, report)
            of_file = [sheet for sheet in sheets if sheet.name not in HELPER_SHEETS]
            found += of_file
            problems += all_notes(of_file)
        elif suffix in csv_file.SUFFIXES or not suffix:
            found.append(csv_file.csv_table(path, content, problems))
        else:
            hint = "a mapping is guessed for CSV files and workbooks"
            raise invalid("AR101", "is no table", file=str(path), hint=hint)
    if not any(table.rows for table in found):
        raise invalid("AR113", "there is no row in it", file=str(paths[0]), hint="check the path")
    return found


def shown_path(path: Path) -> str:
    """Return the name of a file as a command line takes it."""
    return shlex.quote(path.name)
