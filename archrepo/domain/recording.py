"""Changes as JSON and back: what a batch keeps of what it replaced, and what a saved plan holds."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.changes import NodeChange, RelationChange, Status
from archrepo.domain.metamodel import AttributeType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.changes import Plan
    from archrepo.domain.facts import Value, Values
    from archrepo.domain.metamodel import Attribute, Metamodel

Change = NodeChange | RelationChange


@dataclass(frozen=True, slots=True)
class Record:
    """What a batch replaced; `undoes` is the batch it took back, where it did."""

    nodes: tuple[NodeChange, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    undoes: str | None = None


def record_text(plan: Plan) -> str:
    """Return the previous values of what a plan changes or removes.

    What is new needs none: it bears the batch's id, and what a later batch changes is in that one.
    """
    kept: dict[str, Any] = {
        "nodes": [node_form(change) for change in plan.nodes if change.before is not None],
        "relations": [relation_form(c) for c in plan.relations if c.before is not None],
    }
    if plan.undoes:
        kept["undoes"] = plan.undoes
    return json.dumps(kept, ensure_ascii=False, default=plain)


def read_record(text: str | None, metamodel: Metamodel) -> Record:
    """Return what a batch kept; attributes the portfolio no longer has are left out."""
    kept = json.loads(text) if text else {}
    return Record(
        tuple(node_from(form, metamodel) for form in kept.get("nodes", ())),
        tuple(relation_from(form, metamodel) for form in kept.get("relations", ())),
        kept.get("undoes"),
    )


def node_form(change: NodeChange) -> dict[str, Any]:
    """Return a node's change as JSON holds it, but for dates (see `plain`)."""
    return {
        "status": change.status,
        "kind": change.kind,
        "id": change.id,
        "before": change.before,
        "after": change.after,
    }


def relation_form(change: RelationChange) -> dict[str, Any]:
    """Return a relation's change as JSON holds it; see `node_form`."""
    return {
        "status": change.status,
        "type": change.type,
        "key": change.key,
        "from_kind": change.from_kind,
        "from": change.from_id,
        "to_kind": change.to_kind,
        "to": change.to_id,
        "before": change.before,
        "after": change.after,
    }


def node_from(form: Mapping[str, Any], metamodel: Metamodel) -> NodeChange:
    """Return the change that `node_form` told of."""
    attributes = metamodel.kinds[form["kind"]].attributes
    before, after = (typed(form[name], attributes) for name in ("before", "after"))
    return NodeChange(Status(form["status"]), form["kind"], form["id"], before, after)


def relation_from(form: Mapping[str, Any], metamodel: Metamodel) -> RelationChange:
    """Return the change that `relation_form` told of."""
    attributes = metamodel.relations[form["type"]].attributes
    before, after = (typed(form[name], attributes) for name in ("before", "after"))
    return RelationChange(
        Status(form["status"]),
        form["type"],
        form["key"],
        form["from_kind"],
        form["from"],
        form["to_kind"],
        form["to"],
        before,
        after,
    )


def typed(values: Mapping[str, Any] | None, attributes: Mapping[str, Attribute]) -> Values | None:
    """Return JSON values as those of facts."""
    if values is None:
        return None
    return {
        name: _typed(value, attributes[name].value_type)
        for name, value in values.items()
        if name in attributes
    }


def _typed(value: Any, value_type: AttributeType) -> Value:
    if value_type is AttributeType.DATE:
        return dt.date.fromisoformat(value)
    if value_type is AttributeType.STRINGS:
        return tuple(value)
    if value_type is AttributeType.NUMBER:
        return float(value)
    return value  # type: ignore[no-any-return]


def plain(value: object) -> str:
    """Return a date as JSON writes it: the one value of facts that JSON has no form for."""
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value))
