"""What batches did to a portfolio, put together from their records and from what stands now.

A batch keeps what it replaced, not what it made: a new fact bears its id, until a later batch
changes it and keeps that state in turn. So the states of a fact are those its records replaced and
the one that stands, each bearing the id of the batch that wrote it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from archrepo.domain.changes import NodeChange, RelationChange, Status
from archrepo.domain.contents import node_facts, relation_facts, relations_touching
from archrepo.domain.recording import Record, read_record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Row

_Change = TypeVar("_Change", NodeChange, RelationChange)
Fact = tuple[str, str]  # family, then id or key


@dataclass(frozen=True, slots=True)
class Touched:
    """What some batches did to one fact, all in all.

    Attributes:
        change: The fact before the first and after the last of them.
        now: The fact as it stands; None where it is gone.
        since: The later batches that changed it.
    """

    change: NodeChange | RelationChange
    now: Values | None
    since: tuple[str, ...]


def batches(store: GraphStore) -> list[Row]:
    """Return every batch, the oldest first; see the statement `history.batches`."""
    return store.read("history.batches")


def record_of(store: GraphStore, metamodel: Metamodel, batch_id: str) -> Record:
    """Return what a batch kept; an empty record where there is no such batch."""
    rows = store.read("history.record", {"id": batch_id})
    return read_record(rows[0]["changes"] if rows else None, metamodel)


def touched_by(
    store: GraphStore, metamodel: Metamodel, window: Sequence[str], later: Sequence[str]
) -> list[Touched]:
    """Return what the batches of `window` did, nodes by kind and id, then relations.

    Args:
        store: The portfolio.
        metamodel: Its metamodel.
        window: Ids of batches that follow each other, the oldest first.
        later: Ids of all batches after them, the oldest first.
    """
    timeline = _timeline(store, metamodel, (*window, *later))
    concerned = {f for f, changes in timeline.items() if _concerns(changes, set(window))}
    standing = _standing(store, metamodel, concerned, window)
    found = []
    for fact in sorted({*concerned, *standing}, key=lambda f: (f[0] in metamodel.relations, f)):
        touched = _touched(timeline.get(fact, []), standing.get(fact), window, later)
        if touched is not None:
            found.append(touched)
    return found


def steps_about(
    store: GraphStore, metamodel: Metamodel, ids: Sequence[str], node_id: str
) -> dict[str, list[Touched]]:
    """Return batch → what it did to a node and its relations, for the batches that did something.

    Args:
        store: The portfolio.
        metamodel: Its metamodel.
        ids: Ids of all batches, the oldest first.
        node_id: The node's id; it may be gone.
    """
    named = store.read("history.about", {"text": json.dumps(node_id, ensure_ascii=False)})
    recorded = {row["id"] for row in named}
    timeline = _timeline(store, metamodel, [i for i in ids if i in recorded], node_id)
    standing: dict[Fact, Any] = {}
    for kind in metamodel.portfolio_kinds:
        for node in node_facts(store, kind, [node_id]):
            standing[kind, node_id] = _new_node(node)
    for relation in relations_touching(store, metamodel, [node_id]):
        standing[relation.type, relation.key] = _new_relation(relation)
    steps: dict[str, list[Touched]] = defaultdict(list)
    for fact in sorted({*timeline, *standing}, key=lambda f: (f[0] in metamodel.relations, f)):
        for batch_id in ids:
            touched = _touched(timeline.get(fact, []), standing.get(fact), [batch_id], ())
            if touched is not None:
                steps[batch_id].append(touched)
    return steps


def without_batch(values: Values | None) -> Values | None:
    """Return values without the batch that wrote them, to compare."""
    if values is None:
        return None
    return {name: value for name, value in values.items() if name != "batch_id"}


def _timeline(
    store: GraphStore, metamodel: Metamodel, ids: Sequence[str], about: str | None = None
) -> dict[Fact, list[tuple[str, Any]]]:
    """Return fact → the batches that replaced a state of it, with their change, in order.

    With `about`, only of the node of that id and of its relations.
    """
    found: dict[Fact, list[tuple[str, Any]]] = defaultdict(list)
    for batch_id in ids:
        record = record_of(store, metamodel, batch_id)
        for node in record.nodes:
            if about in (None, node.id) and not metamodel.kinds[node.kind].internal:
                found[node.kind, node.id].append((batch_id, node))
        for relation in record.relations:
            if about in (None, relation.from_id, relation.to_id):
                found[relation.type, relation.key].append((batch_id, relation))
    return found


def _concerns(changes: Sequence[tuple[str, Any]], window: Collection[str]) -> bool:
    return any(b in window or change.before.get("batch_id") in window for b, change in changes)


def _standing(
    store: GraphStore, metamodel: Metamodel, concerned: Collection[Fact], window: Sequence[str]
) -> dict[Fact, Any]:
    """Return the facts concerned that stand now, and those that the window wrote last."""
    by_family: dict[str, set[str]] = defaultdict(set)
    for family, name in concerned:
        by_family[family].add(name)
    found: dict[Fact, Any] = {}
    for change in _written_by(store, metamodel, window):
        found[_fact(change)] = change
    for family, names in by_family.items():
        if family in metamodel.kinds:
            for node in node_facts(store, family, names):
                found[family, node.id] = _new_node(node)
        else:
            for relation in relation_facts(store, family, keys=names):
                found[family, relation.key] = _new_relation(relation)
    return found


def _written_by(
    store: GraphStore, metamodel: Metamodel, window: Sequence[str]
) -> Iterator[NodeChange | RelationChange]:
    for kind in metamodel.portfolio_kinds:
        yield from map(_new_node, node_facts(store, kind, batch_ids=window))
    for name in metamodel.relations:
        yield from map(_new_relation, relation_facts(store, name, batch_ids=window))


def _new_node(node: Any) -> NodeChange:
    return NodeChange(Status.NEW, node.kind, node.id, None, node.values)


def _new_relation(fact: Any) -> RelationChange:
    ends = (fact.from_kind, fact.from_id, fact.to_kind, fact.to_id)
    return RelationChange(Status.NEW, fact.type, fact.key, *ends, None, fact.values)


def _fact(change: NodeChange | RelationChange) -> Fact:
    if isinstance(change, NodeChange):
        return change.kind, change.id
    return change.type, change.key


def _touched(
    changes: Sequence[tuple[str, Any]],
    standing: Any | None,
    window: Sequence[str],
    later: Sequence[str],
) -> Touched | None:
    """Return what the window did to one fact; None where it comes to nothing."""
    now = standing.after if standing is not None else None
    states = [change.before for _, change in changes] + ([now] if now is not None else [])
    written: dict[str, Values] = {}
    for state in states:
        written.setdefault(str(state.get("batch_id", "")), state)
    recorded = dict(changes)
    events: list[tuple[Values | None, Values | None]] = []
    for batch_id in window:
        before = recorded[batch_id].before if batch_id in recorded else None
        if batch_id in recorded and recorded[batch_id].after is None:
            events.append((before, None))
        elif batch_id in written:
            events.append((before, written[batch_id]))
    if not events:
        return None
    first, last = events[0][0], events[-1][1]
    if without_batch(first) == without_batch(last):
        return None
    example = standing or changes[0][1]
    status = Status.NEW if first is None else Status.REMOVE if last is None else Status.UPDATE
    since = tuple(b for b in later if b in recorded or b in written)
    return Touched(
        replace(example, status=status, before=first, after=last, place=None), now, since
    )
