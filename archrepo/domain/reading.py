"""What a reader hands over: raw facts with their place, problems, and a count of everything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from archrepo.domain.diagnostics import Diagnostic, Place
    from archrepo.domain.forms import SourceRow

CLEAR = ("-", "∅")
"""Cells that empty an attribute; an empty cell or a missing key leaves it as it is."""


@dataclass(slots=True, eq=False)
class RawNode:
    """A node as a file states it.

    Attributes:
        kind: Kind of the metamodel; readers translate labels before.
        values: Attribute → text or typed value as read. `id` and `name` are among them, when given.
        mark: What the reading's `locate` needs to say where this stands; opaque to everyone else.
    """

    kind: str
    values: dict[str, Any]
    mark: Any = None


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a node: by text (id, external id, name or path), or to a raw node itself.

    Where the text means none: with `create` a node of that name is made, with `optional` the
    relation is left out with a warning.
    """

    text: str = ""
    kind: str | None = None
    node: RawNode | None = None
    create: bool = False
    optional: bool = False


@dataclass(slots=True, eq=False)
class RawRelation:
    """A relation as a file states it; see `RawNode`."""

    type: str
    source: Ref
    target: Ref
    values: dict[str, Any]
    mark: Any = None


class Locate(Protocol):
    """Turns a mark into a place; with `attribute`, the place of that value where it is known."""

    def __call__(self, mark: Any, attribute: str | None = None) -> Place:
        """Return where `mark` stands."""
        ...


class RowAt(Protocol):
    """Gives back the row of a source that a place lies in, to show or to write it again."""

    def __call__(self, place: Place) -> SourceRow | None:
        """Return the row, or None where the source has no rows or `place` lies in none."""
        ...


@dataclass(slots=True, eq=False)
class Reading:
    """Everything one file or folder states.

    Attributes:
        file: The file as the user named it.
        format: The reader's name, such as `yaml` or `archimate-exchange`.
        sha256: Digest of the bytes read.
        locate: Turns a mark of this reading into a place.
        nodes: Raw nodes in the order of the file.
        relations: Raw relations in the order of the file.
        diagnostics: Every problem the reader met.
        tally: (type in the source, what became of it) → how many. What became of it is a kind or
            relation type, `merged` (into a fact read before), `properties`, or
            `refused: reason`. Nothing read is left out.
        row_at: For sources made of rows, the row a place lies in.
        files: The files, as the user named them, where several were read as `file`, their folder.
    """

    file: str
    format: str
    sha256: str
    locate: Locate
    nodes: list[RawNode] = field(default_factory=list)
    relations: list[RawRelation] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    row_at: RowAt | None = None
    files: tuple[str, ...] = ()
