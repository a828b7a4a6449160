"""The history of a portfolio: its batches, what one of them did, and what happened to a node."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from archrepo.analysis.plan_report import ReportedChange, reported_changes
from archrepo.analysis.results import Result
from archrepo.domain.history import batches, steps_about, touched_by
from archrepo.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.history import Touched
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Row


class Batch(Result):
    """One applied plan.

    Attributes:
        id: Its id, which every fact it wrote bears.
        applied_at: When, in UTC.
        actor: Who did it.
        source: Name under which its statements are kept.
        file: The files it was made of.
        counts: Status → number of facts.
        undone_at: When it was taken back, where it was.
    """

    schema_name: ClassVar[str] = "archrepo/batch/1"

    id: str
    applied_at: str | None = None
    actor: str | None = None
    source: str | None = None
    file: str | None = None
    counts: dict[str, int]
    undone_at: str | None = None


class BatchList(Result):
    """Every batch, the newest first; in JSON a plain list."""

    schema_name: ClassVar[str] = "archrepo/history/1"

    batches: tuple[Batch, ...]


class BatchChanges(Result):
    """What one batch did to one fact or many."""

    schema_name: ClassVar[str] = "archrepo/batch-changes/1"

    batch: Batch
    changes: tuple[ReportedChange, ...]


class ChangeHistory(Result):
    """What happened to a node and its relations, or what a batch did; in JSON a plain list.

    Attributes:
        about: The id of the node, or of the batch.
        entries: The batches that did something, the newest first, each with what it did.
    """

    schema_name: ClassVar[str] = "archrepo/change-history/1"

    about: str
    entries: tuple[BatchChanges, ...]


def batch_list(store: GraphStore) -> BatchList:
    """Return every batch, the newest first."""
    return BatchList(batches=tuple(batch_of(row) for row in reversed(batches(store))))


def history_of(store: GraphStore, metamodel: Metamodel, about: str) -> ChangeHistory:
    """Return what a batch did, or what happened to a node and its relations.

    Raises:
        NotFoundError: There is no batch of that id, and no batch knows a node of it.
    """
    known = batches(store)
    ids = [row["id"] for row in known]
    if about in ids:
        at = ids.index(about)
        touched = touched_by(store, metamodel, [about], ids[at + 1 :])
        entries = [_entry(known[at], touched, store)]
    else:
        steps = steps_about(store, metamodel, ids, about)
        found = [row for row in reversed(known) if row["id"] in steps]
        entries = [_entry(row, steps[row["id"]], store) for row in found]
    if not entries:
        raise NotFoundError(
            f"there is neither a batch nor a node '{about}', now or before",
            hint="'archrepo history' lists the batches, 'archrepo search' finds nodes",
        )
    return ChangeHistory(about=about, entries=tuple(entries))


def _entry(row: Row, touched: Iterable[Touched], store: GraphStore) -> BatchChanges:
    changes = tuple(reported_changes((each.change for each in touched), store))
    return BatchChanges(batch=batch_of(row), changes=changes)


def batch_of(row: Row) -> Batch:
    """Return a batch as a result."""
    told = {name: value for name, value in row.items() if value is not None and name != "counts"}
    return Batch(**told, counts=json.loads(row["counts"] or "{}"))
