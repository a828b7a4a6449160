"""CSV files: encoding and delimiter found out, rows with their true line numbers."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.forms import unguarded
from archrepo.readers.source import decode_utf8, invalid
from archrepo.readers.tables import Table, filled_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
DELIMITERS = (";", ",", "\t", "|")
MAX_ROWS = 3_000_000
_END = "\ue000"  # comes after the text as a record of its own, unless a quote is open there
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BYTE_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_FRENCH = set("éèêëàâçùûüôöîïœÉÈÊÀÇÔÎŒ’«»–…°€")


@dataclass(frozen=True, slots=True)
class CsvText:
    """Text of a CSV file, and how it was found to be written."""

    text: str
    encoding: str
    guessed: bool


def csv_table(
    path: Path,
    content: bytes,
    problems: list[Diagnostic],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """Return the rows of a CSV file; what was guessed or lost goes to `problems`.

    Raises:
        InvalidDataError: If the bytes are no text in `encoding`, or no CSV.
    """
    decoded = decode_csv(content, str(path), encoding)
    place = Place(str(path))
    if decoded.guessed:
        message = f"is not UTF-8: read as {decoded.encoding}"
        hint = "check the accents, or state `encoding` in a mapping"
        problems.append(Diagnostic("AR112", Level.NOTE, message, place, hint))
    lost = decoded.text.count("\ufffd")
    if lost:
        message = f"{lost:,} characters were lost before this file was written (shown as \ufffd)"
        hint = "export it again in UTF-8 from where it comes"
        problems.append(Diagnostic("AR112", Level.WARNING, message, place, hint))
    rows = filled_rows(_records(decoded.text, delimiter or find_delimiter(decoded.text), path))
    _check_widths(rows, place, problems)
    return Table(str(path), path.stem, "", rows)


def decode_csv(content: bytes, file: str, encoding: str | None = None) -> CsvText:
    """Return the text of `content`: in `encoding`, else UTF-8 or UTF-16, else the likeliest.

    Raises:
        InvalidDataError: If it is no text.
    """
    if encoding:
        try:
            return CsvText(content.decode(encoding), encoding, guessed=False)
        except (UnicodeDecodeError, LookupError) as error:
            hint = "correct `encoding` in the mapping"
            raise invalid("AR101", f"is not {encoding}: {error}", file=file, hint=hint) from None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return CsvText(decode_utf8(content, file), "utf-16", guessed=False)
    if content[:4096].count(0) > len(content[:4096]) // 10:
        hint = "save it as CSV in UTF-8"
        raise invalid("AR101", "is binary, not text", file=file, hint=hint)
    try:
        return CsvText(content.decode("utf-8-sig"), "utf-8", guessed=False)
    except UnicodeDecodeError:
        likeliest = max(_BYTE_ENCODINGS, key=lambda name: _likelihood(content, name))
        text = content.decode(likeliest, errors="replace")
        return CsvText(text, likeliest, guessed=True)


def _likelihood(content: bytes, encoding: str) -> int:
    """Return how much the bytes beyond ASCII look like French in `encoding`."""
    beyond = Counter(byte for byte in content[:200_000] if byte >= 0x80)
    score = 0
    for byte, count in beyond.items():
        letter = bytes([byte]).decode(encoding, errors="replace")
        score += count if letter in _FRENCH else -count
    return score


def find_delimiter(text: str) -> str:
    """Return the delimiter that parts the first records most evenly into most cells."""
    start = "".join(islice(io.StringIO(text), 50))
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            records = [
                r for r in islice(csv.reader(io.StringIO(start), delimiter=delimiter), 30) if r
            ]
        except csv.Error:
            continue
        if not records or len(records[0]) < 2:
            continue
        width = len(records[0])
        even = sum(len(record) == width for record in records) / len(records)
        if even * width > most:
            best, most = delimiter, even * width
    return best


def _records(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield records with the line they start on.

    Raises:
        InvalidDataError: If there are too many, or a quote takes in the end of the text.
    """
    reader = csv.reader(chain(io.StringIO(text, newline=""), (_END,)), delimiter=delimiter)
    held: list[str] | None = None  # the last one is not of the text
    start = line = 1
    try:
        for count, record in enumerate(reader):
            if count > MAX_ROWS:
                raise invalid("AR108", f"more than {MAX_ROWS:,} rows", file=str(path), row=line)
            if held is not None:
                yield start, [unguarded(cell) if cell[:1] == "'" else cell for cell in held]
            held, start, line = record, line, reader.line_num + 1
    except csv.Error as error:
        raise invalid(
            "AR101",
            f"is not CSV: {error}",
            file=str(path),
            row=line,
            hint="a quote may be open from here on",
        ) from None
    if held and held != [_END]:
        taken = held[-1].removesuffix(_END)
        inside = len(_LINE_BREAK.findall(taken)) - taken.endswith(("\r", "\n"))
        raise invalid(
            "AR101",
            "is not CSV: a quote opens here and is never closed",
            file=str(path),
            row=reader.line_num - 1 - inside,
            hint="close it, or take it out",
        )


def _check_widths(
    rows: list[tuple[int, list[str]]], place: Place, problems: list[Diagnostic]
) -> None:
    """Say where rows have more cells than the table is wide: a delimiter inside a text."""
    width = max((len(cells) for _, cells in rows[:20]), default=0)
    for number, cells in rows[20:]:
        if any(cell.strip() for cell in cells[width:]) and len(problems) < 1_000:
            message = f"has {len(cells):,} cells, the table {width:,}"
            hint = "quote texts that hold the delimiter"
            where = Place(place.file, row=number)
            problems.append(Diagnostic("AR109", Level.WARNING, message, where, hint))
