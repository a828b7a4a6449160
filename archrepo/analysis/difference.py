"""What changed between two moments of a portfolio, all in all: what came and went is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from archrepo.analysis.domain_extent import changes_within
from archrepo.analysis.history import Batch, batch_of
from archrepo.analysis.plan_report import ReportedChange, only_sourced, reported_changes
from archrepo.analysis.results import Result
from archrepo.domain.history import batches, touched_by
from archrepo.domain.text import name_key
from archrepo.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Row


class Difference(Result):
    """What changed, all in all; that another source states the same too is no change.

    Attributes:
        after: The batch after which this starts; none where it starts with the portfolio.
        upto: The last batch counted; none where nothing was applied.
        domain: The domain or scope that the changes touch; all changes where none.
        batches: The batches counted, the oldest first.
        counts: Status → number of facts, nodes and relations together.
        nodes: Changed nodes.
        relations: Changed relations.
    """

    schema_name: ClassVar[str] = "archrepo/difference/1"

    after: str | None = None
    upto: str | None = None
    domain: str | None = None
    batches: tuple[Batch, ...]
    counts: dict[str, int]
    nodes: tuple[ReportedChange, ...]
    relations: tuple[ReportedChange, ...]


def difference_between(
    store: GraphStore,
    metamodel: Metamodel,
    after: str,
    upto: str | None = None,
    domain: str | None = None,
) -> Difference:
    """Return what changed after a batch, until another one was applied, or until now.

    Args:
        store: The portfolio.
        metamodel: Its kinds and relations.
        after: The batch.
        upto: The other one.
        domain: Domain or scope the changes must touch; all count where None.

    Raises:
        NotFoundError: There is no such batch.
        ConfigError: The second batch came before the first.
    """
    known = batches(store)
    start = _position(known, after)
    end = len(known) - 1 if upto is None else _position(known, upto)
    if end < start:
        raise ConfigError(f"batch {upto} came before {after}", hint="name the earlier one first")
    return _difference(store, metamodel, known, start + 1, end + 1, domain)


def difference_since(
    store: GraphStore, metamodel: Metamodel, day: dt.date, domain: str | None = None
) -> Difference:
    """Return what changed on a day and after, by the clock of UTC."""
    known = batches(store)
    earlier = sum(str(row["applied_at"] or "")[:10] < day.isoformat() for row in known)
    return _difference(store, metamodel, known, earlier, len(known), domain)


def _position(known: list[Row], batch_id: str) -> int:
    for position, row in enumerate(known):
        if row["id"] == batch_id:
            return position
    raise NotFoundError(
        f"there is no batch '{batch_id}'", hint="'archrepo history' lists the batches"
    )


def _by_names(change: ReportedChange) -> tuple[object, ...]:
    """Return what sorts changes by kind, then by what the node, or each end, is called."""
    named = (change.name, change.source_name, change.target_name)
    return change.kind, *(name_key(name or "") for name in named), change.id


def _difference(
    store: GraphStore,
    metamodel: Metamodel,
    known: list[Row],
    start: int,
    end: int,
    domain: str | None,
) -> Difference:
    ids = [row["id"] for row in known]
    touched = touched_by(store, metamodel, ids[start:end], ids[end:])
    found = [each.change for each in touched if not only_sourced(each.change)]
    found = changes_within(found, domain, store) if domain else found
    counts = Counter(change.status.value for change in found)
    told = sorted(reported_changes(found, store), key=_by_names)
    return Difference(
        after=ids[start - 1] if start else None,
        upto=ids[end - 1] if end else None,
        domain=domain,
        batches=tuple(batch_of(row) for row in known[start:end]),
        counts=dict(sorted(counts.items())),
        nodes=tuple(change for change in told if change.source is None),
        relations=tuple(change for change in told if change.source is not None),
    )
