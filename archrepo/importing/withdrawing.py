"""What a source no longer states: its name goes from the facts, and facts that nobody states go.

A node on which other sources hang relations stays, stated by nobody: one file never deletes another
team's facts, and a check tells of the node (FR-02). It goes with the last of those relations.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from archrepo.domain.changes import NodeChange, RelationChange, Status
from archrepo.domain.contents import node_facts, relation_facts, relations_touching
from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.importing.comparing import stored_relations
from archrepo.importing.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore
    from archrepo.importing.links import PlannedRelation
    from archrepo.importing.nodes import PlannedNode

Changes = tuple[list[NodeChange], list[RelationChange]]
_Fact = TypeVar("_Fact", NodeFact, RelationFact)


class Mode(StrEnum):
    """What files do to what their source stated before."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"


def withdraw_unstated(
    nodes: Mapping[str, PlannedNode],
    links: Mapping[str, PlannedRelation],
    store: GraphStore,
    metamodel: Metamodel,
    source: str,
    problems: Problems,
) -> Changes:
    """Return what becomes of everything `source` stated before and does not state here.

    A node that a relation here refers to is stated, even without a row of its own.
    """
    if not store.revision():
        return [], []
    stated = {*nodes, *(end for link in links.values() for end in (link.from_id, link.to_id))}
    kept = {f.key for _, f in stored_relations(links, store, metamodel, Problems()) if f}
    return _withdraw(
        [
            node
            for kind in metamodel.portfolio_kinds
            for node in node_facts(store, kind)
            if node.id not in stated and source in _sources(node.values)
        ],
        [
            fact
            for name in metamodel.relations
            for fact in relation_facts(store, name)
            if fact.key not in kept and source in _sources(fact.values)
        ],
        stated,
        store,
        metamodel,
        source,
        problems,
    )


def withdraw_listed(
    nodes: Mapping[str, PlannedNode],
    links: Mapping[str, PlannedRelation],
    store: GraphStore,
    metamodel: Metamodel,
    source: str,
    problems: Problems,
) -> Changes:
    """Return what becomes of the facts listed here, where `source` stated them before."""
    leaving: list[NodeFact] = []
    for kind in sorted({node.kind for node in nodes.values()}):
        ids = {node.id for node in nodes.values() if node.kind == kind and node.stored}
        leaving += node_facts(store, kind, ids) if ids else ()
    there = {node.id for node in leaving}
    for node in nodes.values():
        if node.id not in there:
            message = f"{node.kind} '{node.id}' is not in the portfolio"
            problems.warn("AR215", message, node.where, "id", "there is nothing to remove")
    gone: list[RelationFact] = []
    for link, fact in stored_relations(links, store, metamodel, problems):
        if fact is not None:
            gone.append(fact)
        else:
            message = f"{link.type} {link.from_id} → {link.to_id} is not in the portfolio"
            problems.warn("AR215", message, link.where, None, "there is nothing to remove")
    return _withdraw(
        _of_source(leaving, source, problems),
        _of_source(gone, source, problems),
        nodes,
        store,
        metamodel,
        source,
        problems,
    )


def check_removals(
    nodes: Sequence[NodeChange],
    relations: Sequence[RelationChange],
    allowed: int,
    file: str,
    problems: Problems,
) -> None:
    """Take note of an error where more would go than allowed.

    Counted are nodes, and relations between nodes that stay, but for children that move.
    """
    leaving = {change.id for change in nodes if change.status is Status.REMOVE}
    hung = {change.to_id for change in relations if change.type == "CONTAINS" and change.after}
    gone = [
        bool(leaving & {change.from_id, change.to_id})
        for change in relations
        if change.status is Status.REMOVE
        and not (change.type == "CONTAINS" and change.to_id in hung - leaving)
    ]
    count = len(leaving) + gone.count(False)
    if count > allowed:
        taken = gone.count(True)
        message = (
            f"{count:,} facts would be removed, and {taken:,} relations with them: "
            f"{allowed:,} at most are allowed"
            if taken
            else f"{count:,} facts would be removed, {allowed:,} at most are allowed"
        )
        hint = f"check the plan, then add --allow-removals {count}"
        problems.found.append(Diagnostic("AR217", Level.ERROR, message, Place(file), hint))


