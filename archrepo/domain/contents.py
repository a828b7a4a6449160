"""What a store holds, as facts: the way to read whole families of nodes and relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact, RelationFact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.facts import Values
    from archrepo.domain.ports import GraphStore

_CHUNK = 20_000  # rows turned to Python at once: bounds the memory of a large family


def node_facts(store: GraphStore, kind: str) -> Iterator[NodeFact]:
    """Yield every node of `kind`, in no order."""
    for batch in store.scan(kind).to_batches(max_chunksize=_CHUNK):
        for row in batch.to_pylist():
            yield NodeFact(kind, row.pop("id"), _set_values(row))


def relation_facts(store: GraphStore, relation_type: str) -> Iterator[RelationFact]:
    """Yield every relation of `relation_type`, in no order."""
    for batch in store.scan(relation_type).to_batches(max_chunksize=_CHUNK):
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


def _set_values(row: dict[str, Any]) -> Values:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if value is not None and value != []
    }
