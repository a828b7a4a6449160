"""What a store holds, as facts: the way to read whole families of nodes and relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact, RelationFact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pyarrow

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

_CHUNK = 20_000  # rows turned to Python at once: bounds the memory of a large family


def node_facts(
    store: GraphStore,
    kind: str,
    ids: Collection[str] | None = None,
    *,
    batch_ids: Collection[str] | None = None,
    ordered: bool = False,
) -> Iterator[NodeFact]:
    """Yield every node of `kind`, or those all these restrictions leave; `ordered`, by id."""
    table = store.scan(kind)
    if batch_ids is not None:
        table = _filtered(table, "batch_id", batch_ids)
    for batch in _rows(table.sort_by("id") if ordered else table, "id", ids):
        for row in batch.to_pylist():
            yield NodeFact(kind, row.pop("id"), _set_values(row))


def relation_facts(
    store: GraphStore,
    relation_type: str,
    from_ids: Collection[str] | None = None,
    *,
    to_ids: Collection[str] | None = None,
    keys: Collection[str] | None = None,
    batch_ids: Collection[str] | None = None,
    ordered: bool = False,
) -> Iterator[RelationFact]:
    """Yield every relation of a type, or those all these restrictions leave; `ordered`, by key."""
    table = store.scan(relation_type)
    for column, wanted in (("to", to_ids), ("key", keys), ("batch_id", batch_ids)):
        if wanted is not None:
            table = _filtered(table, column, wanted)
    for batch in _rows(table.sort_by("key") if ordered else table, "from", from_ids):
        for row in batch.to_pylist():
            yield RelationFact(
                relation_type,
                row.pop("key"),
                row.pop("from_kind"),
                row.pop("from"),
                row.pop("to_kind"),
                row.pop("to"),
                _set_values(row),
            )


def relations_touching(
    store: GraphStore, metamodel: Metamodel, ids: Collection[str]
) -> Iterator[RelationFact]:
    """Yield every relation that starts or ends at one of `ids`, once, by type and key."""
    if not ids or not store.revision():
        return
    for name in sorted(metamodel.relations):
        found = {fact.key: fact for fact in relation_facts(store, name, ids)}
        found |= {fact.key: fact for fact in relation_facts(store, name, to_ids=ids)}
        for key in sorted(found):
            yield found[key]


def kinds_of(store: GraphStore, metamodel: Metamodel, ids: Collection[str]) -> dict[str, str]:
    """Return id → kind of those of `ids` that are nodes."""
    if not ids or not store.revision():
        return {}
    return {
        node.id: kind for kind in metamodel.portfolio_kinds for node in node_facts(store, kind, ids)
    }


def _rows(
    table: pyarrow.Table, column: str, wanted: Collection[str] | None
) -> Iterator[pyarrow.RecordBatch]:
    if wanted is not None:
        table = _filtered(table, column, wanted)
    yield from table.to_batches(max_chunksize=_CHUNK)


def _filtered(table: pyarrow.Table, column: str, wanted: Collection[str]) -> pyarrow.Table:
    """Return the rows whose `column` is among `wanted`, before any of them becomes Python."""
    import pyarrow
    import pyarrow.compute

    values = pyarrow.array(sorted(wanted), pyarrow.string())
    return table.filter(pyarrow.compute.is_in(table[column], value_set=values))


def _set_values(row: dict[str, Any]) -> Values:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if value is not None and value != []
    }
