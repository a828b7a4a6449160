"""Plans put together by hand, for tests of what applies them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.changes import NodeChange, Plan, RelationChange, Status
from archrepo.domain.entities import ChangeBatch
from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.facts import Value, Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

Facts = list[NodeFact | RelationFact]


def node(kind: str, id: str, **values: Value) -> NodeFact:
    """Return a node; its name is its id unless stated."""
    return NodeFact(kind, id, {"name": id, **values})


def relation(
    relation_type: str,
    start: tuple[str, str] | NodeFact,
    end: tuple[str, str] | NodeFact,
    metamodel: Metamodel | None = None,
    **values: Value,
) -> RelationFact:
    """Return a relation between two nodes, or two pairs of kind and id."""
    (from_kind, from_id), (to_kind, to_id) = _end(start), _end(end)
    declared = (metamodel or builtin_metamodel()).relations[relation_type]
    key = relation_key(declared, from_id, to_id, values)
    return RelationFact(relation_type, key, from_kind, from_id, to_kind, to_id, dict(values))


@dataclass
class PlanBuilder:
    """Gathers changes: `PlanBuilder().add(fact, …).update(old, **new).remove(fact).plan()`."""

    revision: str = ""
    nodes: list[NodeChange] = field(default_factory=list)
    relations: list[RelationChange] = field(default_factory=list)

    def add(self, *facts: NodeFact | RelationFact) -> PlanBuilder:
        """Add new facts."""
        for fact in facts:
            self._put(Status.NEW, fact, None, fact.values)
        return self

    def update(self, fact: NodeFact | RelationFact, **values: Value | None) -> PlanBuilder:
        """Change values of a fact; None unsets one."""
        after = {k: v for k, v in {**fact.values, **values}.items() if v is not None}
        self._put(Status.UPDATE, fact, fact.values, after)
        return self

    def remove(self, *facts: NodeFact | RelationFact) -> PlanBuilder:
        """Remove facts."""
        for fact in facts:
            self._put(Status.REMOVE, fact, fact.values, None)
        return self

    def plan(self) -> Plan:
        """Return the plan."""
        return Plan("test", self.revision, tuple(self.nodes), tuple(self.relations))

    def _put(
        self,
        status: Status,
        fact: NodeFact | RelationFact,
        before: Values | None,
        after: Values | None,
    ) -> None:
        if isinstance(fact, NodeFact):
            self.nodes.append(NodeChange(status, fact.kind, fact.id, before, after))
            return
        ends = (fact.from_kind, fact.from_id, fact.to_kind, fact.to_id)
        self.relations.append(RelationChange(status, fact.type, fact.key, *ends, before, after))


def batch(id: str = "batch-1") -> ChangeBatch:
    """Return the batch of a plan."""
    return ChangeBatch(id=id, name=id, actor="tester", source="test")


def put(
    store: GraphStore, facts: Iterable[NodeFact | RelationFact], batch_id: str = "batch-1"
) -> None:
    """Apply new facts to a store, whatever its revision."""
    store.apply(PlanBuilder(store.revision()).add(*facts).plan(), batch(batch_id))


def _end(end: tuple[str, str] | NodeFact) -> tuple[str, str]:
    return (end.kind, end.id) if isinstance(end, NodeFact) else end
