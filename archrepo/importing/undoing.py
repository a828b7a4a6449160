"""A batch taken back: the plan that restores what it replaced, unless a later batch changed it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from archrepo.domain.changes import NodeChange, Plan, RelationChange, Status
from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.history import batches, touched_by, without_batch
from archrepo.errors import ConflictError, NotFoundError
from archrepo.importing.soundness import unsound_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.domain.facts import Value, Values
    from archrepo.domain.history import Touched
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Row

Change = NodeChange | RelationChange
_Change = TypeVar("_Change", NodeChange, RelationChange)

_GATHERED = frozenset({"sources", "external_ids", "properties", "date_notes"})


class _Changed(Exception):  # noqa: N818 - told as a conflict of the plan
    """A later batch changed what is to be restored; its text says what."""


def plan_undo(
    batch_id: str, store: GraphStore, metamodel: Metamodel, *, leave_conflicts: bool = False
) -> Plan:
    """Return what takes a batch back.

    Args:
        batch_id: The batch.
        store: The portfolio.
        metamodel: Its metamodel.
        leave_conflicts: Whether what a later batch changed stays as it is and the rest is taken
            back; else such changes are conflicts, and the plan cannot be applied.

    Raises:
        NotFoundError: There is no such batch.
        ConflictError: It was taken back already.
    """
    revision = store.revision()  # before anything is read: what moves meanwhile is noticed
    window, later = _window(batches(store), batch_id)
    changes: list[Change] = []
    against: list[tuple[Change, str]] = []
    for touched in touched_by(store, metamodel, [window["id"]], later):
        try:
            change = _inverse(touched)
        except _Changed as reason:
            against.append((_conflict(touched), f"{reason}, by batch {', '.join(touched.since)}"))
            continue
        if change is not None:
            changes.append(change)
    against += _without_unsound(changes, store, metamodel)
    kept = [] if leave_conflicts else [replace(c, status=Status.CONFLICT) for c, _ in against]
    every = [*changes, *kept]
    return Plan(
        source=f"undo {batch_id}",
        revision=revision,
        nodes=tuple(sorted(_of(NodeChange, every), key=lambda c: (c.kind, c.id))),
        relations=tuple(sorted(_of(RelationChange, every), key=lambda c: (c.type, c.key))),
        diagnostics=tuple(_diagnostic(batch_id, c, why) for c, why in against),
        undoes=batch_id,
    )


def _of(kind: type[_Change], changes: Sequence[Change]) -> list[_Change]:
    return [change for change in changes if isinstance(change, kind)]


def _window(known: Sequence[Row], batch_id: str) -> tuple[Row, list[str]]:
    ids = [row["id"] for row in known]
    if batch_id not in ids:
        last = f"the last one is {ids[-1]}" if ids else "nothing was imported yet"
        raise NotFoundError(
            f"there is no batch '{batch_id}'", hint=f"'archrepo history' lists them; {last}"
        )
    at = ids.index(batch_id)
    if known[at]["undone_at"]:
        raise ConflictError(
            f"batch {batch_id} was undone already, at {known[at]['undone_at']}",
            hint="'archrepo history' shows by which batch: undo that one to have it again",
        )
    return known[at], ids[at + 1 :]


def _inverse(touched: Touched) -> Change | None:
    """Return what takes one fact back; None where nothing is left to do.

    Raises:
        _Changed: A later batch changed it.
    """
    change, now = touched.change, touched.now
    before, after = change.before, change.after
    if before is None:
        return _unmade(touched)
    if after is None:
        if now is None:
            return replace(change, status=Status.RESTORE, before=None, after=before)
        if without_batch(now) == without_batch(before):
            return None
        raise _Changed("it was made again since")
    if now is None:
        raise _Changed("it was removed since")
    restored = _restored(before, after, now)
    if restored == without_batch(now):
        return None
    return replace(change, status=Status.UPDATE, before=now, after=restored)


def _unmade(touched: Touched) -> Change | None:
    """Return what removes a fact the batch made; others that state it too keep it."""
    change, now = touched.change, touched.now
    made = change.after or {}
    if now is None:
        return None
    if without_batch(now) == without_batch(made):
        return replace(change, status=Status.REMOVE, before=now, after=None)
    differing = {n for n in {*now, *made} - {"batch_id"} if now.get(n) != made.get(n)}
    if differing != {"sources"}:
        raise _Changed(f"{', '.join(sorted(differing - {'sources'}))} was changed since")
    others = _items(now.get("sources")) - _items(made.get("sources"))
    if not others:
        return replace(change, status=Status.REMOVE, before=now, after=None)
    kept: Values = {**now, "sources": tuple(sorted(others))}
    return replace(change, status=Status.UPDATE, before=now, after=kept)


def _restored(before: Values, after: Values, now: Values) -> Values:
    """Return what stands, with the values the batch changed as they were before it.

    Raises:
        _Changed: One of them is no longer what the batch made it.
    """
    restored = {name: value for name, value in now.items() if name != "batch_id"}
    changed_since = []
    for name in sorted({*before, *after} - {"batch_id"}):
        old, made, current = before.get(name), after.get(name), now.get(name)
        if old == made or current == old:
            continue
        added_stand = name == "sources" or _items(made) - _items(old) <= _items(current)
        if name in _GATHERED and added_stand:
            _set(restored, name, _gathered(old, made, current))
        elif current == made:
            _set(restored, name, old)
        else:
            changed_since.append(name)
    if changed_since:
        raise _Changed(f"{', '.join(changed_since)} was changed since")
    return restored


def _gathered(old: Value | None, made: Value | None, current: Value | None) -> Value | None:
    """Return a list without what the batch put in, and with what it took out."""
    was, became, stands = _items(old), _items(made), _items(current)
    return tuple(sorted((stands - (became - was)) | (was - became)))


def _items(value: Value | None) -> set[str]:
    return set(value) if isinstance(value, tuple) else set()


def _set(values: Values, name: str, value: Value | None) -> None:
    if value in (None, ()):
        values.pop(name, None)
    else:
        values[name] = value


def _without_unsound(
    changes: list[Change], store: GraphStore, metamodel: Metamodel
) -> list[tuple[Change, str]]:
    """Take out of `changes` those after which something would hang in the air, and return them."""
    against: list[tuple[Change, str]] = []
    while True:
        nodes, relations = _of(NodeChange, changes), _of(RelationChange, changes)
        found = {id(c): (c, why) for c, why in unsound_changes(nodes, relations, store, metamodel)}
        if not found:
            return against
        against += found.values()
        changes[:] = [c for c in changes if id(c) not in found]


def _conflict(touched: Touched) -> Change:
    """Return the change that would be needed: from what stands to what stood before."""
    return replace(touched.change, before=touched.now, after=touched.change.before)


def _diagnostic(batch_id: str, change: Change, why: str) -> Diagnostic:
    what = (
        f"{change.kind} '{change.id}'"
        if isinstance(change, NodeChange)
        else f"{change.type} {change.from_id} → {change.to_id}"
    )
    return Diagnostic(
        "AR220", Level.WARNING, f"{what}: {why}", Place(f"batch {batch_id}"), "it stays as it is"
    )
