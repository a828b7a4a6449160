"""A plan into a Neo4j transaction: relations that go, nodes, relations that come, the batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.errors import ConflictError, StoreLockedError
from archrepo.store.arrow import facts_table
from archrepo.store.lives import columns_of, lives_after
from archrepo.store.neo4j.creating import Creation, new_node_rows, new_relation_rows
from archrepo.store.neo4j.failures import TookTooLongError
from archrepo.store.neo4j.rows import INDEXED_KEY, key_digest, node_rows, plain, relation_values
from archrepo.store.neo4j.running import BATCH_ROWS, batches, run, write_rows
from archrepo.store.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pyarrow

    from archrepo.domain.changes import NodeChange, RelationChange
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.store.changeset import ChangeSet
    from archrepo.store.lives import LivesOf, Read
    from archrepo.store.neo4j.connection import Connection
    from archrepo.store.neo4j.running import Transaction

    Change = NodeChange | RelationChange

APPLY_WITHIN = 3600.0  # seconds


def wait_for_writers(connection: Connection) -> None:
    """Return when nobody else is writing: a time limit counts for a whole transaction only.

    Raises:
        StoreLockedError: Somebody still is after the connection's time-out.
    """
    try:
        connection.probe(lambda tx: _lock(tx, "probe"), connection.timeout)
    except TookTooLongError:
        raise StoreLockedError(
            f"somebody else is writing to the portfolio at {connection.address}",
            hint="try again when that is done, or wait longer with --timeout",
        ) from None


def lock_at(tx: Transaction, revision: str, holder: str) -> None:
    """Keep other writers out, and make sure that the portfolio is where the plan found it.

    Raises:
        ConflictError: It moved.
    """
    _lock(tx, holder)
    # Read after the lock is held: what another writer has just committed is seen.
    [found] = run(tx, "store.state")
    if found["loading"]:
        raise ConflictError(
            "a copy into this portfolio was begun and not ended",
            hint="'archrepo db restore FILE' fills it anew",
        )
    if found["revision"] != revision:
        raise ConflictError(
            "the portfolio has changed since this was planned "
            f"(it is at '{found['revision']}', the plan at '{revision}')",
            hint="run the command again: it plans anew",
        )


def write_plan(tx: Transaction, changes: ChangeSet, progress: Report | None = None) -> None:
    """Write every change of a plan and its batch: relations go before their ends, come after."""
    lives = lives_after(changes, _reader(tx))
    writer = _Writer(tx, changes, lives, progress)
    writer.relations("store.remove_relations", _gone)
    writer.nodes("store.remove_nodes", _gone)
    writer.nodes("store.replace_nodes", _changed)
    writer.new_nodes()
    writer.relations("store.replace_relations", _changed)
    writer.new_relations()
    written = {n.id for nodes in changes.nodes.values() for n in nodes if n.after is not None}
    set_lives(
        tx, {k: {i: n for i, n in some.items() if i not in written} for k, some in lives.items()}
    )
    set_portfolio(tx, changes.batch_id, changes.metamodel)


def set_lives(tx: Transaction, lives: LivesOf) -> None:
    """Write when nodes are live that are there already."""
    for kind, some in lives.items():
        rows = [{"id": node_id, **columns_of(some[node_id])} for node_id in sorted(some)]
        for part in _parts(rows):
            write_rows(tx, "store.set_lives", {"label": kind}, part)


def _reader(tx: Transaction) -> Read:
    def read(name: str, label: str | None, ids: list[str] | None) -> list[dict[str, Any]]:
        parameters = None if ids is None else {"ids": ids}
        names = None if label is None else {"label": label}
        return [plain(row) for row in run(tx, name, parameters, names)]

    return read


def set_portfolio(tx: Transaction, revision: str, metamodel: Metamodel) -> None:
    """Note the revision and the schema."""
    about = {"fingerprint": metamodel.fingerprint, "schema_version": SCHEMA_VERSION}
    run(tx, "store.set_portfolio", {"revision": revision, **about})


def _lock(tx: Transaction, holder: str) -> None:
    run(tx, "store.lock", {"holder": holder})


class _Writer:
    """Writes changes table by table, in batches."""

    def __init__(
        self, tx: Transaction, changes: ChangeSet, lives: LivesOf, progress: Report | None
    ) -> None:
        self.tx = tx
        self.changes = changes
        self.lives = lives
        self.progress = progress
        self.done = 0
        self.creation = Creation()

    def new_nodes(self) -> None:
        """Create the nodes that are new."""
        rows = (
            row
            for kind, some in self.changes.nodes.items()
            for part in _parts(list(filter(_new, some)))
            for row in new_node_rows(kind, self._facts(kind, part), self.lives.get(kind))
        )
        for some in batches(rows):
            self.creation.nodes(self.tx, some)
            self._tell(len(some))

    def new_relations(self) -> None:
        """Create the relations that are new."""
        rows = (
            row
            for (family, *_), some in self.changes.relations.items()
            for part in _parts(list(filter(_new, some)))
            for row in new_relation_rows(family, self._facts(family, part))
        )
        for some in batches(rows):
            self.creation.relations(self.tx, some)
            self._tell(len(some))

    def nodes(self, name: str, chosen: Callable[[Change], bool]) -> None:
        """Run the statement for the chosen changes of every kind."""
        for kind, some in self.changes.nodes.items():
            for part in _parts([change for change in some if chosen(change)]):
                if part[0].after is None:
                    rows = [{"id": change.id} for change in part]
                else:
                    rows = node_rows(self._facts(kind, part), self.lives.get(kind))
                self._write(name, {"label": kind}, rows)

    def relations(self, name: str, chosen: Callable[[Change], bool]) -> None:
        """Run the statement for the chosen changes of every relation type."""
        types: dict[str, list[RelationChange]] = {}
        for (family, *_), some in self.changes.relations.items():
            types.setdefault(family, []).extend(filter(chosen, some))
        for family, wanted in types.items():
            for part in _parts(wanted):
                if part[0].after is None:
                    rows = [{INDEXED_KEY: key_digest(change.key)} for change in part]
                else:
                    rows = relation_values(self._facts(family, part))
                self._write(name, {"type": family}, rows)

    def _facts(self, family: str, some: Sequence[Any]) -> pyarrow.Table:
        return facts_table(self.changes.metamodel, family, some, self.changes.batch_id)

    def _write(
        self, name: str, places: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
    ) -> None:
        write_rows(self.tx, name, places, rows)
        self._tell(len(rows))

    def _tell(self, written: int) -> None:
        self.done += written
        if self.progress is not None:
            self.progress("writing", self.done, self.changes.count)


def _gone(change: Change) -> bool:
    return change.after is None


def _changed(change: Change) -> bool:
    return change.before is not None and change.after is not None


def _new(change: Change) -> bool:
    return change.before is None


def _parts(changes: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(changes), BATCH_ROWS):
        yield changes[at : at + BATCH_ROWS]
