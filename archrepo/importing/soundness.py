"""Whether a portfolio would hold together after changes: no loose ends, trees that are trees."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.domain.changes import NodeChange, RelationChange
from archrepo.domain.contents import kinds_of, relation_facts, relations_touching
from archrepo.importing.order import dates_out_of_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

Unsound = tuple[NodeChange | RelationChange, str]
"""A change, and what stands against it."""


def unsound_changes(
    nodes: Sequence[NodeChange],
    relations: Sequence[RelationChange],
    store: GraphStore,
    metamodel: Metamodel,
) -> list[Unsound]:
    """Return the changes after which something would hang in the air, and why."""
    return [
        *_out_of_order(nodes, relations),
        *_taken_ids(nodes, store, metamodel),
        *_still_in_use(nodes, relations, store, metamodel),
        *_without_ends(nodes, relations, store, metamodel),
        *_broken_trees(relations, store),
    ]


def _out_of_order(
    nodes: Sequence[NodeChange], relations: Sequence[RelationChange]
) -> Iterator[Unsound]:
    changes: list[NodeChange | RelationChange] = [*nodes, *relations]
    for change in changes:
        pair = dates_out_of_order(change.after) if change.after else None
        if pair is not None:
            yield change, f"{pair[1]} would come before {pair[0]}"


def _taken_ids(
    nodes: Sequence[NodeChange], store: GraphStore, metamodel: Metamodel
) -> Iterator[Unsound]:
    made = {change.id: change for change in nodes if change.before is None}
    for node_id, kind in kinds_of(store, metamodel, made.keys()).items():
        yield made[node_id], f"there is a {kind} of that id"


def _still_in_use(
    nodes: Sequence[NodeChange],
    relations: Sequence[RelationChange],
    store: GraphStore,
    metamodel: Metamodel,
) -> Iterator[Unsound]:
    leaving = {change.id: change for change in nodes if change.after is None}
    cut = {change.key for change in relations if change.after is None}
    held: dict[str, list[str]] = defaultdict(list)
    for fact in relations_touching(store, metamodel, leaving.keys()):
        if fact.key not in cut:
            for end in {fact.from_id, fact.to_id} & leaving.keys():
                held[end].append(f"{fact.from_id} {fact.type} {fact.to_id}")
    for node_id, uses in sorted(held.items()):
        more = f" and {len(uses) - 3} more" if len(uses) > 3 else ""
        yield leaving[node_id], f"in use: {', '.join(sorted(uses)[:3])}{more}"


def _without_ends(
    nodes: Sequence[NodeChange],
    relations: Sequence[RelationChange],
    store: GraphStore,
    metamodel: Metamodel,
) -> Iterator[Unsound]:
    made = [change for change in relations if change.before is None]
    known = kinds_of(store, metamodel, {end for c in made for end in (c.from_id, c.to_id)})
    for node in nodes:
        if node.after is None:
            known.pop(node.id, None)
        else:
            known[node.id] = node.kind
    for change in made:
        for end, kind in ((change.from_id, change.from_kind), (change.to_id, change.to_kind)):
            if known.get(end) != kind:
                yield change, f"there is no {kind} '{end}'"
                break


def _broken_trees(relations: Sequence[RelationChange], store: GraphStore) -> Iterator[Unsound]:
    hung = [c for c in relations if c.type == "CONTAINS" and c.before is None]
    if not hung:
        return
    cut = {c.key for c in relations if c.type == "CONTAINS" and c.after is None}
    parents = {
        fact.to_id: fact.from_id
        for fact in (relation_facts(store, "CONTAINS") if store.revision() else ())
        if fact.key not in cut
    }
    for change in hung:
        known = parents.setdefault(change.to_id, change.from_id)
        if known != change.from_id:
            yield change, f"'{change.to_id}' hangs under '{known}'"
    for change in hung:
        seen = {change.to_id}
        above: str | None = change.from_id
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == change.to_id:
            yield change, f"'{change.to_id}' would hang under itself"
