"""A guess as a mapping file that people read and correct: every guess with its reason."""

from __future__ import annotations

import json
import re
from glob import escape
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import normalise, slug
from archrepo.readers.names import Names
from archrepo.resources.labels import load_labels
from archrepo.resources.translation import translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.readers.guess_columns import ColumnGuess
    from archrepo.readers.guess_matrix import MatrixGuess
    from archrepo.readers.guess_tables import TableGuess

_PLAIN = re.compile(r"[^\W\d_][\w .'’()/-]*[\w)]|[^\W\d_]")
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_UNSPEAKABLE = re.compile(r"[{}|]")
_NEAR = 70  # likeness, of 100, from which on a header is worth naming
_CREATED = "ends that no table here holds are made where unknown"
_SIDES = {"rows": "the rows", "columns": "the columns"}
_SECTION = "Section"
_ASK = "  # ask: "


class MappingWriter:
    """Writes the mapping file of guessed tables, its comments in the reader's language."""

    def __init__(
        self, name: str, guesses: Sequence[TableGuess], names: Names, lang: str = "en"
    ) -> None:
        self._lang = lang
        self._name = name
        self._guesses = guesses
        self._names = names
        self._kinds = _kinds_held(guesses)
        self._headers: dict[str, str] = {}

    def text(self, said: Sequence[str]) -> str:
        """Return the file; `said` are lines of comment to start with."""
        rules = [line for guess in self._guesses for line in self._rules(guess)]
        ignored = [guess for guess in self._guesses if guess.owner is None]
        lines = [f"# {translated(line, self._lang)}".rstrip() for line in said]
        lines += ["schema: archrepo/mapping/1", f"name: {quoted(self._name)}"]
        if unknowns := sorted({text for guess in self._guesses for text in guess.unknowns}):
            said_so = self._say("cells that say that nobody knows")
            lines.append(f"nulls: [{', '.join(map(quoted, unknowns))}]  # {said_so}")
        if self._headers:
            lines.append("headers:")
            lines += [f"  {word}: [{quoted(name)}]" for name, word in self._headers.items()]
        if ignored:
            lines.append("ignore:")
            lines += [
                f"  - {quoted(g.table.name)}  # {_share(g.confidence)} {self._say(g.reason)}"
                for g in ignored
            ]
        return "\n".join([*lines, "rules:", *rules]) + "\n"

    def _rules(self, guess: TableGuess) -> Iterator[str]:
        if guess.owner is None:
            return
        row = guess.table.rows[0][0]
        yield f"  # {self._say(f'{guess.table.name}, header in row {row}: {guess.owner}')}"
        yield f"  # {_share(guess.confidence)} {self._say(guess.reason)}"
        for question in guess.questions:
            yield f"  # ask: {self._say(question)}"
        yield f"  - table: {quoted(self._table(guess))}"
        if guess.matrix is not None:
            yield from self._matrix(guess.matrix)
        elif guess.owner in self._names.metamodel.kinds:
            yield from self._node(guess)
            yield from self._holders(guess)
        else:
            yield from self._relation(guess)

    def _table(self, guess: TableGuess) -> str:
        """Return the pattern of a table's name; a CSV file may be called otherwise next year."""
        alone = len(self._guesses) == 1 and not guess.table.sheet
        return "*" if alone else escape(guess.table.name)

    def _node(self, guess: TableGuess) -> Iterator[str]:
        yield f"    node: {guess.owner}"
        columns = {column.attribute: column for column in guess.columns if column.attribute}
        identity = columns.pop("id", None)
        if guess.tree is not None:
            tree = guess.tree.model_dump(exclude_defaults=True)
            parts = ", ".join(f"{key}: {_flow(value)}" for key, value in tree.items())
            yield f"    tree: {{{parts}}}"
        if guess.sections:
            aside = self._say("rows of one cell: else take this line out")
            yield f"    sections: {_SECTION}  # {aside}"
        if identity is not None:
            yield f"    id: {self._template(identity)}{self._why(identity)}"
        yield from self._where(guess, identity, columns.get("name"))
        yield from self._columns(list(columns.values()))
        yield from self._links(guess)
        yield from self._rest(guess)

    def _where(
        self, guess: TableGuess, identity: ColumnGuess | None, name: ColumnGuess | None
    ) -> Iterator[str]:
        """Yield which rows are taken: those that name something, totals and notes left out."""
        column = identity or name
        parts = [] if identity is not None or name is None else ["empty: false"]
        parts += [f"not: [{', '.join(map(quoted, guess.aside))}]"] if guess.aside else []
        if column is not None and parts:
            said = self._say("totals and notes are no rows of the table")
            why = f"  # {said}" if guess.aside else ""
            yield f"    where: {{{self._column(column)}: {{{', '.join(parts)}}}}}{why}"

    def _relation(self, guess: TableGuess) -> Iterator[str]:
        yield f"    relation: {guess.owner}"
        declared = self._names.metamodel.relations[str(guess.owner)]
        created = False
        for end, kinds in (("from", declared.sources), ("to", declared.targets)):
            column = guess.column(end)
            template = self._template(column) if column else quoted("{?}")
            why = self._why(column) if column else _ASK + self._say("which column?")
            yield f"    {end}: {template}{why}"
            created |= not self._kinds & set(kinds)
        if created:
            yield f"    create: true  # {self._say(_CREATED)}"
        yield from self._columns([c for c in guess.columns if c.attribute not in ("from", "to")])
        yield from self._rest(guess)

    def _matrix(self, matrix: MatrixGuess) -> Iterator[str]:
        yield f"    relation: {matrix.relation}"
        ends = {"rows": f"{{{self._word(matrix.label)}}}", "columns": "{column}"}
        order = ("rows", "columns") if matrix.rows_first else ("columns", "rows")
        kinds = {"rows": matrix.row_kind, "columns": matrix.column_kind}
        for end, side in zip(("from", "to"), order, strict=True):
            yield f"    {end}: {quoted(ends[side])}  # {self._say(_SIDES[side])}"
            yield f"    {end}_kind: {kinds[side]}"
        if not {matrix.row_kind, matrix.column_kind} <= self._kinds:
            yield f"    create: true  # {self._say(_CREATED)}"
        yield "    matrix:"
        yield f"      columns: [{', '.join(quoted(_pattern(name)) for name in matrix.columns)}]"
        yield "      cells:"
        for text, (given, sure) in matrix.cells.items():
            meaning = "null" if given is None else _flow(given)
            said = (
                "" if sure == 1 else "  # guess" if sure else _ASK + self._say("what does it say?")
            )
            yield f"        {quoted(text)}: {meaning}{said}"
        if matrix.others:
            yield f"    drop: [{', '.join(quoted(name) for name in matrix.others)}]"

    def _columns(self, columns: Sequence[ColumnGuess]) -> Iterator[str]:
        known = [c for c in columns if c.attribute and c.attribute != "parent"]
        known = [c for c in known if c.attribute not in ("from", "to", "order")]
        if not known:
            return
        yield "    columns:"
        for column in known:
            yield from self._of_column(column)

    def _of_column(self, column: ColumnGuess) -> Iterator[str]:
        options = []
        if column.separator:
            options.append(f"separator: {quoted(column.separator)}")
        if column.dates:
            options.append(f"dates: {quoted(column.dates)}")
        if column.inclusive:
            options.append("inclusive: true")
        if column.factor != 1:
            options.append(f"factor: {column.factor}")
        if column.attribute == "name" and _versioned(column):
            options.append('version: "#"')
        head = f"      {self._column(column)}:"
        if not options and not column.values:
            yield f"{head} {column.attribute}{self._why(column)}"
            return
        if not column.values:
            told = ", ".join(["attribute: " + str(column.attribute), *options])
            yield f"{head} {{{told}}}{self._why(column)}"
            return
        yield f"{head}{self._why(column)}"
        yield f"        attribute: {column.attribute}"
        yield from (f"        {option}" for option in options)
        yield "        values:"
        for text, (value, sure) in column.values.items():
            said = "  # guess" if sure == 1 else f"  # guess [{sure:.0%}]"
            said = said if value else _ASK + self._say(f"one of the values of {column.attribute}?")
            yield f"          {quoted(text)}: {value or 'null'}{said}"

    def _links(self, guess: TableGuess) -> Iterator[str]:
        linked = [c for c in guess.columns if c.link or c.attribute in ("parent", "from", "to")]
        if not linked:
            return
        yield "    relations:"
        for column in linked:
            unsure = [
                (t, c) for c in column.beside for t, (_, sure) in c.values.items() if sure < 1
            ]
            for text, of in unsure:
                question = f"what is '{text}' in '{of.header}'?"
                yield f"      # ask: {self._say(question)}"
            relation, end, kind, role = self._link(guess, column)
            parts = [f"relation: {relation}", f"{end}: {self._template(column)}"]
            parts += [f"kind: {kind}"] if kind else []
            parts += [f"split: {quoted(column.separator)}"] if column.separator else []
            given = [f"role: {role}"] if role else []
            given += [f"{c.attribute}: {self._template(c)}" for c in column.beside]
            parts += [f"set: {{{', '.join(given)}}}"] if given else []
            meant = {
                str(c.attribute): {text: value for text, (value, _) in c.values.items()}
                for c in column.beside
                if c.values
            }
            parts += [f"values: {_flow(meant)}"] if meant else []
            held = kind in self._kinds or (kind is None and column.attribute == "parent")
            parts += [] if held else ["create: true"]
            yield f"      - {{{', '.join(parts)}}}{self._why(column)}"

    def _holders(self, guess: TableGuess) -> Iterator[str]:
        """Yield a rule for what contains the ends of a link: the domains of scopes."""
        for column in guess.columns:
            if column.link is None or column.within is None:
                continue
            kind, holder = column.within
            yield f"  - table: {quoted(self._table(guess))}"
            yield f"    relation: CONTAINS{self._why(holder)}"
            yield from self._where(guess, guess.column("id"), guess.column("name"))
            for end, of, template in (
                ("from", kind, self._template(holder)),
                ("to", column.link.kind, self._template(column)),
            ):
                yield f"    {end}: {template}"
                yield f"    {end}_kind: {of}"
            yield "    create: true"
            yield "    rest: drop"

    def _link(
        self, guess: TableGuess, column: ColumnGuess
    ) -> tuple[str, str, str | None, str | None]:
        """Return relation, end, kind and role of what a column leads to."""
        if column.link is not None:
            link = column.link
            kind = None if link.kind == "Person" and link.incoming else link.kind  # or a team
            return link.relation, "from" if link.incoming else "to", kind, link.role
        if column.attribute == "parent":
            kinds = {a for a, b in self._parents if b == guess.owner}
            kind = next(iter(kinds)) if len(kinds) == 1 else self._parent_kind(column, kinds)
            return "CONTAINS", "from", kind, None
        relation = "EMITS" if column.attribute == "from" else "FEEDS"
        return relation, str(column.attribute), None, None

    @property
    def _parents(self) -> Sequence[tuple[str, str]]:
        return self._names.metamodel.relations["CONTAINS"].pairs

    def _parent_kind(self, column: ColumnGuess, kinds: set[str]) -> str | None:
        """Return the kind a header says the parents are of; None where they may be of several."""
        word = normalise(column.header)
        return next((k for k in sorted(kinds) if word in load_labels().kind_words(k)), None)

    def _rest(self, guess: TableGuess) -> Iterator[str]:
        """Yield what becomes of columns nobody understands: properties, or nothing where empty."""
        unknown = [c for c in guess.columns if not c.confidence]
        kept = [c for c in unknown if c.sample.filled and "numbers" not in c.reason]
        dropped = [c for c in unknown if c not in kept]
        if kept or guess.sections:
            yield "    properties:"
        if guess.sections:
            said = self._say(f"or a relation made of {{{_SECTION}}}")
            yield f"      {_SECTION}: {_SECTION}  # {said}"
        for column in kept:
            near = self._nearest(column.header, str(guess.owner))
            said = f"{column.reason}; the nearest is '{near}'" if near else column.reason
            yield f"      {self._column(column)}: {quoted(column.header)}  # {self._say(said)}"
        if dropped:
            names = ", ".join(self._column(column) for column in dropped)
            yield f"    drop: [{names}]  # {self._say('they say nothing')}"

    def _nearest(self, header: str, owner: str) -> str:
        """Return the known header that looks most like one, if any does."""
        from rapidfuzz import fuzz, process

        known = self._names.columns(owner)
        found = process.extractOne(normalise(header), known, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return str(found[2]) if found else ""

    def _column(self, column: ColumnGuess) -> str:
        return quoted(self._word(column.header))

    def _word(self, header: str) -> str:
        """Return how the mapping calls a column: its header, unless templates cannot hold it."""
        if not _UNSPEAKABLE.search(header) and "*" not in header:
            return header
        if header not in self._headers:
            self._headers[header] = f"column_{len(self._headers) + 1}"
        return self._headers[header]

    def _why(self, column: ColumnGuess) -> str:
        return f"  # {_share(column.confidence)} {self._say(column.reason)}"

    def _say(self, text: str) -> str:
        return _line(translated(text, self._lang))

    def _template(self, column: ColumnGuess) -> str:
        return quoted(f"{{{self._word(column.header)}}}")


def _kinds_held(guesses: Sequence[TableGuess]) -> set[str]:
    held = {str(guess.owner) for guess in guesses if guess.owner}
    return held | {kind for guess in guesses if guess.tree for kind in guess.tree.kinds}


def _versioned(column: ColumnGuess) -> bool:
    texts = column.sample.texts
    return sum(" # " in text for text in texts) * 2 > len(texts)


def _share(confidence: float) -> str:
    return f"[{confidence:.0%}]"


def _line(text: str) -> str:
    """Return text on one short line that a comment can hold."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown if len(shown) <= 120 else f"{shown[:117]}…"


def _pattern(header: str) -> str:
    """Return a header as a pattern that takes it alone."""
    return escape(header)


def _flow(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)}: {_flow(item)}" for k, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return quoted(str(value))


def quoted(text: str) -> str:
    """Return text as YAML holds it: as it is where that is plain, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.isprintable() and text.lower() not in _WORDS_OF_YAML:
        return text
    made = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in made)


def name_of(stem: str) -> str:
    """Return the name of a mapping for a file of that stem."""
    return slug(stem) or "mapping"
