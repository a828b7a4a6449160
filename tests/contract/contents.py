"""What a store holds, in a form that compares: facts by id and key, without the batch's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.metamodel import builtin_metamodel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

Contents = dict[str, NodeFact | RelationFact]


def contents(store: GraphStore, metamodel: Metamodel | None = None) -> Contents:
    """Return every fact of a store but its batches."""
    shape = metamodel or builtin_metamodel()

    def read() -> list[NodeFact | RelationFact]:
        found: list[NodeFact | RelationFact] = []
        for kind in shape.portfolio_kinds:
            found += node_facts(store, kind)
        for relation_type in shape.relations:
            found += relation_facts(store, relation_type)
        return found

    found = store.reading(read)  # on a server one transaction, not one a family
    assert len({name_of(fact) for fact in found}) == len(found)
    return of(found)


def of(facts: Iterable[NodeFact | RelationFact]) -> Contents:
    """Return facts as `contents` does."""
    return {name_of(fact): _without_batch(fact) for fact in facts}


def name_of(fact: NodeFact | RelationFact) -> str:
    """Return what tells a fact from all others."""
    return f"{fact.kind}:{fact.id}" if isinstance(fact, NodeFact) else fact.key


def _without_batch(fact: NodeFact | RelationFact) -> NodeFact | RelationFact:
    values = {name: value for name, value in fact.values.items() if name != "batch_id"}
    if isinstance(fact, NodeFact):
        return NodeFact(fact.kind, fact.id, values)
    ends = (fact.from_kind, fact.from_id, fact.to_kind, fact.to_id)
    return RelationFact(fact.type, fact.key, *ends, values)
