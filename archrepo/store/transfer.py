"""A whole portfolio from one store into another, of either engine: facts, history and revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from archrepo.domain.ports import GraphStore
from archrepo.domain.steadily import steadily
from archrepo.errors import ConflictError
from archrepo.store.schema import families

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.store.credentials import Credentials


@runtime_checkable
class ReplaceableStore(GraphStore, Protocol):
    """A store whose whole content can be put there at once; both engines are."""

    def replace_everything(
        self, tables: Mapping[str, pyarrow.Table], revision: str, progress: Report | None = None
    ) -> None:
        """Hold the facts of these families (columns as `scan` gives them) and no others.

        Raises:
            StoreLockedError: Somebody else is writing.
            StoreUnavailableError: It cannot be reached or written.
        """
        ...

    def upgrade(self, progress: Report | None = None, *, drop: bool = False) -> bool:
        """Have what is there as its metamodel has it, unless it is; return whether it was not.

        Raises:
            ConflictError: Nodes hold values of attributes that the metamodel does not have, and
                they are not to be dropped.
            StoreLockedError: Somebody else is writing.
            StoreUnavailableError: It cannot be reached or written.
        """
        ...


def open_to_replace(
    url: str, metamodel: Metamodel, credentials: Credentials | None = None, timeout: float = 15.0
) -> ReplaceableStore:
    """Return the portfolio at `url`, even one into which an earlier copy has not ended.

    Raises:
        StoreUnavailableError: There is no portfolio, or it cannot be reached.
    """
    from archrepo.store.ladybug.store import LadybugStore
    from archrepo.store.neo4j.store import Neo4jStore
    from archrepo.store.opening import embedded_path

    if path := embedded_path(url):
        return LadybugStore.open(path, metamodel, timeout)
    return Neo4jStore.open(url, metamodel, credentials, timeout, half_copied=True)


def copy_portfolio(
    source: GraphStore,
    target: ReplaceableStore,
    metamodel: Metamodel,
    *,
    replace: bool = False,
    progress: Report | None = None,
) -> dict[str, int]:
    """Make `target` hold what `source` holds, and return how many facts of each family.

    Change batches, provenance and the revision come along: `target` is the same portfolio at the
    same point of its history. What arrives is read back and compared.

    Args:
        source: What to copy; it may be changed by others meanwhile, the copy is of one state.
        target: Where to.
        metamodel: What shapes both.
        replace: Whether what `target` holds may go.
        progress: Told of progress.

    Raises:
        ConflictError: `target` is not empty and may not be replaced, or `source` keeps changing.
        StoreLockedError: Somebody else is writing to `target`.
        StoreUnavailableError: One of them cannot be reached, read or written.
    """
    held = sum(target.info().counts.values())
    if held and not replace:
        raise ConflictError(
            f"{target.info().url} is not empty: it holds {held:,} facts",
            hint="name an empty store, or say that what it holds may be replaced",
        )
    tables, revision = steadily(source, lambda: _whole(source, families(metamodel), progress))
    target.replace_everything(tables, revision, progress)
    return {family: table.num_rows for family, table in tables.items()}


def _whole(
    source: GraphStore, wanted: Sequence[str], progress: Report | None
) -> tuple[dict[str, pyarrow.Table], str]:
    tables = {}
    for done, family in enumerate(wanted):
        if progress is not None:
            progress("reading", done, len(wanted))
        tables[family] = source.scan(family)
    return tables, source.revision()
