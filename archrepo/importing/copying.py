"""A portfolio into another store: the plan that makes one say what the other says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.changes import NodeChange, Plan, RelationChange, Status
from archrepo.domain.contents import node_facts, relation_facts

if TYPE_CHECKING:
    from archrepo.domain.facts import NodeFact, RelationFact, Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore


def plan_copy(origin: GraphStore, target: GraphStore, metamodel: Metamodel, source: str) -> Plan:
    """Return what makes `target` hold what `origin` holds, and nothing else.

    The history stays behind: it tells how `origin` came to hold it.

    Args:
        origin: What to take over.
        target: What to change; empty, or another state of the same portfolio.
        metamodel: Kinds and relation types to take over.
        source: Name of the plan, for the history of the target.
    """
    unchanged: dict[str, int] = {}
    revision = target.revision()
    nodes = [
        change
        for kind in metamodel.portfolio_kinds
        for change in _node_changes(origin, target if revision else None, kind, unchanged)
    ]
    relations = [
        change
        for name in metamodel.relations
        for change in _relation_changes(origin, target if revision else None, name, unchanged)
    ]
    nodes.sort(key=lambda change: (change.kind, change.id))
    relations.sort(key=lambda change: (change.type, change.key))
    return Plan(
        source=source,
        revision=revision,
        nodes=tuple(nodes),
        relations=tuple(relations),
        unchanged=unchanged,
    )


def _node_changes(
    origin: GraphStore, target: GraphStore | None, kind: str, unchanged: dict[str, int]
) -> list[NodeChange]:
    old: dict[str, NodeFact] = {f.id: f for f in node_facts(target, kind)} if target else {}
    changes = []
    for fact in node_facts(origin, kind):
        before = old.pop(fact.id, None)
        status = _status(before, fact, kind, unchanged)
        if status:
            earlier = before.values if before else None
            changes.append(NodeChange(status, kind, fact.id, earlier, fact.values))
    changes += [NodeChange(Status.REMOVE, kind, f.id, f.values, None) for f in old.values()]
    return changes


def _relation_changes(
    origin: GraphStore, target: GraphStore | None, name: str, unchanged: dict[str, int]
) -> list[RelationChange]:
    old: dict[str, RelationFact] = (
        {f.key: f for f in relation_facts(target, name)} if target else {}
    )
    changes = []
    for fact in relation_facts(origin, name):
        before = old.pop(fact.key, None)
        status = _status(before, fact, name, unchanged)
        if status:
            earlier = before.values if before else None
            changes.append(_relation_change(status, fact, earlier, fact.values))
    changes += [_relation_change(Status.REMOVE, f, f.values, None) for f in old.values()]
    return changes


def _status(
    before: NodeFact | RelationFact | None,
    after: NodeFact | RelationFact,
    family: str,
    unchanged: dict[str, int],
) -> Status | None:
    if before is None:
        return Status.NEW
    if _stated(before.values) != _stated(after.values):
        return Status.UPDATE
    unchanged[family] = unchanged.get(family, 0) + 1
    return None


def _stated(values: Values) -> Values:
    return {name: value for name, value in values.items() if name != "batch_id"}


def _relation_change(
    status: Status, fact: RelationFact, before: Values | None, after: Values | None
) -> RelationChange:
    return RelationChange(
        status,
        fact.type,
        fact.key,
        fact.from_kind,
        fact.from_id,
        fact.to_kind,
        fact.to_id,
        before,
        after,
    )
