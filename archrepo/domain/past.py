"""A portfolio as it stood after one of its batches: what analyses read, without anything undone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from archrepo.domain.changes import NodeChange
from archrepo.domain.history import batches, touched_by
from archrepo.domain.text import did_you_mean
from archrepo.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore


class PastStore:
    """Hands out families of facts as they stood after a batch; of a store it is all maps need."""

    def __init__(self, store: GraphStore, metamodel: Metamodel, batch_id: str) -> None:
        """Work out what changed since.

        Raises:
            NotFoundError: There is no such batch.
        """
        ids = [str(row["id"]) for row in batches(store)]
        if batch_id not in ids:
            hint = did_you_mean(batch_id, ids) or "'archrepo history' lists the batches"
            raise NotFoundError(f"no batch is called '{batch_id}'", hint=hint)
        self._store = store
        self._gone: dict[str, set[str]] = defaultdict(set)
        self._back: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for touched in touched_by(store, metamodel, ids[ids.index(batch_id) + 1 :], ()):
            change = touched.change
            family, name = _fact(change)
            self._gone[family].add(name)
            if change.before is not None:
                self._back[family].append(_row(change, change.before))

    def revision(self) -> str:
        """Return the revision of the store it is read from."""
        return self._store.revision()

    def scan(self, family: str, names: Sequence[str] = ()) -> pyarrow.Table:
        """Return a family as it stood; all its columns, or those named."""
        if not self._gone[family]:
            return self._store.scan(family, names)
        table = self._store.scan(family)
        import pyarrow
        import pyarrow.compute

        column = "id" if "id" in table.column_names else "key"
        gone = pyarrow.array(sorted(self._gone[family]), pyarrow.string())
        kept = table.filter(
            pyarrow.compute.invert(pyarrow.compute.is_in(table[column], value_set=gone))
        )
        back = pyarrow.Table.from_pylist(self._back[family], schema=table.schema)
        stood = pyarrow.concat_tables([kept, back])
        return stood.select(list(names)) if names else stood


def _fact(change: Any) -> tuple[str, str]:
    if isinstance(change, NodeChange):
        return change.kind, change.id
    return change.type, change.key


def _row(change: Any, values: Values) -> dict[str, Any]:
    plain = {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}
    if isinstance(change, NodeChange):
        return {"id": change.id, **plain}
    ends = {"from_kind": change.from_kind, "from": change.from_id}
    return {"key": change.key, **ends, "to_kind": change.to_kind, "to": change.to_id, **plain}
