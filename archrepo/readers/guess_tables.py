"""What each table of a file seems to hold: its header, its kind, its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import normalise
from archrepo.importing.mapping import Tree
from archrepo.readers.cells import header_text
from archrepo.readers.guess_below import aside, further_header, is_pivot
from archrepo.readers.guess_columns import ColumnGuess, ColumnGuesser
from archrepo.readers.guess_links import look_beside
from archrepo.readers.guess_matrix import MatrixGuess, MatrixGuesser
from archrepo.readers.guess_values import indented, path_separator
from archrepo.readers.headers import (
    HEADER_WITHIN,
    folded_header,
    header_at,
    section_titles,
    with_header,
)
from archrepo.readers.side_by_side import columns_text, table_beside
from archrepo.resources.labels import load_labels
from archrepo.resources.table_words import words_of

if TYPE_CHECKING:
    from archrepo.readers.names import Names
    from archrepo.readers.tables import Table

Rows = list[tuple[int, list[Any]]]

_LEVEL = re.compile(r"(?:l|n|niv|niveau|level|ebene|capability l|capacite l)\s?([0-9])")
LEVELLED = ("Domain", "Scope", "Organisation", "DataObject")
_PATH_HEADERS = {"path", "full path", "chemin", "chemin complet", "hierarchie", "hierarchy", "pfad"}
SURE = 0.8
"""Confidence from which on nobody is asked."""

_OWN_WORD, _KNOWN, _NAMED = 3.0, 1.0, 4.0
_ENDS = ("from", "to")
_SHOWN_ROWS = 5
_PIVOT = "it is a pivot table: give the table it is made of"


@dataclass(slots=True)
class TableGuess:
    """What a table seems to hold.

    Attributes:
        table: The table, from its header on.
        owner: Kind or relation type; None for a table left out.
        confidence: From 0 to 1.
        reason: Why.
        columns: What its columns seem to mean.
        matrix: For a matrix, what it joins.
        tree: How its rows hang together, where they do.
        sections: Whether rows of one cell seem to be titles of the rows below.
        aside: What totals and notes, which are no rows of the table, say where its name stands.
        questions: What somebody should look at.
    """

    table: Table
    owner: str | None
    confidence: float
    reason: str
    columns: list[ColumnGuess] = field(default_factory=list)
    matrix: MatrixGuess | None = None
    tree: Tree | None = None
    sections: bool = False
    aside: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    @property
    def is_certain(self) -> bool:
        """Whether nobody needs to look at it."""
        return not self.asked

    @property
    def asked(self) -> list[str]:
        """What somebody should look at, the table itself, its columns and their values."""
        told = list(self.questions)
        if self.confidence < SURE:
            told.insert(0, f"is it {self.owner}?" if self.owner else "what does it hold?")
        for column in [*self.columns, *(c for of in self.columns for c in of.beside)]:
            meaning = column.attribute or (column.link.relation if column.link else "")
            if meaning and column.confidence < SURE:
                told.append(f"is '{column.header}' {meaning}?")
            told += [
                f"what is '{text}' in '{column.header}'?"
                for text, (_, sure) in column.values.items()
                if sure < 1
            ]
        return told

    @property
    def summary(self) -> str:
        """What it is taken for, column by column, on one line."""
        if self.owner is None:
            return f"left out, since {self.reason}"
        if self.matrix is not None:
            ends = f"{self.matrix.row_kind} × {self.matrix.column_kind}"
            return f"{self.owner}, a matrix {ends}"
        told = [
            f"{c.header} → {c.attribute or c.link.relation}"  # type: ignore[union-attr]
            + (f" × {c.factor:,}" if c.factor != 1 else "")
            for c in self.columns
            if c.attribute or c.link
        ]
        for link in (c for c in self.columns if c.link):
            told += [f"{c.header} → {link.link.relation}.{c.attribute}" for c in link.beside]  # type: ignore[union-attr]
            told += [f"{link.within[1].header} → CONTAINS"] if link.within else []
        kept = [c.header for c in self.columns if not c.confidence and c.sample.filled]
        empty = [c.header for c in self.columns if not c.sample.filled]
        unknowns = [f"'{text}'" for text in self.unknowns]
        shape = " as a tree" if self.tree else ""
        parts = [f"{self.owner}{shape}: {', '.join(told)}"]
        parts += [f"kept as properties: {', '.join(kept)}"] if kept else []
        parts += [f"taken for nothing: {', '.join(unknowns)}"] if unknowns else []
        parts += [f"empty, since colours are not read: {', '.join(empty)}"] if empty[1:] else []
        return "; ".join(parts)

    @property
    def unknowns(self) -> list[str]:
        """Cells that say that nobody knows."""
        return sorted({text for column in self.columns for text in column.sample.unknowns})

    def column(self, attribute: str) -> ColumnGuess | None:
        """Return the column that holds an attribute."""
        return next((column for column in self.columns if column.attribute == attribute), None)


class TableGuesser:
    """Guesses the tables of a file, one after the other, then the matrices between them."""

    def __init__(self, names: Names) -> None:
        self._names = names
        metamodel = names.metamodel
        owners = [*metamodel.portfolio_kinds, *metamodel.relations]
        self._guessers = {owner: ColumnGuesser(owner, names) for owner in owners}
        self._kinds = metamodel.portfolio_kinds
        self._words = {**names.relations, **dict.fromkeys(words_of("coverages"), "COVERS")}
        for kind in self._kinds:
            self._words |= dict.fromkeys(load_labels().kind_words(kind), kind)
        self._words |= names.kinds

    def guess(self, tables: Sequence[Table]) -> list[TableGuess]:
        """Return a guess for each table; headers are found and what stands above is cut."""
        matrices = MatrixGuesser(self._names)
        found = [
            TableGuess(table, None, 0.9, _PIVOT)
            if is_pivot(table.rows)
            else None
            if matrices.is_matrix(table, self._knows)
            else self._table(table)
            for table in tables
        ]
        for guess in found:
            if guess is not None and guess.owner in self._kinds:
                matrices.learn(str(guess.owner), guess)
        return [
            guess if guess is not None else self._matrix(table, matrices)
            for guess, table in zip(found, tables, strict=True)
        ]

    def _knows(self, header: str) -> bool:
        return any(self._guessers[kind].knows(header) for kind in self._kinds)

    def _matrix(self, table: Table, matrices: MatrixGuesser) -> TableGuess:
        matrix = matrices.guess(table)
        guess = TableGuess(table, matrix.relation, matrix.confidence, matrix.reason, matrix=matrix)
        guess.questions += matrix.questions
        return guess

    def _table(self, table: Table) -> TableGuess:
        raw = table.rows
        owner, confidence, reason = self._owner(table.name, raw)
        if owner is None:
            return TableGuess(table, None, confidence, reason)
        table.rows = with_header(raw, self._header_row(raw, owner))
        if len(table.rows) < 2:
            return TableGuess(table, None, 0.9, "there is no row below its header")
        guess = TableGuess(table, owner, confidence, reason)
        guess.columns = self._guessers[owner].guess(table.rows)
        if owner == "Module" and _mostly_alone(guess) and self._named(table.name)[0] != owner:
            owner = guess.owner = "Application"  # a few of them add to others
            guess.columns = self._guessers[owner].guess(table.rows)
        if owner in self._kinds:
            self._shape(guess)
            self._look_below(guess)
            if guess.tree is None and not guess.sections:
                look_beside(guess.columns, table, self._guessers, self._words, SURE)
        missing = _ENDS if owner not in self._kinds else ()
        guess.questions += [
            f"no column seems to hold the end '{end}'" for end in missing if not guess.column(end)
        ]
        return guess

    def _header_row(self, rows: Rows, owner: str) -> int:
        guesser = self._guessers[owner]

        def is_known(text: str) -> bool:
            return guesser.knows(text) or _LEVEL.fullmatch(normalise(text)) is not None

        counts = [
            len({text for cell in cells if (text := header_text(cell)) and is_known(text)})
            for cells in _headers(rows)
        ]
        most = max(counts, default=0)
        return counts.index(most) if most else _widest(rows)

    def _owner(self, name: str, rows: Rows) -> tuple[str | None, float, str]:
        """Return what a table holds, by its name and by the header it has most of."""
        if not rows:
            return None, 0.9, "it is empty"
        named, likeness = self._named(name)
        headers = [
            [(folded_header(cell), header_text(cell)) for cell in cells] for cells in _headers(rows)
        ]
        scores = {owner: self._score(owner, headers) for owner in self._guessers}
        if named in self._kinds or scores.get(named or ""):  # a relation has both its ends
            scores[str(named)] += _NAMED
        best = max(scores, key=lambda owner: scores[owner])
        score = scores[best]
        if score < 2 * _KNOWN or (score < _NAMED + _KNOWN and best == named):
            return None, 0.9 if _is_prose(rows) else 0.3, "it is no table of anything known"
        second = max(value for owner, value in scores.items() if owner != best)
        if best == named:
            return best, likeness, f"it is called '{name}'"
        margin = (score - second) / score
        sure = min(0.95, 0.6 + margin + 0.02 * score)
        return best, round(sure, 2), "its columns are most like those of this kind"

    def _named(self, name: str) -> tuple[str | None, float]:
        """Return what a table's name says that it holds, and how surely."""
        from rapidfuzz import fuzz, process

        owner = self._names.owner(name)
        if owner is not None:
            return owner, 1.0
        folded = f" {normalise(name)} "
        held = [word for word in self._words if f" {word} " in folded or f" {word}s " in folded]
        if held:
            return self._words[max(held, key=len)], 0.95
        near = process.extractOne(folded, self._words.keys(), scorer=fuzz.ratio, score_cutoff=88)
        return (self._words[near[0]], 0.7) if near else (None, 0.0)

    def _score(self, owner: str, headers: Sequence[Sequence[tuple[str, str]]]) -> float:
        """Return how much some row looks like the header of a table of `owner`."""
        columns = self._names.columns(owner)
        guesser = self._guessers[owner]
        own = set(self._names.kinds) if owner in self._kinds else set()
        best = 0.0
        for cells in headers:
            known: dict[str, float] = {}
            for folded, text in cells:
                target = columns.get(folded, "")
                if owner in LEVELLED and _LEVEL.fullmatch(folded):
                    target = folded
                if not folded or not (target or guesser.knows(text)):
                    continue
                says_kind = target in ("name", "id") and any(
                    f" {word} " in f" {folded} " for word in own if self._names.kind(word) == owner
                )
                worth = _OWN_WORD if says_kind else _KNOWN
                known[target or folded] = max(known.get(target or folded, 0.0), worth)
            if owner not in self._kinds and not all(end in known for end in _ENDS):
                continue
            best = max(best, sum(known.values()))
        return best

    def _shape(self, guess: TableGuess) -> None:
        """Take note of how rows hang together, of what names them, and of versions."""
        kind = str(guess.owner)
        body = guess.table.rows[1:]
        levels = [c.header for c in guess.columns if _LEVEL.fullmatch(normalise(c.header))]
        name = guess.column("name")
        path = next((c for c in guess.columns if normalise(c.header) in _PATH_HEADERS), None)
        kinds = ["Domain", "Scope"] if kind in ("Domain", "Scope") else [kind]
        if len(levels) > 1 and kind in LEVELLED:
            guess.tree = Tree(levels=levels, kinds=kinds)
        elif path is not None and kind in ("Domain", "Scope") and path_separator(path.sample):
            mark = str(path_separator(path.sample))
            guess.tree = Tree(path=path.header, separator=mark, kinds=kinds)
        elif (
            name is not None and kind in (*kinds, "Organisation") and indented(body, name.position)
        ):
            guess.tree = Tree(indent=name.header, kinds=kinds)
        if guess.tree is None and (titles := _titles(guess)):
            guess.sections = True
            shown = ", ".join(str(number) for number in titles[:_SHOWN_ROWS])
            guess.questions.append(f"rows {shown} hold one cell only: titles of sections?")
        if guess.tree is not None:
            said = {*levels, guess.tree.indent, guess.tree.path}
            guess.columns = [c for c in guess.columns if c.header not in said]
        elif name is None:
            self._name_otherwise(guess)

    def _look_below(self, guess: TableGuess) -> None:
        """Take note of totals and notes, which are no nodes, and of another table below."""
        known = guess.column("id") or guess.column("name")
        rows = guess.table.rows
        if known is not None and guess.tree is None and not guess.sections:
            guess.aside = list(aside(rows, known.position))
        if beside := table_beside(rows):
            where = columns_text(beside)
            message = f"another table seems to stand in columns {where}: give it a sheet of its own"
            guess.questions.append(message)
        if number := further_header(rows, self._knows):
            message = f"another table seems to begin in row {number}: give it a sheet of its own"
            guess.questions.append(message)

    @staticmethod
    def _name_otherwise(guess: TableGuess) -> None:
        """Take the unknown column whose cells differ most as the name."""
        if guess.owner == "Flow" and guess.column("from") is None and _has_ends(guess):
            return
        free = [c for c in guess.columns if not c.confidence and c.sample.filled]
        texts = [
            c
            for c in free
            if not c.sample.repeated and not any(t.isdigit() for t in c.sample.texts)
        ]
        if not texts:
            if guess.column("id") is None:
                guess.questions.append("no column seems to hold the name")
            return
        column = texts[0]
        column.attribute, column.confidence = "name", 0.6
        column.reason = "the first column whose texts are all different"


