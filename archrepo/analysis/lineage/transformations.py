"""Which flows declare to hand on an object they made: from a store, or from facts in memory."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from archrepo.domain.relation_vocabulary import Transformation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from archrepo.domain.facts import RelationFact
    from archrepo.domain.ports import GraphStore

Transformed = dict[tuple[str, str], str]
"""(flow, object) → what is done to the object."""


class Transformations(Protocol):
    """Tells what applications and modules hand on transformed."""

    def by(self, kind: str, ids: Collection[str]) -> Mapping[str, Transformed]:
        """Return party → what it hands on transformed, for those of `ids` that do."""
        ...


class StoredTransformations:
    """Asks a store, once for each party."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._known: dict[tuple[str, str], Transformed] = {}

    def by(self, kind: str, ids: Collection[str]) -> Mapping[str, Transformed]:
        """See `Transformations`."""
        new = sorted(i for i in set(ids) if (kind, i) not in self._known)
        self._known.update(((kind, i), {}) for i in new)
        if new and kind in ("Application", "Module"):
            for row in self._store.around(f"lineage.transformed_by_{kind.lower()}", new):
                key = (row["flow"], row["object"])
                self._known[kind, row["id"]][key] = row["transformation"]
        return {i: self._known[kind, i] for i in ids if self._known[kind, i]}


class MemoryTransformations:
    """Answers from relations given whole."""

    def __init__(self, relations: Iterable[RelationFact]) -> None:
        emitted: Mapping[tuple[str, str], set[str]] = defaultdict(set)
        carried: Mapping[str, Transformed] = defaultdict(dict)
        for relation in sorted(relations, key=lambda r: r.key):
            if relation.type == "EMITS":
                emitted[relation.from_kind, relation.from_id].add(relation.to_id)
            done = relation.values.get("transformation", Transformation.NONE)
            if relation.type == "CARRIES" and done != Transformation.NONE:
                carried[relation.from_id][relation.from_id, relation.to_id] = str(done)
        self._by = {
            party: {key: done for flow in flows for key, done in carried.get(flow, {}).items()}
            for party, flows in emitted.items()
        }

    def by(self, kind: str, ids: Collection[str]) -> Mapping[str, Transformed]:
        """See `Transformations`."""
        return {i: self._by[kind, i] for i in ids if self._by.get((kind, i))}
