"""Matrix sheets: found by the marks in their cells, understood by what stands on their edges."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import normalise
from archrepo.readers.cells import cell_text, header_text
from archrepo.readers.headers import HEADER_WITHIN, with_header
from archrepo.readers.merged_cells import fill_across
from archrepo.resources.table_words import mark_key, marks, matrix_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archrepo.readers.guess_tables import TableGuess
    from archrepo.readers.merged_cells import Merged
    from archrepo.readers.names import Names
    from archrepo.readers.tables import Table

_CRUD = re.compile(r"[CRUD]{1,4}")
_FEWEST = 2  # columns that make a matrix
_SURE = 0.9
_LONGEST = 30  # characters of two marks in a cell


@dataclass(slots=True)
class MatrixGuess:
    """What a matrix seems to join.

    Attributes:
        relation: Relation type.
        label: Header of the column that names what the rows are.
        columns: Headers of the columns that are nodes too.
        row_kind: Kind of what the rows are.
        column_kind: Kind of what the columns are.
        rows_first: Whether the relation starts from the rows.
        cells: Cell → attributes of the relation, None where it means none; with the confidence.
        confidence: From 0 to 1.
        reason: Why.
        questions: What somebody should look at.
    """

    relation: str
    label: str
    columns: list[str]
    row_kind: str
    column_kind: str
    rows_first: bool
    cells: dict[str, tuple[dict[str, str] | None, float]]
    confidence: float
    reason: str
    others: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


class MatrixGuesser:
    """Guesses matrices, once the names in the other tables are known."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[str, set[str]] = defaultdict(set)

    def learn(self, kind: str, guess: TableGuess) -> None:
        """Take note of the names and ids of a kind that a table holds."""
        for attribute in ("name", "id", "aliases"):
            column = guess.column(attribute)
            if column is not None:
                self._known[kind] |= {normalise(text) for text in column.sample.texts}
        for header in _tree_columns(guess):
            position = guess.table.header.index(header)
            kinds = guess.tree.kinds if guess.tree else [kind]
            cells = (row[position] for _, row in guess.table.rows[1:] if position < len(row))
            self._known[kinds[-1]] |= {normalise(_last(guess, cell)) for cell in cells}

    def is_matrix(self, table: Table, knows: Callable[[str], bool]) -> bool:
        """Return whether a table has marks under most of its headers, and cut what stands above."""
        at = self._header_row(table)
        if at is None:
            return False
        rows = _all_filled(table, with_header(table.rows, at))
        marked = _marked(rows)
        if not marked:
            return False
        unknown = [header_text(rows[0][1][column]) for column in marked]
        unknown = [name for name in unknown if not knows(name)]
        width = sum(bool(header_text(cell)) for cell in rows[0][1])
        if len(unknown) < _FEWEST or len(unknown) * 2 < width - 1:
            return False
        table.rows = rows
        return True

    def guess(self, table: Table) -> MatrixGuess:
        """Return what a matrix joins, its header being the first row."""
        header, body = table.header, table.rows[1:]
        marked = _marked(table.rows)
        columns = list(dict.fromkeys(header[column] for column in marked))
        before = [p for p in range(marked[0]) if any(_text(row, p) for _, row in body)]
        label = max(before, key=lambda p: len({_text(row, p) for _, row in body}), default=0)
        counts = Counter(_text(row, p) for _, row in body for p in marked if _text(row, p))
        relation, by_name = self._relation(table.name, counts)
        row_names = {normalise(_text(row, label)) for _, row in body}
        row_kind, column_kind, rows_first, sure, why = self._ends(
            relation, header[label], row_names, {normalise(name) for name in columns}
        )
        cells, questions = _meanings(relation, counts)
        reason = f"marks under {len(columns)} columns; {why}"
        confidence = sure if by_name or sure >= _SURE else sure * 0.8
        others = [header[p] for p in before if p != label and header[p]]
        made = (relation, header[label], columns, row_kind, column_kind, rows_first, cells)
        return MatrixGuess(*made, round(confidence, 2), reason, others, questions)

    def _header_row(self, table: Table) -> int | None:
        """Return the row of most texts under which marks stand."""
        rows = table.rows[:HEADER_WITHIN]
        found = None
        most = _FEWEST
        for at, (_, cells) in enumerate(rows):
            texts = [
                p for p, cell in enumerate(cells) if (t := header_text(cell)) and not _is_mark(t)
            ]
            if len(texts) > most and len(_marked(_all_filled(table, table.rows[at:]))) >= _FEWEST:
                found, most = at, len(texts)
        return found

    def _relation(self, name: str, counts: Counter[str]) -> tuple[str, bool]:
        letters = sum(count for text, count in counts.items() if _CRUD.fullmatch(text.upper()))
        if letters * 2 > counts.total():
            return "ACCESSES", True
        words = set(normalise(name).split())
        for relation, known in matrix_words().items():
            if any(set(word.split()) <= words for word in known):
                return relation, True
        return "COVERS", False

    def _ends(
        self, relation: str, corner: str, rows: set[str], columns: set[str]
    ) -> tuple[str, str, bool, float, str]:
        """Return row kind, column kind, whether the relation starts from the rows, how surely."""
        declared = self._names.metamodel.relations[relation]
        pairs = [pair for pair in declared.pairs if "Module" not in pair] or list(declared.pairs)
        first, second = pairs[0]
        straight = self._share(first, rows) + self._share(second, columns)
        turned = self._share(second, rows) + self._share(first, columns)
        if max(straight, turned) >= 0.5 and straight != turned:
            why = "its edges hold names of the other tables"
            ends = (first, second, True) if straight > turned else (second, first, False)
            return *ends, 0.95, why
        kind = next((k for k in (first, second) if self._says(corner, k)), None)
        if kind is not None:
            why = f"its corner says '{corner}'"
            return (
                (first, second, True, 0.85, why)
                if kind == first
                else (second, first, False, 0.85, why)
            )
        return first, second, True, 0.6, f"rows taken for {first}, columns for {second}"

    def _share(self, kind: str, found: set[str]) -> float:
        known = self._known[kind]
        return len(found & known) / len(found) if found else 0.0

    def _says(self, corner: str, kind: str) -> bool:
        first = re.split(r"[/\\|×]|\bx\b", corner)[0]
        words = [word for word, of in self._names.kinds.items() if of == kind]
        return any(f" {word} " in f" {normalise(first)} " for word in words)


