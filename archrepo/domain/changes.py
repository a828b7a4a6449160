"""A plan: what an import or a command would change, told fact by fact; nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.diagnostics import Diagnostic, Place
    from archrepo.domain.facts import Value, Values


class Status(StrEnum):
    """What a plan does with one fact."""

    NEW = "NEW"
    UPDATE = "UPDATE"
    UNCHANGED = "UNCHANGED"
    REMOVE = "REMOVE"
    RESTORE = "RESTORE"
    CONFLICT = "CONFLICT"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known node that a new one may be, and how much their names are alike, of 100."""

    id: str
    score: int


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node before and after; `before` is None for a new one, `after` for a removed one.

    `identity` says by what an imported node was found, or that it is new; `candidates` are those
    that a new one may be, which only people can tell.
    """

    status: Status
    kind: str
    id: str
    before: Values | None
    after: Values | None
    place: Place | None = None
    identity: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def name(self) -> str:
        """What people call it."""
        return str((self.after or self.before or {}).get("name", self.id))


@dataclass(frozen=True, slots=True)
class RelationChange:
    """A relation before and after, with the kinds of its ends; see `NodeChange`."""

    status: Status
    type: str
    key: str
    from_kind: str
    from_id: str
    to_kind: str
    to_id: str
    before: Values | None
    after: Values | None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One attribute's old and new value; None where it is unset."""

    name: str
    old: Value | None
    new: Value | None


def field_changes(change: NodeChange | RelationChange) -> list[FieldChange]:
    """Return what differs between before and after, by attribute name."""
    before, after = change.before or {}, change.after or {}
    return [
        FieldChange(name, before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an apply does, in one piece.

    Attributes:
        source: The name under which the file's statements are kept.
        revision: The portfolio's revision this was planned on; applying refuses another.
        nodes: Changed nodes, sorted by kind and id; unchanged ones are only counted.
        relations: Changed relations, sorted by type and key.
        unchanged: Kind or relation type → how many facts the file confirms as they are.
        diagnostics: Every problem met; a plan with errors cannot be applied.
        rejected: Problems that cost a cell or a row which is set aside (`--rejects`).
        dropped: Relations set aside because a row they hang on was.
        files: File → its SHA-256.
        tally: What became of everything read; see `Reading.tally`.
        mapping: Name of the mapping file used, where there is one.
        undoes: Id of the batch this takes back, where it does.
    """

    source: str
    revision: str
    nodes: tuple[NodeChange, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    unchanged: Mapping[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    rejected: tuple[Diagnostic, ...] = ()
    dropped: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    tally: Mapping[tuple[str, str], int] = field(default_factory=dict)
    mapping: str | None = None
    undoes: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether applying would change nothing."""
        return not self.nodes and not self.relations

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The problems that keep it from being applied."""
        return tuple(d for d in self.diagnostics if d.level is Level.ERROR)

    @property
    def conflicts(self) -> tuple[NodeChange | RelationChange, ...]:
        """The changes that something else stands against: with any, it cannot be applied."""
        changes: list[NodeChange | RelationChange] = [*self.nodes, *self.relations]
        return tuple(change for change in changes if change.status is Status.CONFLICT)

    def counts(self) -> dict[str, int]:
        """Return status → number of facts, unchanged ones included."""
        counted = Counter(node.status.value for node in self.nodes)
        counted.update(relation.status.value for relation in self.relations)
        counted[Status.UNCHANGED.value] = sum(self.unchanged.values())
        return {status.value: counted[status.value] for status in Status if counted[status.value]}
