"""Statements run in a Neo4j transaction: by name, and in batches where they write."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from archrepo.errors import ConflictError
from archrepo.store.catalog import statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from neo4j import ManagedTransaction
    from neo4j import Transaction as ExplicitTransaction

    from archrepo.store.neo4j.rows import Map

    Transaction = ManagedTransaction | ExplicitTransaction

BATCH_ROWS = 10_000


def run(
    tx: Transaction,
    name: str,
    parameters: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Return the rows of a statement run in `tx`."""
    asked = statement(name, "neo4j")
    if names:
        asked = asked.filled(names)
    return tx.run(asked.text, dict(parameters or {})).data()


def write_rows(
    tx: Transaction,
    name: str,
    names: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Run a writing statement for one batch of rows, and make sure that each found its place.

    Raises:
        ConflictError: Something it should change, or the end of a relation, is not there.
    """
    [done] = run(tx, name, {"rows": rows}, names)
    if done["written"] != len(rows):
        family = names.get("type") or names.get("label") or "relations"
        raise ConflictError(
            f"{len(rows) - done['written']} {family} to write or their ends are not in the "
            "portfolio: somebody changed the database by other means",
            hint="run the command again: it plans anew",
        )


def batches(rows: Iterable[Map]) -> Iterator[list[Map]]:
    """Yield the rows, as many at once as a statement is given."""
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH_ROWS)):
        yield some