def _meanings(
    relation: str, counts: Counter[str]
) -> tuple[dict[str, tuple[dict[str, str] | None, float]], list[str]]:
    """Return what each mark seems to mean, and what must be asked."""
    keys = {mark_key(text) for text in counts}
    levels, roles = marks("level"), marks("role")
    found: dict[str, tuple[dict[str, str] | None, float]] = {}
    questions: list[str] = []
    is_role = "s" in keys
    is_level = bool(keys & {"f", "m", "t"})
    for text in sorted(counts):
        key = mark_key(text)
        if key in marks("no"):
            found[text] = (None, 1.0)
        elif relation == "ACCESSES" and _CRUD.fullmatch(text.upper()):
            found[text] = ({"crud": ",".join(text.upper())}, 1.0)
        elif key in marks("bare"):
            found[text] = ({}, 1.0)
        elif relation != "COVERS":
            found[text] = ({}, 0.5)
        elif key == "p":
            meaning = {"level": "PARTIAL"} if is_level and not is_role else {"role": "PRIMARY"}
            sure = is_role != is_level
            found[text] = (meaning, 1.0 if sure else 0.5)
        elif key in levels or key in roles:
            sort, words = ("level", levels) if key in levels else ("role", roles)
            found[text] = ({sort: words[key]}, 1.0)
        else:
            found[text] = _joined_marks(text)
    for text, (_, confidence) in found.items():
        if confidence < 1:
            questions.append(f"what does '{text}' mean in its cells?")
    return found, questions


def _joined_marks(text: str) -> tuple[dict[str, str] | None, float]:
    """Return what a level and a role in one cell say, such as `F/P`; of two levels, nobody knows.

    Beside a level, P is the primary role; beside a role, the partial level.
    """
    levels, roles = marks("level"), marks("role")
    keys = [mark_key(part) for part in _parts(text)]
    said = {"level": [levels[k] for k in keys if k in levels]}
    said["role"] = [roles[k] for k in keys if k in roles]
    if "p" in keys:
        said["role" if said["level"] else "level"].append("PRIMARY" if said["level"] else "PARTIAL")
    if len(keys) == 2 and all(len(values) == 1 for values in said.values()):
        return {sort: values[0] for sort, values in said.items()}, 1.0
    return None, 0.0


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s/+,;&-]+", text) if part]


def _all_filled(table: Table, rows: list[tuple[int, list[Any]]]) -> list[tuple[int, list[Any]]]:
    """Return rows whose marks and headers of marks fill all the columns they are merged across."""

    def counts(merged: Merged) -> bool:
        if merged.first > rows[0][0]:
            return _is_mark(cell_text(merged.value))
        first = merged.columns.start
        return all(map(_is_mark, {_text(row, first) for _, row in islice(rows, 1, 400)} - {""}))

    if not table.merged:
        return rows
    filled = replace(table, rows=list(rows))
    fill_across(filled, counts)
    return filled.rows


def _marked(rows: Sequence[tuple[int, list[Any]]]) -> list[int]:
    """Return the columns with a header under which all that stands is marks, if anything."""
    header = rows[0][1]
    found, filled = [], 0
    for column, cell in enumerate(header):
        texts = {_text(row, column) for _, row in islice(rows, 1, 400)} - {""}
        if header_text(cell) and all(map(_is_mark, texts)):
            found.append(column)
            filled += bool(texts)
    return found if filled >= _FEWEST else []


def _is_mark(text: str) -> bool:
    key = mark_key(text)
    if any(key in marks(sort) for sort in ("bare", "no", "level", "role")):
        return True
    if len(text) == 1 or _CRUD.fullmatch(text) is not None:
        return True
    known = {"p", *marks("level"), *marks("role")}
    parts = _parts(text) if len(text) <= _LONGEST else []
    return len(parts) == 2 and all(mark_key(part) in known for part in parts)


def _text(row: Sequence[Any], column: int) -> str:
    return cell_text(row[column]) if column < len(row) else ""


def _tree_columns(guess: TableGuess) -> list[str]:
    tree = guess.tree
    return [*tree.levels, *filter(None, (tree.indent, tree.path))] if tree else []


def _last(guess: TableGuess, cell: Any) -> str:
    mark = guess.tree.separator if guess.tree and guess.tree.path else None
    return cell_text(cell).rsplit(mark, 1)[-1] if mark else cell_text(cell)
