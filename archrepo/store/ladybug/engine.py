"""One Ladybug file opened: statements run, and the engine's bare errors told in ours.

Everything Ladybug raises is a `RuntimeError` with a text; `_ours` is the one place that reads it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import is_text
from archrepo.errors import (
    ConflictError,
    NotTextError,
    QueryError,
    StoreLockedError,
    StoreUnavailableError,
)
from archrepo.store.ladybug.literals import with_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pyarrow

    from archrepo.errors import ArchrepoError
    from archrepo.store.catalog import Statement

# Limits of what the engine keeps in memory and of the file it may map, not what it takes at once.
_READ_BUFFER = 4 << 30
_WRITE_BUFFER = 2 << 30
_LARGEST_FILE = 1 << 40
_PAGE = 4096
_CHUNK = 200_000  # rows of an Arrow chunk, at most

_MAGIC = b"LBUG"  # what the engine's files start with


class Database:
    """A file opened for reading, or a file nobody else knows yet opened for writing.

    Attributes:
        path: The file.
        counts: Kind or relation type → how many of it are known to be there.
        state: What it says of itself, once that was read.
    """

    def __init__(self, path: Path, *, writing: bool = False) -> None:
        import ladybug

        self.path = path
        self.counts: dict[str, int] = {}
        self.state: dict[str, Any] | None = None
        self._connection: Any = None
        self._threads = 0 if writing else 1
        if not is_text(str(path)):
            raise StoreUnavailableError(
                f"cannot use {path}: its name is not text in UTF-8", hint="give it another name"
            )
        with translated(path, opening=True):
            self._database = ladybug.Database(
                str(path),
                read_only=not writing,
                auto_checkpoint=False,
                buffer_pool_size=_WRITE_BUFFER if writing else _READ_BUFFER,
                max_db_size=_LARGEST_FILE,
            )

    def rows(
        self,
        asked: Statement,
        parameters: Mapping[str, Any] | None = None,
        *,
        keep: bool = True,
    ) -> list[dict[str, Any]]:
        """Return the rows of a statement; its plan is kept for the next time, if it is to be.

        A plan keeps all it worked with: hundreds of megabytes for a join over a large portfolio.
        One not kept has a connection of its own, and can be run beside others.
        """
        text, given = asked.text, dict(parameters or {})
        if not keep:
            text, given = with_days(text, given)
        names, values = self.table(text, given, keep=keep)
        return [dict(zip(names, row, strict=True)) for row in values]

    def table(
        self, text: str, parameters: Mapping[str, Any] | None = None, *, keep: bool = True
    ) -> tuple[list[str], list[list[Any]]]:
        """Return columns and rows of a text; see `rows`."""
        with translated(self.path), self._reading(keep=keep) as connection:
            result = connection.execute(text, dict(parameters or {}))
            with result:
                return result.get_column_names(), result.get_all()

    def arrow(self, asked: Statement) -> pyarrow.Table:
        """Return the rows of a statement as columns."""
        with (
            translated(self.path),
            self._reading() as connection,
            connection.execute(asked.text) as result,
        ):
            # The engine first makes room for a whole chunk: left to itself, millions of values.
            return result.get_as_arrow(max(1, min(result.get_num_tuples(), _CHUNK)))

    def write(self, asked: Statement, parameters: Mapping[str, Any] | None = None) -> None:
        """Run a statement that changes something.

        Each has a connection of its own: the same bulk load prepared twice on one crashes the
        process, and a connection keeps the Arrow tables it has loaded.
        """
        import ladybug

        with translated(self.path), ladybug.Connection(self._database) as connection:
            connection.execute(asked.text, dict(parameters or {}))

    def prepare(self, text: str) -> str:
        """Return why the text does not compile; empty where it does. Nothing is run."""
        import ladybug

        with translated(self.path), self._reading() as connection:
            prepared = ladybug.PreparedStatement(connection, text)
            return "" if prepared.is_success() else str(prepared.get_error_message())

    def limit_time(self, seconds: float) -> None:
        """Interrupt whatever is read from now on after so long."""
        with self._reading() as connection:
            connection.set_query_timeout(max(1, int(seconds * 1000)))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._database.close()

    @contextmanager
    def _reading(self, *, keep: bool = True) -> Iterator[Any]:
        """Lend the connection that keeps plans, or one that ends with what is asked on it."""
        import ladybug

        # One thread: questions around a node are small, and sharing them out costs more.
        if not keep:
            with ladybug.Connection(self._database, num_threads=self._threads) as connection:
                yield connection
            return
        if self._connection is None:
            self._connection = ladybug.Connection(self._database, num_threads=self._threads)
        yield self._connection


def check_file(path: Path) -> None:
    """Refuse what cannot be a portfolio's file before the engine meets it.

    Raises:
        StoreUnavailableError: It is missing, no file, empty or cut short.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        hint = restore_hint(path, "'archrepo init' makes a portfolio")
        raise StoreUnavailableError(
            f"no portfolio at {path} ({error.strerror})", hint=hint
        ) from None
    if not path.is_file():
        raise StoreUnavailableError(f"{path} is not a file", hint="name a portfolio's file")
    try:
        problem = _problem_of(path, size)
    except OSError as error:
        raise StoreUnavailableError(
            f"cannot use {path}: {error.strerror}", hint="see that it is a file you may read"
        ) from None
    if problem:
        raise StoreUnavailableError(f"cannot use {path}: {problem}", hint=restore_hint(path))


