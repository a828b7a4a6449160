"""A plan → the portfolio, as one batch that says who, when, from what, and what it replaced."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.domain.changes import NodeChange, Status
from archrepo.domain.contents import node_facts
from archrepo.domain.entities import ChangeBatch
from archrepo.domain.recording import record_text
from archrepo.errors import ConflictError, InvalidDataError

if TYPE_CHECKING:
    from archrepo.domain.changes import Plan
    from archrepo.domain.facts import Values
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
        ConflictError: The portfolio moved since it was planned, or the plan has conflicts.
    """
    if plan.errors:
        raise InvalidDataError(
            f"{len(plan.errors):,} error(s): nothing is applied", diagnostics=plan.diagnostics
        )
    if plan.conflicts:
        raise ConflictError(f"{len(plan.conflicts):,} conflict(s): nothing is applied")
    batch = _batch(plan, store, actor, _after_the_last(plan, store, now))
    store.apply(_marking_undone(plan, store, batch), batch, report)
    return batch


def _after_the_last(plan: Plan, store: GraphStore, now: dt.datetime) -> dt.datetime:
    """Return now, to the second; later than the last batch, so that batches have an order."""
    moment = now.astimezone(dt.UTC).replace(microsecond=0)
    rows = store.read("history.moment", {"id": plan.revision}) if plan.revision else []
    last = rows[0]["applied_at"] if rows else None
    if last is None:
        return moment
    return max(moment, dt.datetime.fromisoformat(last) + dt.timedelta(microseconds=1))


def _marking_undone(plan: Plan, store: GraphStore, batch: ChangeBatch) -> Plan:
    """Return the plan with a mark on the batch it takes back.

    What that one had taken back itself counts again.
    """
    if plan.undoes is None:
        return plan
    marks = [_mark(store, plan.undoes, batch.applied_at)]
    rows = store.read("history.record", {"id": plan.undoes})
    again = json.loads(rows[0]["changes"] or "{}").get("undoes")
    if again:
        marks.append(_mark(store, again, None))
    return replace(plan, nodes=(*plan.nodes, *marks))


def _mark(store: GraphStore, batch_id: str, undone_at: str | None) -> NodeChange:
    [fact] = node_facts(store, "ChangeBatch", [batch_id])
    after: Values = {**fact.values}
    after.pop("undone_at", None)
    if undone_at is not None:
        after["undone_at"] = undone_at
    return NodeChange(Status.UPDATE, "ChangeBatch", batch_id, fact.values, after)


def _batch(plan: Plan, store: GraphStore, actor: str, now: dt.datetime) -> ChangeBatch:
    counts = json.dumps(plan.counts(), sort_keys=True)
    seen = f"{plan.revision}{plan.source}{counts}{sorted(plan.files.items())}{now}"
    return ChangeBatch(
        id=_new_id(seen, plan, store, now),
        name=f"{plan.source} {now:%Y-%m-%d %H:%M}",
        actor=actor,
        applied_at=now.isoformat(),
        source=plan.source,
        file=", ".join(sorted(plan.files)) or None,
        sha256=", ".join(plan.files[name] for name in sorted(plan.files)) or None,
        mapping=plan.mapping,
        counts=counts,
        changes=record_text(plan),
    )


def _new_id(seen: str, plan: Plan, store: GraphStore, now: dt.datetime) -> str:
    """Return an id made of what was seen, which no other batch of the same second has."""
    stem = f"{now:%Y%m%d-%H%M%S}-"
    is_alone = not plan.revision.startswith(stem)
    while True:
        batch_id = stem + hashlib.sha256(seen.encode()).hexdigest()[:6]
        if is_alone or not store.read("history.moment", {"id": batch_id}):
            return batch_id
        seen = batch_id
