"""What the cells of a column say about its meaning: samples, fits, translations, separators."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import AttributeType
from archrepo.domain.text import normalise
from archrepo.importing.stated import is_id
from archrepo.importing.values import ValueProblemError, parse_value
from archrepo.readers.cells import cell_text, header_text
from archrepo.resources.labels import load_labels
from archrepo.resources.table_words import texts_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.domain.metamodel import Attribute

MAX_DISTINCT = 400
_SEPARATORS = (";", "\n", "|", ",", "/", "+")
_PATHS = (" > ", " / ", " \\ ", "›", "→")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
_THOUSANDS = re.compile(
    r"\bk ?(?:€|eur(?:os?)?|£|\$|usd|chf)(?!\w)|\bmilliers\b|\bthousands?\b", re.I
)
_MILLIONS = re.compile(r"\bm ?(?:€|eur(?:os?)?|£|\$|usd|chf)(?!\w)|\bmillions?\b", re.I)
_ALIKE = 78
"""From such a likeness on, of 100, a value is proposed for a wording that nobody knows."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The cells of one column: how many are filled, and the distinct texts with their number.

    What says that nobody knows is not among them, but apart.
    """

    filled: int
    counts: Counter[str]
    cells: tuple[Any, ...]
    unknowns: frozenset[str] = frozenset()

    @property
    def texts(self) -> list[str]:
        """The distinct texts, the first seen first."""
        return list(self.counts)

    @property
    def repeated(self) -> float:
        """Share of the filled cells that say what another one says."""
        return 1 - len(self.counts) / self.filled if self.filled else 0.0


def sample_of(rows: Sequence[tuple[int, list[Any]]], column: int) -> Sample:
    """Return the sample of a column of rows without their header."""
    counts: Counter[str] = Counter()
    cells: dict[str, Any] = {}
    unknowns: set[str] = set()
    nothing = texts_of("unknowns")
    for _, row in rows:
        cell = row[column] if column < len(row) else ""
        text = cell_text(cell)
        if text.casefold() in nothing:
            unknowns.add(text)
        elif text:
            counts[text] += 1
            if len(cells) < MAX_DISTINCT:
                cells.setdefault(text, cell)
    return Sample(counts.total(), counts, tuple(cells.values()), frozenset(unknowns))


def fit(attribute: Attribute, sample: Sample) -> float:
    """Return the share of the distinct values that are values of `attribute`; 1 for no values."""
    if not sample.cells:
        return 1.0
    if attribute.name == "id":
        return sum(is_id(cell_text(cell).lower()) for cell in sample.cells) / len(sample.cells)
    if attribute.value_type is AttributeType.DATE and date_format(sample) is not None:
        return 1.0
    good = sum(_is_value(attribute, cell) for cell in sample.cells)
    return good / len(sample.cells)


def _is_value(attribute: Attribute, cell: Any) -> bool:
    if isinstance(cell, (dt.date, dt.datetime)) and attribute.value_type is not AttributeType.DATE:
        return attribute.value_type is AttributeType.STRING and attribute.enumeration is None
    if attribute.value_type is AttributeType.DATE and isinstance(cell, (int, float)):
        return 1950 <= cell <= 2100  # a year
    if attribute.enumeration is not None and proposal(attribute, cell_text(cell))[1] == 1:
        return True
    try:
        parse_value(attribute, cell)
    except ValueProblemError:
        return False
    return True


def translations(attribute: Attribute, sample: Sample) -> dict[str, tuple[str | None, float]]:
    """Return every text that is no value itself → the value proposed, and the confidence in it."""
    if attribute.enumeration is None:
        return {}
    found: dict[str, tuple[str | None, float]] = {}
    for text in sample.texts[:MAX_DISTINCT]:
        try:
            parse_value(attribute, text)
        except ValueProblemError:
            found[text] = proposal(attribute, text)
    return found


def proposal(attribute: Attribute, text: str) -> tuple[str | None, float]:
    """Return the value that a wording seems to mean, and the confidence in it from 0 to 1."""
    from rapidfuzz import fuzz, process

    if attribute.enumeration is None:
        return None, 0.0
    words = load_labels().value_aliases(attribute.enumeration)
    folded = normalise(text)
    bare = normalise(re.sub(r"^\W*\d+\W*|\(.*?\)", " ", text))  # `3 - High (24/7)`
    for wording in (folded, bare):
        if wording in words:
            return words[wording], 1.0
    contained = {value for word, value in words.items() if f" {word} " in f" {bare} "}
    if len(contained) == 1:
        return contained.pop(), 0.8
    if len(bare) < 3:
        return None, 0.0
    near = process.extractOne(bare, words.keys(), scorer=fuzz.WRatio, score_cutoff=_ALIKE)
    return (words[near[0]], round(near[1] / 100 * 0.8, 2)) if near else (None, 0.0)


def separator(sample: Sample, *, of_paths: bool, of_people: bool) -> str | None:
    """Return what parts several values in the cells, if anything does.

    Args:
        sample: The cells.
        of_paths: Whether the values may be paths, so that a slash parts no values.
        of_people: Whether they may be `NAME, First name`, so that a comma parts no values.
    """
    texts = sample.texts[:MAX_DISTINCT]
    for mark in _SEPARATORS:
        if (mark == "/" and of_paths) or (mark == "," and of_people):
            continue
        having = [text for text in texts if mark in text.strip(mark + " ")]
        enough = len(having) >= max(1, len(texts) * 0.05)
        parts = [part.strip() for text in having for part in text.split(mark)]
        short = parts and max(map(len, parts)) <= 80 and all(parts)
        if enough and short and (mark in ";\n|" or _stand_alone(parts, texts)):
            return mark
    return None


def _stand_alone(parts: Sequence[str], texts: Sequence[str]) -> bool:
    """Return whether parts of cells are found elsewhere: whole, or in another cell."""
    counts = Counter(map(normalise, parts))
    whole = {normalise(text) for text in texts}
    shared = sum(count > 1 or part in whole for part, count in counts.items())
    return shared * 3 >= len(counts)


def path_separator(sample: Sample) -> str | None:
    """Return what parts the names of paths, where most cells are paths."""
    texts = sample.texts[:MAX_DISTINCT]
    for mark in _PATHS:
        if sum(mark in text for text in texts) * 2 > len(texts) > 1:
            return mark.strip()
    return None


def indented(rows: Sequence[tuple[int, list[Any]]], column: int) -> bool:
    """Return whether the cells of a column stand further right the deeper they are in a tree."""
    cells = [row[column] for _, row in rows if column < len(row) and isinstance(row[column], str)]
    widths = [len(cell) - len(cell.lstrip(" \t\u00a0\u2003")) for cell in cells if cell.strip()]
    return len(set(widths)) > 1 and widths[0] == min(widths) and sum(map(bool, widths)) > 1


def date_format(sample: Sample) -> str | None:
    """Return the format of slashed dates that are not read day/month/year as they are."""
    found = [match for text in sample.texts if (match := _SLASHED.fullmatch(text))]
    if not found or len(found) * 2 < len(sample.texts):
        return None
    year = "yyyy" if len(found[0][3]) == 4 else "yy"
    if any(int(match[2]) > 12 for match in found):
        return f"mm/dd/{year}"
    return f"dd/mm/{year}" if year == "yy" else None


def is_last_day(header: str) -> bool:
    """Return whether a header says that its dates are the last days of something."""
    folded = normalise(header_text(header))
    if folded.startswith(("fin de vie", "end of life")):
        return False
    return any(f" {word} " in f" {folded} " for word in words_of("last_days"))


def factor_said(header: str) -> int:
    """Return what the numbers under a header are to be multiplied by: 1000 for `Coût (k€)`."""
    if _THOUSANDS.search(header):
        return 1_000
    return 1_000_000 if _MILLIONS.search(header) else 1