def _mostly_alone(guess: TableGuess) -> bool:
    """Return whether most rows name nothing that they are part of."""
    parent = guess.column("parent")
    return parent is None or parent.sample.filled * 2 < len(guess.table.rows) - 1


def _titles(guess: TableGuess) -> list[int]:
    """Return the rows that seem to be titles: several, or written as names here are not."""
    name = guess.column("name") or guess.column("id")
    titles = section_titles(guess.table.rows)
    if name is None or len(titles) * 2 > len(guess.table.rows):
        return []
    others = [t for t in name.sample.texts if t not in titles.values()]
    loud = all(t.isupper() for t in titles.values()) and not all(t.isupper() for t in others)
    return list(titles) if titles and (loud or len(titles) > 1) else []


def _headers(rows: Rows) -> Iterator[list[Any]]:
    """Yield each row that may be the header, with what the row above adds to it."""
    for position in range(min(len(rows), HEADER_WITHIN)):
        yield header_at(rows, position)


def _has_ends(guess: TableGuess) -> bool:
    found = {column.link.relation for column in guess.columns if column.link}
    return {"EMITS", "FEEDS"} <= found


def _widest(rows: Rows) -> int:
    widths = [sum(bool(header_text(c)) for c in cells) for _, cells in islice(rows, HEADER_WITHIN)]
    return widths.index(max(widths)) if widths else 0


def _is_prose(rows: Rows) -> bool:
    """Return whether rows are explanations rather than a table: hardly more than one cell each."""
    return all(sum(bool(header_text(cell)) for cell in cells) <= 2 for _, cells in rows[:200])