def _of_source(facts: Iterable[_Fact], source: str, problems: Problems) -> list[_Fact]:
    """Return the facts that `source` states; the others stay, which is said."""
    found = []
    for fact in facts:
        if source in _sources(fact.values):
            found.append(fact)
            continue
        stating = ", ".join(_sources(fact.values)) or "nobody"
        problems.found.append(
            Diagnostic(
                "AR216",
                Level.WARNING,
                f"{_told(fact)} is not stated by '{source}', but by {stating}: it stays",
                Place(source),
                "name the source with --source",
            )
        )
    return found


def _withdraw(
    nodes: Collection[NodeFact],
    relations: Collection[RelationFact],
    named: Collection[str],
    store: GraphStore,
    metamodel: Metamodel,
    source: str,
    problems: Problems,
) -> Changes:
    """Return what becomes of facts the source states; of nodes `named`, the files say it."""
    leaving = {node.id for node in nodes if _others(node.values, source) == ()}
    touching = list(relations_touching(store, metamodel, leaving))
    for fact in touching:
        stating = _others(fact.values, source)
        for end in sorted(leaving & {fact.from_id, fact.to_id}) if stating else ():
            leaving.discard(end)
            message = f"'{end}' stays: {', '.join(stating)} states {_told(fact)}"
            hint = "let that source withdraw it first"
            problems.found.append(Diagnostic("AR214", Level.WARNING, message, Place(source), hint))
    changed = {fact.key: _relation(fact, _others(fact.values, source)) for fact in relations}
    for fact in touching:
        if leaving & {fact.from_id, fact.to_id}:
            changed[fact.key] = _relation(fact, ())
    told = {*named, *(node.id for node in nodes)}
    return (
        [
            *(_node(node, _others(node.values, source), goes=node.id in leaving) for node in nodes),
            *(
                _node(node, (), goes=True)
                for node in _let_go(changed.values(), store, metamodel)
                if node.id not in told
            ),
        ],
        list(changed.values()),
    )


def _let_go(
    changes: Collection[RelationChange], store: GraphStore, metamodel: Metamodel
) -> list[NodeFact]:
    """Return the nodes nobody states that only relations held which go now."""
    gone = {change.key: change for change in changes if change.status is Status.REMOVE}
    ends: dict[str, set[str]] = defaultdict(set)
    for change in gone.values():
        ends[change.from_kind].add(change.from_id)
        ends[change.to_kind].add(change.to_id)
    unstated = [
        node
        for kind, ids in sorted(ends.items())
        for node in node_facts(store, kind, ids)
        if not _sources(node.values)
    ]
    touching = relations_touching(store, metamodel, {node.id for node in unstated})
    kept = {end for fact in touching if fact.key not in gone for end in (fact.from_id, fact.to_id)}
    return [node for node in unstated if node.id not in kept]


def _sources(values: Values) -> tuple[str, ...]:
    sources = values.get("sources", ())
    return sources if isinstance(sources, tuple) else ()


def _others(values: Values, source: str) -> tuple[str, ...]:
    return tuple(other for other in _sources(values) if other != source)


def _node(fact: NodeFact, others: tuple[str, ...], *, goes: bool) -> NodeChange:
    if goes:
        return NodeChange(Status.REMOVE, fact.kind, fact.id, fact.values, None)
    after: Values = {name: value for name, value in fact.values.items() if name != "sources"}
    if others:
        after["sources"] = others
    return NodeChange(Status.UPDATE, fact.kind, fact.id, fact.values, after)


def _relation(fact: RelationFact, others: tuple[str, ...]) -> RelationChange:
    ends = (fact.from_kind, fact.from_id, fact.to_kind, fact.to_id)
    if not others:
        return RelationChange(Status.REMOVE, fact.type, fact.key, *ends, fact.values, None)
    after: Values = {**fact.values, "sources": others}
    return RelationChange(Status.UPDATE, fact.type, fact.key, *ends, fact.values, after)


def _told(fact: NodeFact | RelationFact) -> str:
    if isinstance(fact, NodeFact):
        return f"{fact.kind} '{fact.id}'"
    return f"{fact.type} {fact.from_id} → {fact.to_id}"