def _problem_of(path: Path, size: int) -> str:
    """Return what keeps the file from being one of the engine's; empty where nothing is seen."""
    if not size:
        return "it is empty"
    with path.open("rb") as stream:
        head = stream.read(len(_MAGIC))
    if head != _MAGIC:
        return "it is not a portfolio's file, or it is damaged"
    return f"it is cut short ({size:,} bytes)" if size % _PAGE else ""


def restore_hint(path: Path, otherwise: str = "") -> str:
    """Return how to come back from a damaged file: from the generation before, where there is one.

    Args:
        path: The file; the generation before it stands beside it.
        otherwise: What to do where there is none; else to bring back a backup.
    """
    if path.with_name(path.name + ".previous").is_file():
        return "'archrepo db restore' brings the previous generation back"
    return otherwise or "'archrepo db restore FILE' brings a backup back; --url names another"


@contextmanager
def translated(path: Path, *, opening: bool = False) -> Iterator[None]:
    """Tell the engine's errors in ours.

    Raises:
        StoreUnavailableError: The file cannot be opened, read or written.
        StoreLockedError: Another program holds it.
        ConflictError: What is loaded does not fit what is there.
        NotTextError: What is asked for is none.
        QueryError: A statement failed.
    """
    try:
        yield
    except RuntimeError as error:
        raise _ours(str(error), path, opening) from error
    except (MemoryError, OSError) as error:
        raise StoreUnavailableError(
            f"cannot use {path}: {error}", hint=restore_hint(path)
        ) from error


_FULL = re.compile(r"No space left|File too large|Disk quota|Failed to write|Cannot write|truncate")
_MEMORY = re.compile(r"Buffer manager exception|bad_alloc|Failed to allocate|Mmap")
_TEXT = re.compile(r"(Binder|Parser|Catalog|Conversion|Overflow|Interrupted)\b")
_NO_TEXT = re.compile(r"Unable to cast Python\s")
_DAMAGED = re.compile(
    r"not a valid|Cannot read|Reading past|past the end|checkpoint|[Cc]hecksum|[Cc]orrupt|WAL|"
    r"IO exception|Storage exception|Cannot open|Unable to open|Assertion|Invalid hash index"
)


def _ours(text: str, path: Path, opening: bool) -> ArchrepoError:
    first = " ".join(text.split())[:300]
    if re.search(r"duplicated primary key|Unable to find primary key|connected edges", text):
        return ConflictError(f"the change does not fit the portfolio: {first}")
    if "Could not set lock" in text:
        return StoreLockedError(
            f"{path} is held by another program ({first})", hint="close that program, try again"
        )
    if _NO_TEXT.match(text):
        return NotTextError()
    if _TEXT.match(text) and not opening:
        return QueryError(first)
    if _FULL.search(text):
        hint = "free some space; the portfolio is as it was"
        return StoreUnavailableError(f"cannot write {path}: {first}", hint=hint)
    if _MEMORY.search(text):
        hint = "ask for less at once, or use a machine with more memory"
        return StoreUnavailableError(f"not enough memory for {path}: {first}", hint=hint)
    if opening or _DAMAGED.search(text):
        problem = "it is damaged, or not a portfolio of this version"
        hint = restore_hint(path)
        return StoreUnavailableError(f"cannot use {path}: {problem} ({first})", hint=hint)
    return QueryError(first)


def engine_version() -> str:
    """Return the version of Ladybug."""
    import ladybug

    return str(ladybug.__version__)
