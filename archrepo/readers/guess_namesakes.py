"""Tables of one name in several files: a mapping tells tables by their name alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.readers.guess_columns import ColumnGuess
    from archrepo.readers.guess_tables import TableGuess


def with_namesakes_joined(guesses: Sequence[TableGuess]) -> list[TableGuess]:
    """Return guesses of which those laid out alike are one, all their values in it.

    Where tables of one name are laid out otherwise, no mapping can tell them apart: that is asked.
    """
    found: dict[str, TableGuess] = {}
    kept: list[TableGuess] = []
    for guess in guesses:
        first = found.setdefault(guess.table.name, guess)
        if first is guess or guess.owner is None or first.owner is None:
            kept.append(guess)
        elif _alike(first, guess):
            _join(first, guess)
        else:
            guess.questions.append(
                f"{first.table.file} has a table of this name, laid out otherwise: import one file "
                "after the other"
            )
            kept.append(guess)
    return kept


def _alike(first: TableGuess, other: TableGuess) -> bool:
    meanings = [
        (guess.owner, guess.tree, guess.sections, guess.matrix is None, set(map(_meaning, columns)))
        for guess, columns in ((first, first.columns), (other, other.columns))
    ]
    return meanings[0] == meanings[1]


def _meaning(column: ColumnGuess) -> tuple[object, ...]:
    return column.header, column.attribute, column.link, column.separator, column.dates


def _join(first: TableGuess, other: TableGuess) -> None:
    """Take the values and marks of a namesake over."""
    columns = {column.header: column for column in first.columns}
    for column in other.columns:
        known = columns[column.header]
        known.values = {**column.values, **known.values}
        known.confidence = min(known.confidence, column.confidence)
    if first.matrix is not None and other.matrix is not None:
        first.matrix.cells = {**other.matrix.cells, **first.matrix.cells}
        more = [name for name in other.matrix.columns if name not in first.matrix.columns]
        first.matrix.columns += more
    first.questions += [asked for asked in other.questions if asked not in first.questions]
    first.confidence = min(first.confidence, other.confidence)
