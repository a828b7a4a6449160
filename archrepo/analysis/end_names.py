"""What the ends of changed relations are called, for those who read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.changes import NodeChange, RelationChange
from archrepo.domain.contents import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.ports import GraphStore


def names_of_ends(
    changes: Iterable[NodeChange | RelationChange], store: GraphStore
) -> Mapping[str, str]:
    """Return id → name of what relations among `changes` join: as changed, else as stored."""
    known: dict[str, str] = {}
    wanted: dict[str, set[str]] = {}
    for change in changes:
        if isinstance(change, NodeChange):
            known[change.id] = change.name
        else:
            wanted.setdefault(change.from_kind, set()).add(change.from_id)
            wanted.setdefault(change.to_kind, set()).add(change.to_id)
    if not store.revision():
        return known
    for kind, ids in sorted(wanted.items()):
        if unknown := ids - known.keys():
            known.update(columns(store, kind, ("id", "name"), among=("id", unknown)))
    return known
