"""A Cypher script that rebuilds the portfolio: every value written out and escaped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.steadily import standing_still
from archrepo.writers.output import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from archrepo.domain.facts import RelationFact, Value, Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report

_ROWS = 200
"""Rows a statement: a parser takes far longer for one long statement than for some short ones."""

_HEAD = """\
// A portfolio, exported by archrepo. It goes into an empty database:
//   cypher-shell -a neo4j://localhost:7687 -u neo4j --file portfolio.cypher
"""


@dataclass(frozen=True, slots=True)
class ScriptTexts:
    """The statements a script is made of.

    Attributes:
        constrain: Kind → what makes ids of that kind unique, and found by an index.
        create_nodes: Kind → what creates nodes from `$rows`.
        create_relations: (type, kind it starts from, kind it leads to) → the same for relations.
    """

    constrain: Callable[[str], str]
    create_nodes: Callable[[str], str]
    create_relations: Callable[[str, str, str], str]


def write_cypher(
    store: GraphStore,
    metamodel: Metamodel,
    out: Path | TextIO,
    texts: ScriptTexts,
    report: Report | None = None,
) -> None:
    """Write the script to a file, or to an open text stream.

    A node has its kind as label, a relation its type; attributes are properties, days are dates.

    Raises:
        ConfigError: The file cannot be written.
    """
    script = _Script(store, metamodel, texts, report)
    if isinstance(out, Path):
        with replacing(out) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
            script.write(stream)
    else:
        script.write(out)


class _Script:
    """Makes the statements, one family after the other."""

    def __init__(
        self,
        store: GraphStore,
        metamodel: Metamodel,
        texts: ScriptTexts,
        report: Report | None,
    ) -> None:
        self._store = store
        self._metamodel = metamodel
        self._texts = texts
        self._report = report

    def write(self, out: TextIO) -> None:
        """Write every statement, all of one state of the portfolio."""
        with standing_still(self._store):
            out.writelines(self.statements())

    def statements(self) -> Iterator[str]:
        """Yield the head, then every statement."""
        yield _HEAD
        kinds = sorted(self._metamodel.portfolio_kinds)
        relations = sorted(self._metamodel.relations)
        for kind in kinds:
            yield f"{self._texts.constrain(kind)};\n"
        for done, family in enumerate((*kinds, *relations)):
            if self._report is not None:
                self._report("exporting", done, len(kinds) + len(relations))
            yield from self._nodes(family) if family in kinds else self._relations(family)

    def _nodes(self, kind: str) -> Iterator[str]:
        text = self._texts.create_nodes(kind)
        nodes = node_facts(self._store, kind, ordered=True)
        for some in _parts(_map({"id": n.id, **_stated(n.values)}) for n in nodes):
            yield _statement(text, some)

    def _relations(self, relation_type: str) -> Iterator[str]:
        found = relation_facts(self._store, relation_type, ordered=True)

        def pair(relation: RelationFact) -> tuple[str, str]:
            return relation.from_kind, relation.to_kind

        for (source, target), some in groupby(sorted(found, key=pair), key=pair):
            text = self._texts.create_relations(relation_type, source, target)
            for rows in _parts(map(_relation_row, some)):
                yield _statement(text, rows)


def _relation_row(relation: RelationFact) -> str:
    values = _map({"key": relation.key, **_stated(relation.values)})
    return f"{{a: {_text(relation.from_id)}, b: {_text(relation.to_id)}, values: {values}}}"


def _stated(values: Values) -> Values:
    return {name: value for name, value in values.items() if name != "batch_id"}


def _statement(text: str, rows: Sequence[str]) -> str:
    listed = ",\n  ".join(rows)
    before, _, after = text.partition("$rows")
    return f"{before}[\n  {listed}\n]{after};\n"


def _parts(rows: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(rows)
    while part := list(islice(waiting, _ROWS)):
        yield part


def _map(values: Values) -> str:
    return f"{{{', '.join(f'`{name}`: {_literal(value)}' for name, value in values.items())}}}"


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_text, value))}]"
    return _text(value)


_ESCAPES: dict[int, Any] = str.maketrans(
    {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
)


def _text(text: str) -> str:
    """Return text in quotes. A backslash is escaped first, so no `\\u0027` ends it early."""
    return f"'{text.translate(_ESCAPES)}'"
