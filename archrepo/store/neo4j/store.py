"""A portfolio in a Neo4j database: the server engine behind the store port."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.ports import QueryResult, StoreInfo
from archrepo.domain.undeclared import parted, refuse_to_lose
from archrepo.errors import AuthError, ConflictError, QueryError, StoreUnavailableError
from archrepo.store import catalog
from archrepo.store.arrow import scan_columns, scan_schema
from archrepo.store.changeset import change_set
from archrepo.store.credentials import Credentials, credentials_from
from archrepo.store.neo4j.address import address_of
from archrepo.store.neo4j.connection import Connection, columns_and_rows
from archrepo.store.neo4j.constraints import constrain
from archrepo.store.neo4j.failures import CommitUnknownError, as_users_mistake, translated
from archrepo.store.neo4j.loading import read_back, replace_everything
from archrepo.store.neo4j.rows import plain, scanned
from archrepo.store.neo4j.running import run
from archrepo.store.neo4j.upgrading import let_go, store_lives, undeclared
from archrepo.store.neo4j.user_queries import vet
from archrepo.store.neo4j.writing import (
    APPLY_WITHIN,
    lock_at,
    set_portfolio,
    wait_for_writers,
    write_plan,
)
from archrepo.store.schema import SCHEMA_VERSION, families

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import neo4j
    import pyarrow

    from archrepo.domain.changes import Plan
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report, Row
    from archrepo.domain.undeclared import Undeclared
    from archrepo.store.catalog import Statement

T = TypeVar("T")
_WHOLE_WITHIN = 3600.0  # for all that one analysis reads
QUERY_WITHIN = 60.0
_REPLAN_WITHIN = 60
_BULK = 10_000  # changes
_IDS_AT_ONCE = 10_000
_ROWS_AT_ONCE = 20_000


class Neo4jStore:
    """See `GraphStore`; get one from `open` or `create`."""

    def __init__(self, connection: Connection, metamodel: Metamodel, url: str) -> None:
        self.connection = connection
        self.metamodel = metamodel
        self.url = url
        self._open: neo4j.ManagedTransaction | None = None

    @classmethod
    def open(
        cls,
        url: str,
        metamodel: Metamodel,
        credentials: Credentials | None = None,
        timeout: float = 15.0,
        *,
        half_copied: bool = False,
    ) -> Neo4jStore:
        """Return the portfolio in the database at `url`.

        Args:
            url: Where it is.
            metamodel: What shapes it.
            credentials: How to log in; what the environment says where None.
            timeout: Seconds to wait for the server, or for another writer.
            half_copied: Whether a portfolio will do into which a copy has not ended.

        Raises:
            ConfigError: The URL cannot be used.
            StoreUnavailableError: The server cannot be reached, or there is no portfolio there.
            AuthError: The server refuses the user.
        """
        login = credentials or credentials_from()
        store = cls(Connection(address_of(url), login, timeout), metamodel, url)
        try:
            store._check_state(half_copied=half_copied)
            store._bring_up_to_date()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def create(
        cls,
        url: str,
        metamodel: Metamodel,
        credentials: Credentials | None = None,
        timeout: float = 15.0,
    ) -> Neo4jStore:
        """Make an empty portfolio in the empty database at `url`, and return it.

        Raises:
            ConfigError: The URL cannot be used.
            ConflictError: The database holds a portfolio, or something else.
            StoreUnavailableError: The server cannot be reached.
            AuthError: The server refuses the user.
        """
        login = credentials or credentials_from()
        store = cls(Connection(address_of(url), login, timeout), metamodel, url)
        try:
            store._make()
        except BaseException:
            store.close()
            raise
        return store

    def revision(self) -> str:
        """Return the id of the last applied batch; empty for an empty store."""
        return str(self._state()["revision"])

    def reading(self, work: Callable[[], T]) -> T:
        """Return what `work` returns; all that it reads is one transaction.

        A statement costs one round trip then instead of two.

        Raises:
            StoreUnavailableError: The server cannot be reached, or takes longer than an hour.
        """
        if self._open is not None:
            return work()

        def opened(tx: neo4j.ManagedTransaction) -> T:
            self._open = tx
            try:
                return work()
            finally:
                self._open = None

        return self.connection.reading(opened, _WHOLE_WITHIN)

    def read(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of the statement so named, in its order.

        Raises:
            QueryError: There is no such statement, or it fails.
        """
        return self._rows(_reading(statement), parameters or {})

    def read_all(self, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> list[list[Row]]:
        """Return the rows of each of these statements, one after the other.

        Raises:
            QueryError: There is no such statement, or it fails.
        """
        return [self.read(*one) for one in asked]

    def around(
        self,
        statement: str,
        ids: Collection[str],
        parameters: Mapping[str, Any] | None = None,
    ) -> list[Row]:
        """Return the rows of the same statement for each of `ids`, sorted by id.

        All ids in one round trip.

        Raises:
            QueryError: There is no such statement around ids, or it fails.
        """
        asked = _reading(statement)
        if not asked.around:
            raise QueryError(f"statement {statement} is not one around ids")
        wanted = sorted(set(ids))
        rows: list[Row] = []
        for at in range(0, len(wanted), _IDS_AT_ONCE):
            some = wanted[at : at + _IDS_AT_ONCE]
            rows += self._rows(asked, {**(parameters or {}), "ids": some})
        return rows

    def scan(self, family: str, names: Sequence[str] = ()) -> pyarrow.Table:
        """Return every node of a kind, or every relation of a type, as columns; all, or `names`.

        Raises:
            QueryError: There is no such family.
        """
        schema = scan_schema(self.metamodel, family, names)
        is_kind = family in self.metamodel.kinds
        name, place = ("scan_kind", "label") if is_kind else ("scan_relation", "type")
        template = catalog.statement(f"store.{name}", "neo4j")
        columns = scan_columns(self.metamodel, family, names)
        asked = template.filled({place: family}, {"column": columns})

        def work(tx: neo4j.ManagedTransaction) -> pyarrow.Table:
            rows = (record.values(*schema.names) for record in tx.run(asked.text))
            return scanned(schema, rows, _ROWS_AT_ONCE)

        return self._read_in(work)

    def count(self, family: str) -> int:
        """Return how many nodes a kind, or relations a type, has.

        Raises:
            QueryError: There is no such family.
        """
        if family not in families(self.metamodel):
            raise QueryError(f"no kind or relation type is named {family!r}")
        return self._read_in(lambda tx: self._count(tx, family))

    def apply(self, plan: Plan, batch: ChangeBatch, progress: Report | None = None) -> None:
        """Write the whole plan and its batch in one transaction, or nothing.

        Raises:
            ConflictError: The portfolio is no longer at the plan's revision, or holds values of
                attributes that the metamodel does not have.
            StoreLockedError: Somebody else is writing.
            StoreUnavailableError: The server cannot be reached, or not take the transaction.
        """
        changes = change_set(plan, batch, self.metamodel)
        wait_for_writers(self.connection)
        if self._state()["fingerprint"] != self.metamodel.fingerprint:
            refuse_to_lose(self._custom(), self.metamodel)
            constrain(self.metamodel, self.read, self.connection.run)

        def work(tx: neo4j.ManagedTransaction) -> None:
            lock_at(tx, plan.revision, batch.id)
            write_plan(tx, changes, progress)

        try:
            self.connection.writing(work, APPLY_WITHIN)
        except CommitUnknownError:
            if self.revision() != batch.id:
                raise
        if changes.count >= _BULK:
            self._replan()

    def replace_everything(
        self, tables: Mapping[str, pyarrow.Table], revision: str, progress: Report | None = None
    ) -> None:
        """Hold these facts and no others; see `transfer`.

        Args:
            tables: Family → its facts, with the columns of a scan.
            revision: Id of the last batch among them.
            progress: Told of progress.

        Raises:
            StoreLockedError: Somebody else is writing.
            StoreUnavailableError: The server cannot be reached, or not take it.
        """
        wait_for_writers(self.connection)
        constrain(self.metamodel, self.read, self.connection.run)
        held = sum(self.info().counts.values())
        with translated(self.connection.address):
            replace_everything(self.connection, self.metamodel, tables, revision, held, progress)
        if sum(table.num_rows for table in tables.values()) >= _BULK:
            self._replan()
        self.reading(lambda: read_back(self.scan, self.metamodel, tables, progress))

    def upgrade(self, progress: Report | None = None, *, drop: bool = False) -> bool:
        """Have what is there as this metamodel has it, unless it is; return whether it was not.

        Args:
            progress: Told of progress.
            drop: Whether to let go of what attributes hold that the metamodel does not have.

        Raises:
            ConflictError: There is such an attribute, and it is not to be dropped.
            ConfigError: One has another type there.
            StoreLockedError: Somebody else is writing.
        """
        wait_for_writers(self.connection)
        if progress is not None:
            progress("reading", 0, 0)
        state, found = self._state(), self._custom()
        lacking, _ = parted(found, self.metamodel)
        if not lacking and state["fingerprint"] == self.metamodel.fingerprint:
            return False
        refuse_to_lose(found, self.metamodel, drop=drop)
        constrain(self.metamodel, self.read, self.connection.run)
        let_go(self.connection, self.metamodel, state["revision"], lacking)
        return True

    def user_query(self, text: str, parameters: Mapping[str, Any]) -> QueryResult:
        """Return the result of a stranger's read-only Cypher.

        Raises:
            ConfigError: The text is refused, or does not compile.
        """
        vet(self.connection, text, parameters)
        with as_users_mistake():
            columns, rows = self.connection.read(text, parameters, QUERY_WITHIN)
        return QueryResult(columns, [[plain(value) for value in row] for row in rows])

    def info(self) -> StoreInfo:
        """Return what there is to know about the store."""

        def work(tx: neo4j.ManagedTransaction) -> tuple[dict[str, int], dict[str, Any]]:
            return self._counts(tx), run(tx, "store.server")[0]

        counts, server = self.connection.reading(work)
        state = self._state()
        details = {
            "database": self.connection.address.database,
            "edition": str(server["edition"]),
            "encrypted": "yes" if self.connection.address.encrypted else "no",
            "schema": str(state["fingerprint"]),
        }
        return StoreInfo("neo4j", server["version"], self.url, state["revision"], counts, details)

    def undeclared(self) -> tuple[Undeclared, ...]:
        """Return the attributes that nodes hold values of and the metamodel does not have."""
        return self._read_in(lambda tx: undeclared(tx, self.metamodel))

    def _custom(self) -> tuple[Undeclared, ...]:
        return self._read_in(lambda tx: undeclared(tx, builtin_metamodel()))

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()

    def _rows(self, asked: Statement, parameters: Mapping[str, Any]) -> list[Row]:
        given = {
            name: sorted(value) if isinstance(value, set | frozenset) else value
            for name, value in parameters.items()
        }
        made, given = asked.chosen(given)
        columns, rows = self._read_in(lambda tx: columns_and_rows(tx, made.text, given))
        plain_rows = [dict(zip(columns, map(plain, row), strict=True)) for row in rows]
        return catalog.in_order(plain_rows, asked)

    def _read_in(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Do `work` in the transaction that `reading` has opened, or in one of its own."""
        return work(self._open) if self._open is not None else self.connection.reading(work)

    def _counts(self, tx: neo4j.ManagedTransaction) -> dict[str, int]:
        return {family: self._count(tx, family) for family in families(self.metamodel)}

    def _count(self, tx: neo4j.ManagedTransaction, family: str) -> int:
        is_kind = family in self.metamodel.kinds
        name, place = ("count_kind", "label") if is_kind else ("count_relation", "type")
        return int(run(tx, f"store.{name}", names={place: family})[0]["count"])

    def _state(self) -> dict[str, Any]:
        rows = self.read("store.state")
        if not rows:
            address = self.connection.address
            raise StoreUnavailableError(
                f"no portfolio in the database '{address.database}' of Neo4j at {address}",
                hint="'archrepo init --url …' makes one there",
            )
        return rows[0]

    def _check_state(self, *, half_copied: bool) -> None:
        state = self._state()
        if state["schema_version"] > SCHEMA_VERSION:
            raise StoreUnavailableError(
                f"the portfolio at {self.url} was made by a later archrepo", hint="upgrade archrepo"
            )
        if state["loading"] and not half_copied:
            raise StoreUnavailableError(
                f"the portfolio at {self.url} is not whole: {state['loading']}",
                hint="wait until it has; where it failed, 'archrepo db restore FILE' fills it anew",
            )

    def _bring_up_to_date(self) -> None:
        state = self._state()
        if state["schema_version"] != SCHEMA_VERSION and not state["loading"]:
            store_lives(self.connection, self.metamodel, state["revision"], self.scan)

    def _replan(self) -> None:
        asked = catalog.statement("store.replan", "neo4j")
        with suppress(AuthError, QueryError):  # it is only faster with it
            self.connection.run([asked.text], {"seconds": _REPLAN_WITHIN})

    def _make(self) -> None:
        address = self.connection.address
        if self.read("store.anything")[0]["nodes"]:
            held = "a portfolio" if self.read("store.state") else "something else"
            raise ConflictError(
                f"the database '{address.database}' of Neo4j at {address} holds {held}",
                hint="name another database at the end of the URL, or empty this one",
            )
        constrain(self.metamodel, self.read, self.connection.run)
        self.connection.writing(lambda tx: set_portfolio(tx, "", self.metamodel), APPLY_WITHIN)


def _reading(name: str) -> Statement:
    asked = catalog.statement(name, "neo4j")
    if asked.mode != "read" or asked.is_template:
        raise QueryError(f"statement {name} is not one to read with")
    return asked
