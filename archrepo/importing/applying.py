"""A plan → the portfolio, as one batch that says who, when, from what, and what it replaced."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

from archrepo.domain.entities import ChangeBatch
from archrepo.errors import InvalidDataError

if TYPE_CHECKING:
    from archrepo.domain.changes import NodeChange, Plan, RelationChange
    from archrepo.domain.ports import GraphStore, Report


def apply_plan(
    plan: Plan,
    store: GraphStore,
    *,
    actor: str,
    now: dt.datetime,
    report: Report | None = None,
) -> ChangeBatch:
    """Write the whole plan, or nothing, and return its batch.

    Args:
        plan: What to do; it must have no errors.
        store: The portfolio it was planned on.
        actor: Who does it, for the history.
        now: When, with its time zone.
        report: Told of progress.

    Raises:
        InvalidDataError: The plan has errors.
        ConflictError: The portfolio moved since it was planned.
    """
    if plan.errors:
        raise InvalidDataError(
            f"{len(plan.errors)} error(s): nothing is applied", diagnostics=plan.diagnostics
        )
    batch = _batch(plan, actor, now.astimezone(dt.UTC).replace(microsecond=0))
    store.apply(plan, batch, report)
    return batch


def _batch(plan: Plan, actor: str, now: dt.datetime) -> ChangeBatch:
    counts = json.dumps(plan.counts(), sort_keys=True)
    seen = f"{plan.revision}{plan.source}{counts}{sorted(plan.files.items())}{now}"
    batch_id = f"{now:%Y%m%d-%H%M%S}-{hashlib.sha256(seen.encode()).hexdigest()[:6]}"
    return ChangeBatch(
        id=batch_id,
        name=f"{plan.source} {now:%Y-%m-%d %H:%M}",
        actor=actor,
        applied_at=now.isoformat(),
        source=plan.source,
        file=", ".join(sorted(plan.files)) or None,
        sha256=", ".join(plan.files[name] for name in sorted(plan.files)) or None,
        mapping=plan.mapping,
        counts=counts,
        changes=json.dumps(_replaced(plan), ensure_ascii=False, default=_plain),
    )


def _replaced(plan: Plan) -> dict[str, Any]:
    """Return the previous values of what changes or goes.

    What is new needs none: it bears the batch's id, and what a later batch changes is in that one.
    """
    return {
        "nodes": [_node(change) for change in plan.nodes if change.before is not None],
        "relations": [_relation(change) for change in plan.relations if change.before is not None],
    }


def _node(change: NodeChange) -> dict[str, Any]:
    return {
        "status": change.status,
        "kind": change.kind,
        "id": change.id,
        "before": change.before,
        "after": change.after,
    }


def _relation(change: RelationChange) -> dict[str, Any]:
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


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value))
