"""What the core asks of the outside: a store of the graph, readers, a sign of progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import pyarrow

    from archrepo.domain.changes import Plan
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.undeclared import Undeclared

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What `db info` tells of a store; no secret is in it.

    `is_outdated`: it was written by an earlier archrepo, or under other settings, and is read
    through a copy until it is written again.
    """

    engine: str
    version: str
    url: str
    revision: str
    counts: Mapping[str, int]
    details: Mapping[str, str]
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Columns and rows of a user's query."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


class Scans(Protocol):
    """Whole families of facts, as columns."""

    def scan(self, family: str, names: Sequence[str] = ()) -> pyarrow.Table:
        """Return every node of a kind, or every relation of a type, as columns; all, or `names`.

        A kind has `id` and its attributes; a relation type `key`, `from_kind`, `from`, `to_kind`,
        `to` and its attributes. Rows come in no order.
        """
        ...


class GraphStore(Scans, Protocol):
    """A portfolio's graph in some engine. Callers name statements, never pass Cypher."""

    def revision(self) -> str:
        """Return the id of the last applied batch; empty for an empty store."""
        ...

    def reading(self, work: Callable[[], T]) -> T:
        """Return what `work` returns; a server takes all that it reads as one transaction.

        For speed: it is no view that stands still (see `steadily`). `work` may run more than once.
        """
        ...

    def read(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of the statement so named, in its order."""
        ...

    def read_all(self, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> list[list[Row]]:
        """Return the rows of each of these statements: as `read`, side by side where that helps."""
        ...

    def around(
        self,
        statement: str,
        ids: Collection[str],
        parameters: Mapping[str, Any] | None = None,
    ) -> list[Row]:
        """Return the rows of the same statement for each of `ids`, sorted by id."""
        ...

    def count(self, family: str) -> int:
        """Return how many nodes a kind, or relations a type, has: cheaper than a scan."""
        ...

    def apply(self, plan: Plan, batch: ChangeBatch, progress: Report | None = None) -> None:
        """Write the whole plan and its batch, or nothing.

        Raises:
            ConflictError: The portfolio is no longer at the plan's revision.
            StoreLockedError: Somebody else is writing.
            StoreUnavailableError: The store cannot be reached or written.
        """
        ...

    def user_query(self, text: str, parameters: Mapping[str, Any]) -> QueryResult:
        """Return the result of a stranger's read-only Cypher.

        Raises:
            ConfigError: The text is refused, or does not compile.
        """
        ...

    def info(self) -> StoreInfo:
        """Return what there is to know about the store."""
        ...

    def undeclared(self) -> tuple[Undeclared, ...]:
        """Return the attributes that nodes hold values of and the metamodel does not have.

        They are in no scan; a server reads every node to find them.
        """
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


class Report(Protocol):
    """Told of progress: what is being done, how far, out of how much (0: unknown)."""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Take note."""
        ...
