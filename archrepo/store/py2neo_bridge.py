"""py2neo subgraphs to and from a portfolio: the one module that knows py2neo.

py2neo has been end-of-life since 2023. This is for scripts that hold its subgraphs: what they state
goes through the same planning as a file, and a part of a portfolio comes out as a subgraph. It is
an extra, `pip install 'archrepo[py2neo]'`; nothing else needs it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.metamodel import PROVENANCE
from archrepo.domain.reading import RawNode, RawRelation, Reading, Ref
from archrepo.domain.text import did_you_mean
from archrepo.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archrepo.domain.facts import NodeFact, RelationFact, Values
    from archrepo.domain.metamodel import Attribute, Metamodel
    from archrepo.domain.ports import GraphStore

FORMAT = "py2neo"
_OURS = {*PROVENANCE, "key", "kind", "type", "from", "to"}  # said anew by planning


def reading_of_subgraph(subgraph: Any, metamodel: Metamodel, name: str = FORMAT) -> Reading:
    """Return what a py2neo subgraph states, to be planned and applied like a file.

    A node's kind is its label; a relation's type is its own. What has no place in the metamodel is
    kept among the properties; nodes without a known label are left out, with their relations, and
    counted. A subgraph pulled from a server must have been pulled whole.

    Args:
        subgraph: A `py2neo.Subgraph`, `Node`, `Relationship` or `Path`.
        metamodel: The portfolio's.
        name: What diagnostics call it.

    Raises:
        ConfigError: It is no subgraph, or py2neo is not installed.
    """
    if not isinstance(subgraph, _py2neo().Subgraph):
        raise ConfigError(
            f"not a py2neo subgraph but a {type(subgraph).__name__}",
            hint="give a py2neo Subgraph, Node, Relationship or Path",
        )
    return _Reader(metamodel, name).read(subgraph)


def subgraph_of(
    store: GraphStore,
    metamodel: Metamodel,
    *,
    ids: Collection[str] = (),
    kinds: Collection[str] = (),
) -> Any:
    """Return a part of the portfolio as a `py2neo.Subgraph`: some nodes and what joins them.

    Args:
        store: The portfolio.
        metamodel: Its metamodel.
        ids: Nodes to take.
        kinds: Kinds whose nodes are all taken; with neither, everything is.

    Raises:
        NotFoundError: An id or kind is unknown.
        ConfigError: py2neo is not installed.
    """
    py2neo = _py2neo()
    if unknown := [kind for kind in kinds if kind not in metamodel.portfolio_kinds]:
        hint = did_you_mean(unknown[0], metamodel.portfolio_kinds)
        raise NotFoundError(f"no kind is named '{unknown[0]}'", hint=hint)
    facts = _chosen(store, metamodel, set(ids), set(kinds))
    nodes = {
        fact.id: py2neo.Node(fact.kind, id=fact.id, **_py2neo_values(fact.values)) for fact in facts
    }
    relations = [
        py2neo.Relationship(
            nodes[fact.from_id],
            fact.type,
            nodes[fact.to_id],
            key=fact.key,
            **_py2neo_values(fact.values),
        )
        for fact in _between(store, metamodel, nodes)
    ]
    return py2neo.Subgraph(nodes.values(), relations)


class _Reader:
    """Turns nodes and relationships into raw facts, and counts what becomes of each."""

    def __init__(self, metamodel: Metamodel, name: str) -> None:
        self.metamodel = metamodel
        self.reading = Reading(name, FORMAT, "", self._locate)
        self.nodes: dict[Any, RawNode] = {}

    def read(self, subgraph: Any) -> Reading:
        """Return the reading."""
        for node in sorted(subgraph.nodes, key=_node_order):
            self._node(node)
        for relation in sorted(subgraph.relationships, key=_relation_order):
            self._relation(relation)
        stated = [(raw.mark, sorted(raw.values.items())) for raw in self.reading.nodes]
        stated += [(raw.mark, sorted(raw.values.items())) for raw in self.reading.relations]
        self.reading.sha256 = hashlib.sha256(repr(stated).encode()).hexdigest()
        return self.reading

    def _node(self, node: Any) -> None:
        labels = sorted(node.labels)
        kinds = [label for label in labels if label in self.metamodel.portfolio_kinds]
        shown = ":".join(labels) or "a node without label"
        mark = f"{shown} {node.get('id') or node.get('name') or ''}".strip()
        if len(kinds) != 1:
            reason = "no label is a kind" if not kinds else "two labels are kinds"
            self._refuse(shown, reason, mark)
            return
        declared = self.metamodel.kinds[kinds[0]].attributes
        raw = RawNode(kinds[0], self._values(declared, node, mark), mark)
        self.nodes[node] = raw
        self.reading.nodes.append(raw)
        self.reading.tally[shown, raw.kind] += 1

    def _relation(self, relation: Any) -> None:
        name = type(relation).__name__
        ends = [self.nodes.get(end) for end in (relation.start_node, relation.end_node)]
        ids = [str(end.get("id") or "?") for end in (relation.start_node, relation.end_node)]
        mark = f"{name} {ids[0]} -> {ids[1]}"
        if name not in self.metamodel.relations:
            self._refuse(name, "no such relation type", mark)
        elif ends[0] is None or ends[1] is None:
            self._refuse(name, "an end is left out", mark)
        else:
            declared = self.metamodel.relations[name].attributes
            values = self._values(declared, relation, mark)
            source, target = Ref(node=ends[0]), Ref(node=ends[1])
            self.reading.relations.append(RawRelation(name, source, target, values, mark))
            self.reading.tally[name, name] += 1

    def _values(
        self, declared: Mapping[str, Attribute], entity: Mapping[str, Any], mark: str
    ) -> dict[str, Any]:
        """Return the values with a place, and the others among the properties."""
        values: dict[str, Any] = {}
        others: list[str] = []
        for name, value in sorted(dict(entity).items()):
            if name in declared:
                if name not in PROVENANCE:
                    values[name] = _plain(value)
            elif name not in _OURS and not name.startswith("_"):
                others.append(f"{name}={_plain(value)}")
                message = f"unknown attribute '{name}' is kept as a property"
                self._tell("AR102", message, mark, did_you_mean(name, declared))
        if others:
            values["properties"] = sorted({*values.get("properties", ()), *others})
        return values

    def _refuse(self, origin: str, reason: str, mark: str) -> None:
        self.reading.tally[origin, f"refused: {reason}"] += 1
        self._tell("AR103", f"left out: {reason}", mark, "")

    def _tell(self, code: str, message: str, mark: str, hint: str) -> None:
        place = self._locate(mark)
        self.reading.diagnostics.append(Diagnostic(code, Level.WARNING, message, place, hint))

    def _locate(self, mark: Any, attribute: str | None = None) -> Place:
        return Place(self.reading.file, path=f"{mark}/{attribute}" if attribute else str(mark))


def _chosen(
    store: GraphStore, metamodel: Metamodel, ids: set[str], kinds: set[str]
) -> list[NodeFact]:
    everything = not ids and not kinds
    found = []
    for kind in metamodel.portfolio_kinds:
        if ids or everything or kind in kinds:
            facts = node_facts(store, kind)
            found += [f for f in facts if everything or kind in kinds or f.id in ids]
    if missing := sorted(ids.difference(fact.id for fact in found)):
        raise NotFoundError(f"no node has the id '{missing[0]}'", hint="'archrepo search' finds it")
    return sorted(found, key=lambda fact: (fact.kind, fact.id))


def _between(
    store: GraphStore, metamodel: Metamodel, ids: Collection[str]
) -> Iterator[RelationFact]:
    for name in metamodel.relations:
        facts = (f for f in relation_facts(store, name) if f.from_id in ids and f.to_id in ids)
        yield from sorted(facts, key=lambda fact: fact.key)


def _py2neo_values(values: Values) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def _plain(value: Any) -> Any:
    """Return a value as a plain one: dates that py2neo pulls have a class of their own."""
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, str | int | float | bool | dt.date):
        return value
    to_native = getattr(value, "to_native", None)
    return to_native() if to_native else str(value)


def _node_order(node: Any) -> tuple[str, str]:
    return (":".join(sorted(node.labels)), str(node.get("id") or node.get("name")))


def _relation_order(relation: Any) -> tuple[str, ...]:
    ends = (relation.start_node, relation.end_node)
    named = [f"{_node_order(end)}" for end in ends]
    return (type(relation).__name__, *named, str(sorted(map(str, dict(relation).items()))))


def _py2neo() -> Any:
    try:
        import py2neo
    except ImportError:
        raise ConfigError(
            "py2neo is not installed", hint="pip install 'archrepo[py2neo]'"
        ) from None
    return py2neo
