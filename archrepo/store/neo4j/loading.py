"""Everything in a Neo4j database replaced by what another store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.errors import StoreUnavailableError
from archrepo.store.arrow import family_schema, identity_column, same_facts
from archrepo.store.lives import lives_of_everything
from archrepo.store.neo4j.creating import Creation, new_node_rows, new_relation_rows
from archrepo.store.neo4j.running import BATCH_ROWS, batches, run
from archrepo.store.neo4j.writing import set_portfolio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import neo4j
    import pyarrow

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.store.lives import LivesOf
    from archrepo.store.neo4j.connection import Connection
    from archrepo.store.neo4j.rows import Map

_WHOLE_UP_TO = 200_000  # facts: what a transaction holds in a heap of 1 GiB, with room to spare
_PIECE = 50_000
_WITHIN = 3600.0  # seconds, for one transaction


def replace_everything(
    connection: Connection,
    metamodel: Metamodel,
    tables: Mapping[str, pyarrow.Table],
    revision: str,
    held: int,
    progress: Report | None = None,
) -> None:
    """Make the database hold these facts and no others.

    In one transaction, all of it or nothing; where there is too much for one, in several, with a
    mark that keeps everybody out until the last is done.

    Args:
        connection: To the database.
        metamodel: What shapes it.
        tables: Family → its facts, with the columns of a scan.
        revision: Id of the last batch among them.
        held: How many facts the database holds now.
        progress: Told of progress.
    """
    total = sum(table.num_rows for table in tables.values())
    whole = held + total <= _WHOLE_UP_TO
    lives = lives_of_everything(
        metamodel, lambda name: tables.get(name, family_schema(metamodel, name).empty_table())
    )
    with connection.session() as session, _Pieces(session, whole=whole) as pieces:
        run(pieces.tx, "store.lock", {"holder": "copy"})
        if not whole:
            run(pieces.tx, "store.set_loading", {"what": "a copy into it has not ended"})
            pieces.renew()
        for kind in metamodel.kinds:
            pieces.clear(kind)
        done = 0
        for create, every in (
            (pieces.create_nodes, _node_rows(metamodel, tables, lives)),
            (pieces.create_relations, _relation_rows(metamodel, tables)),
        ):
            for rows in batches(every):
                create(rows)
                done += len(rows)
                if progress is not None:
                    progress("writing", done, total)
        set_portfolio(pieces.tx, revision, metamodel)


def read_back(
    scan: Callable[[str], pyarrow.Table],
    metamodel: Metamodel,
    tables: Mapping[str, pyarrow.Table],
    progress: Report | None = None,
) -> None:
    """Return where a database holds the facts of these families as they were given.

    Raises:
        StoreUnavailableError: It does not.
    """
    for done, (family, table) in enumerate(tables.items()):
        if progress is not None:
            progress("checking", done, len(tables))
        if not same_facts(table, scan(family), identity_column(metamodel, family)):
            raise StoreUnavailableError(
                f"what was written of {family} does not read back as given",
                hint="try again, and report it if it stays",
            )


class _Pieces:
    """Runs statements in one transaction, or in several of a bearable size each."""

    def __init__(self, session: neo4j.Session, *, whole: bool) -> None:
        self.session = session
        self.whole = whole
        self.tx = session.begin_transaction(timeout=_WITHIN)
        self.changed = 0
        self.creation = Creation()

    def __enter__(self) -> _Pieces:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self.tx.commit()
        self.tx.close()

    def renew(self) -> None:
        """Commit what is done and go on in another transaction."""
        self.tx.commit()
        self.tx = self.session.begin_transaction(timeout=_WITHIN)
        self.changed = 0

    def clear(self, kind: str) -> None:
        """Delete every node of a kind with its relations."""
        while gone := self._cleared(kind):
            self._count(gone)

    def create_nodes(self, rows: list[Map]) -> None:
        """Create one batch of nodes."""
        self.creation.nodes(self.tx, rows)
        self._count(len(rows))

    def create_relations(self, rows: list[Map]) -> None:
        """Create one batch of relations."""
        self.creation.relations(self.tx, rows)
        self._count(len(rows))

    def _cleared(self, kind: str) -> int:
        [done] = run(self.tx, "store.clear_kind", {"some": BATCH_ROWS}, {"label": kind})
        return int(done["written"])

    def _count(self, changed: int) -> None:
        self.changed += changed
        if not self.whole and self.changed >= _PIECE:
            self.renew()


def _node_rows(
    metamodel: Metamodel, tables: Mapping[str, pyarrow.Table], lives: LivesOf
) -> Iterator[Map]:
    for family, table in tables.items():
        if family in metamodel.kinds:
            for part in _parts(table):
                yield from new_node_rows(family, part, lives.get(family))


def _relation_rows(metamodel: Metamodel, tables: Mapping[str, pyarrow.Table]) -> Iterator[Map]:
    for family, table in tables.items():
        if family in metamodel.relations:
            for part in _parts(table):
                yield from new_relation_rows(family, part)


def _parts(table: pyarrow.Table) -> Iterator[pyarrow.Table]:
    for at in range(0, table.num_rows, BATCH_ROWS):
        yield table.slice(at, BATCH_ROWS)
