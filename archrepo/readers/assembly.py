"""Puts together a reading: nodes, the relations written inside them, problems and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Diagnostic, Level
from archrepo.domain.reading import RawNode, RawRelation, Ref

if TYPE_CHECKING:
    from archrepo.domain.diagnostics import Place
    from archrepo.domain.reading import Reading
    from archrepo.readers.names import Names

MAX_PROBLEMS = 5_000
"""Beyond these, a file is of another kind than it is taken for; the rest is counted only."""


@dataclass(slots=True)
class Assembly:
    """A reading under construction."""

    reading: Reading
    names: Names

    def node(self, kind: str, values: dict[str, Any], mark: Any, origin: str = "") -> RawNode:
        """Add a node; `origin` is its type in the source."""
        node = RawNode(kind, values, mark)
        self.reading.nodes.append(node)
        self.reading.tally[origin or kind, kind] += 1
        return node

    def relation(
        self,
        relation_type: str,
        source: Ref,
        target: Ref,
        values: dict[str, Any],
        mark: Any,
        origin: str = "",
    ) -> RawRelation:
        """Add a relation; `origin` is its type in the source."""
        relation = RawRelation(relation_type, source, target, values, mark)
        self.reading.relations.append(relation)
        self.reading.tally[origin or relation_type, relation_type] += 1
        return relation

    def link(
        self,
        node: RawNode,
        link: tuple[str, bool],
        other: Ref,
        values: dict[str, Any],
        mark: Any,
    ) -> RawRelation:
        """Add a relation written inside `node`, that `Names.link` gave for its key."""
        relation_type, incoming = link
        declared = self.names.metamodel.relations[relation_type]
        own = Ref(node=node)
        if not other.kind:
            pairs = declared.pairs
            kinds = {a for a, b in pairs if b == node.kind} if incoming else None
            kinds = kinds or {b for a, b in pairs if a == node.kind}
            if len(kinds) == 1:
                other = Ref(other.text, kinds.pop(), other.node)
        ends = (other, own) if incoming else (own, other)
        return self.relation(relation_type, *ends, values, mark)

    def refuse(self, origin: str, reason: str, count: int = 1) -> None:
        """Count what is not taken, and why."""
        self.reading.tally[origin, f"refused: {reason}"] += count

    def problem(
        self, code: str, message: str, place: Place, hint: str = "", level: Level = Level.ERROR
    ) -> None:
        """Take note of a problem."""
        found = self.reading.diagnostics
        if len(found) < MAX_PROBLEMS:
            found.append(Diagnostic(code, level, message, place, hint))
        elif len(found) == MAX_PROBLEMS:
            text = f"more than {MAX_PROBLEMS:,} problems; the others are not listed"
            found.append(Diagnostic("AR108", Level.ERROR, text, place))

    def warn(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Take note of what deserves a look but keeps nothing out."""
        self.problem(code, message, place, hint, Level.WARNING)

    def note(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Take note of a decision the reader took."""
        self.problem(code, message, place, hint, Level.NOTE)
