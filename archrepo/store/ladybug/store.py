"""A portfolio in one file of the embedded engine, behind the store port."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from archrepo.domain.ports import StoreInfo
from archrepo.domain.undeclared import refuse_to_drop
from archrepo.errors import ConflictError, QueryError, StoreUnavailableError
from archrepo.store import catalog
from archrepo.store.arrow import scan_schema
from archrepo.store.changeset import change_set
from archrepo.store.ladybug.adapting import adapt_copy
from archrepo.store.ladybug.building import build_copy, build_next, create_file
from archrepo.store.ladybug.engine import Database, check_file, engine_version, restore_hint
from archrepo.store.ladybug.families import count_families, count_family, scan_family
from archrepo.store.ladybug.generations import Generations
from archrepo.store.ladybug.lock import writer_lock
from archrepo.store.ladybug.together import at_once, in_columns, is_worth, one_by_one
from archrepo.store.schema import SCHEMA_VERSION, families

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import pyarrow

    from archrepo.domain.changes import Plan
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import QueryResult, Report, Row
    from archrepo.domain.undeclared import Undeclared
    from archrepo.store.catalog import Statement
    from archrepo.store.ladybug.generations import FileMark

T = TypeVar("T")
_AT_ONCE = 4  # statements: each may hold a portfolio's worth of rows


class LadybugStore:
    """See `GraphStore`; get one from `open` or `create`.

    It reads the generation that was current when it was opened, whatever others publish since; an
    apply starts from the current one, and leaves the store reading what it made. To open a file
    costs as much as a dozen questions: what is open already is not opened again.
    """

    def __init__(self, path: Path, metamodel: Metamodel, timeout: float) -> None:
        self.generations = Generations(path)
        self.metamodel = metamodel
        self.timeout = timeout
        self._adapted: Path | None = None
        self._undeclared: tuple[Undeclared, ...] = ()  # of a file of another schema
        self._database: Database | None = None
        self._mark: FileMark | None = None  # of the generation that is read

    @classmethod
    def open(cls, path: Path, metamodel: Metamodel, timeout: float = 15.0) -> LadybugStore:
        """Return the portfolio in the file at `path`.

        Raises:
            StoreUnavailableError: There is none, or it cannot be read.
            ConfigError: An attribute's configured type is not the one stored.
        """
        store = cls(path.absolute(), metamodel, timeout)
        store._open()
        return store

    @classmethod
    def create(cls, path: Path, metamodel: Metamodel, timeout: float = 15.0) -> LadybugStore:
        """Make an empty portfolio at `path`, with the folders it needs, and return it.

        Raises:
            ConflictError: There is a file already.
            StoreUnavailableError: It cannot be written.
        """
        store = cls(path.absolute(), metamodel, timeout)
        generations = store.generations
        try:
            generations.current.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailableError(
                f"cannot make the folder {generations.current.parent}: {error.strerror}",
                hint="name another place for the portfolio",
            ) from error
        with writer_lock(generations.lock, timeout):
            if generations.current.exists():
                raise ConflictError(
                    f"there is a portfolio already at {path}", hint="open it, or name another file"
                )
            with generations.building() as built:
                create_file(built, metamodel)
                generations.publish(built)
        store._open()
        return store

    def revision(self) -> str:
        """Return the id of the last applied batch; empty for an empty store."""
        return str(self._state(self._opened)["revision"])

    def reading(self, work: Callable[[], T]) -> T:
        """Return what `work` returns."""
        return work()

    def read(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of the statement so named, in its order.

        Raises:
            QueryError: There is no such statement, or it fails.
        """
        return self._rows(_reading(statement), parameters or {})

    def read_all(self, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> list[list[Row]]:
        """Return the rows of each of these statements, some at a time on connections of their own.

        Raises:
            QueryError: There is no such statement, or it fails.
        """
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(min(os.cpu_count() or 1, _AT_ONCE)) as pool:
            return list(
                pool.map(lambda one: self._rows(_reading(one[0]), one[1], keep=False), asked)
            )

    def around(
        self,
        statement: str,
        ids: Collection[str],
        parameters: Mapping[str, Any] | None = None,
    ) -> list[Row]:
        """Return the rows of the same statement for each of `ids`, sorted by id.

        One id at a time: only an anchor with one id uses the index, and the plan is kept. Where
        the ids are a good part of their kind, all at once; see `together`.

        Raises:
            QueryError: There is no such statement around ids, or it fails.
        """
        asked = _reading(statement)
        if not asked.around:
            raise QueryError(f"statement {statement} is not one around ids")
        others = dict(parameters or {})
        wanted = sorted(set(ids))
        if is_worth(asked, len(wanted), self.count):
            asked, columns = at_once(statement)
            return in_columns(self._rows(asked, {**others, "ids": wanted}), columns)
        asked, columns = one_by_one(statement)
        rows: list[Row] = []
        for node in wanted:
            rows += in_columns(self._rows(asked, {**others, "id": node}), columns)
        return rows

    def scan(self, family: str, names: Sequence[str] = ()) -> pyarrow.Table:
        """Return every node of a kind, or every relation of a type, as columns; all, or `names`.

        Raises:
            QueryError: There is no such family.
        """
        if not self.count(family):
            # To compile a text with all columns takes longer than to count, or to read most.
            return scan_schema(self.metamodel, family, names).empty_table()
        return scan_family(self._opened, self.metamodel, family, names)

    def count(self, family: str) -> int:
        """Return how many nodes a kind, or relations a type, has.

        Raises:
            QueryError: There is no such family.
        """
        return count_family(self._opened, self.metamodel, family)

    def apply(self, plan: Plan, batch: ChangeBatch, progress: Report | None = None) -> None:
        """Write the whole plan and its batch, or nothing, as the next generation of the file.

        Raises:
            ConflictError: The portfolio is no longer at the plan's revision, or holds values of
                attributes that the metamodel does not have.
            StoreLockedError: Somebody else is writing.
            StoreUnavailableError: The folder cannot be written.
        """
        generations = self.generations
        changes = change_set(plan, batch, self.metamodel)
        with writer_lock(generations.lock, self.timeout):
            self._open()  # others may have published since
            if plan.revision != self.revision():
                raise ConflictError(
                    f"the portfolio has changed since this was planned: it is at "
                    f"'{self.revision()}', the plan at '{plan.revision}'",
                    hint="run the command again: it plans anew",
                )
            refuse_to_drop(self._undeclared)
            report = progress or _quiet
            with generations.building() as built:
                afresh = self._adapted is not None
                self._publish(build_next(built, self._opened, changes, report, afresh=afresh))

    def replace_everything(
        self, tables: Mapping[str, pyarrow.Table], revision: str, progress: Report | None = None
    ) -> None:
        """Hold the facts of these families and no others, as the next generation of the file.

        Args:
            tables: Family → its facts, with the columns of a scan.
            revision: Id of the last batch among them.
            progress: Told of progress.

        Raises:
            StoreLockedError: Somebody else is writing.
            StoreUnavailableError: The folder cannot be written.
        """
        generations = self.generations
        with writer_lock(generations.lock, self.timeout), generations.building() as built:
            self._publish(build_copy(built, self.metamodel, tables, revision, progress or _quiet))

    def upgrade(self, progress: Report | None = None, *, drop: bool = False) -> bool:
        """Write what is there as this metamodel has it, unless it is; return whether it was not.

        Args:
            progress: Told of progress.
            drop: Whether to let go of what attributes hold that the metamodel does not have; it
                stays in the previous generation.

        Raises:
            ConflictError: There is such an attribute, and it is not to be dropped.
            StoreLockedError: Somebody else is writing.
            StoreUnavailableError: The folder cannot be written.
        """
        generations = self.generations
        with writer_lock(generations.lock, self.timeout):
            self._open()  # others may have published since
            if self._adapted is None:
                return False
            if not drop:
                refuse_to_drop(self._undeclared)
            tables = {family: self.scan(family) for family in families(self.metamodel)}
            revision, report = self.revision(), progress or _quiet
            with generations.building() as built:
                self._publish(build_copy(built, self.metamodel, tables, revision, report))
        return True

    def user_query(self, text: str, parameters: Mapping[str, Any]) -> QueryResult:
        """Return the result of a stranger's read-only Cypher.

        Raises:
            ConfigError: The text is refused, or does not compile.
        """
        from archrepo.store.ladybug.vetting import vetted_query

        return vetted_query(self._opened.path, text, parameters)

    def info(self) -> StoreInfo:
        """Return what there is to know about the store."""
        current, previous = self.generations.current, self.generations.previous
        state = self._state(self._opened)
        details = {
            "file": str(current),
            "bytes": str(current.stat().st_size) if current.exists() else "0",
            "previous": str(previous) if previous.exists() else "",
            "leftovers": ", ".join(path.name for path in self.generations.leftovers()),
            "schema": str(state["fingerprint"]),
        }
        counts = count_families(self._opened, self.metamodel)
        url = f"ladybug://{current}"
        outdated = self._adapted is not None
        revision = state["revision"]
        return StoreInfo("ladybug", engine_version(), url, revision, counts, details, outdated)

    def undeclared(self) -> tuple[Undeclared, ...]:
        """Return the attributes that nodes hold values of and the metamodel does not have."""
        return self._undeclared

    def close(self) -> None:
        """Let go of the store."""
        if self._database is not None:
            self._database.close()
            self._database = None
        if self._adapted is not None:
            shutil.rmtree(self._adapted, ignore_errors=True)
            self._adapted = None
            self._undeclared = ()

    @property
    def _opened(self) -> Database:
        if self._database is None:
            raise StoreUnavailableError("the store is closed", hint="open it again")
        return self._database

    def _open(self) -> None:
        """Open the current generation, through a private copy where its schema is another."""
        current = self.generations.current
        check_file(current)
        if leftovers := self.generations.leftovers():
            raise StoreUnavailableError(
                f"cannot use {current}: beside it another program left "
                f"{', '.join(path.name for path in leftovers)}",
                hint="delete what it left: nothing of the portfolio is in it; or "
                + restore_hint(current),
            )
        mark = self.generations.mark()  # before the file is opened: of an older one, if of another
        if self._database is not None and self._mark == mark:
            return
        self.close()
        self._database, self._mark = Database(current), mark
        try:
            state = self._state(self._database)
            if state["schema_version"] > SCHEMA_VERSION:
                raise StoreUnavailableError(
                    f"the portfolio at {current} was made by a later archrepo",
                    hint="upgrade archrepo",
                )
            made_for = (state["schema_version"], state["fingerprint"])
            if made_for != (SCHEMA_VERSION, self.metamodel.fingerprint):
                self._adapted = Path(tempfile.mkdtemp(prefix="archrepo-"))
                self._undeclared = adapt_copy(current, self._adapted / current.name, self.metamodel)
                self._database.close()
                self._database = Database(self._adapted / current.name)
        except BaseException:
            self.close()
            raise

    def _publish(self, made: Database) -> None:
        """Put a file that was built and read back in the current one's place, and go on with it."""
        try:
            self.generations.publish(made.path)
        except BaseException:
            made.close()
            raise
        self.close()
        made.path = self.generations.current
        self._database, self._mark = made, self.generations.mark()

    def _state(self, database: Database) -> Row:
        """Return what a file says of itself, read once: a file that is open never changes."""
        if database.state is None:
            try:
                rows = database.rows(catalog.statement("store.portfolio", "ladybug"))
            except QueryError as error:
                raise self._no_portfolio() from error
            if not rows:
                raise self._no_portfolio()
            database.state = rows[0]
        return database.state

    def _no_portfolio(self) -> StoreUnavailableError:
        current = self.generations.current
        return StoreUnavailableError(
            f"{current} is not a portfolio of archrepo", hint=restore_hint(current)
        )

    def _rows(
        self, asked: Statement, parameters: Mapping[str, Any], *, keep: bool = True
    ) -> list[Row]:
        if missing := sorted(asked.params.keys() - parameters.keys()):
            raise QueryError(f"statement {asked.name} was given no {', '.join(missing)}")
        given = {
            name: sorted(value) if isinstance(value, set | frozenset) else value
            for name, value in parameters.items()
        }
        made, given = asked.chosen(given)
        rows = self._opened.rows(made, given, keep=keep)
        for column, of_type in asked.returns.items():
            if of_type == "map":
                for row in rows:
                    row[column] = _set_properties(row[column])
        return catalog.in_order(rows, asked)


def _reading(name: str) -> Statement:
    asked = catalog.statement(name, "ladybug")
    if asked.mode != "read" or asked.is_template:
        raise QueryError(f"statement {name} is not one to read with")
    return asked


def _set_properties(entity: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return what a node or relation has, without the engine's own marks."""
    if entity is None:
        return None
    return {k: v for k, v in entity.items() if v is not None and not k.startswith("_")}


def _quiet(doing: str, done: int, total: int) -> None:
    """Tell nobody."""
