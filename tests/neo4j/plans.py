"""Small plans written by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.domain.changes import NodeChange, Plan, RelationChange, Status
from archrepo.domain.entities import ChangeBatch
from archrepo.domain.facts import relation_key
from archrepo.domain.metamodel import builtin_metamodel

if TYPE_CHECKING:
    from collections.abc import Iterable

METAMODEL = builtin_metamodel()
RETIRED = dt.date(2027, 1, 31)


def new_node(kind: str, node_id: str, **values: Any) -> NodeChange:
    """Return a node to add."""
    return NodeChange(Status.NEW, kind, node_id, None, {"name": node_id.upper(), **values})


def new_relation(
    name: str, source: tuple[str, str], target: tuple[str, str], **values: Any
) -> RelationChange:
    """Return a relation to add, between (kind, id) and (kind, id)."""
    key = relation_key(METAMODEL.relations[name], source[1], target[1], values)
    return RelationChange(Status.NEW, name, key, *source, *target, None, values)


def plan_of(
    nodes: Iterable[NodeChange] = (),
    relations: Iterable[RelationChange] = (),
    revision: str = "",
) -> Plan:
    """Return a plan of these changes."""
    return Plan("test", revision, tuple(nodes), tuple(relations))


def batch_of(batch_id: str) -> ChangeBatch:
    """Return a batch."""
    return ChangeBatch(id=batch_id, name=batch_id, actor="test", changes="[]")


def small_plan() -> Plan:
    """Return a portfolio of two applications, a scope, a flow and an object."""
    crm, pim = ("Application", "crm"), ("Application", "pim")
    flow = ("Flow", "pim-to-crm")
    return plan_of(
        [
            new_node("Application", "crm", retired=RETIRED, aliases=("Relation clients",)),
            new_node("Application", "pim", run_cost=12, users_count=40),
            new_node("DataObject", "product"),
            new_node("Flow", "pim-to-crm", encrypted=True),
            new_node("Scope", "sales"),
        ],
        [
            new_relation("CARRIES", flow, ("DataObject", "product")),
            new_relation("COVERS", crm, ("Scope", "sales"), level="FULL", segments=("be", "fr")),
            new_relation("EMITS", pim, flow),
            new_relation("FEEDS", flow, crm),
        ],
    )
