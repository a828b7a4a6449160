"""A plan as people and scripts read it: counts, what changes field by field, every problem."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, ClassVar, TypeVar

from archrepo.analysis.end_names import names_of_ends
from archrepo.analysis.results import Result
from archrepo.domain.changes import NodeChange, RelationChange, Status, field_changes
from archrepo.domain.many_facts import without_collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archrepo.domain.changes import Plan
    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.ports import GraphStore

Scalar = str | int | float | bool | dt.date | tuple[str, ...]
_Change = TypeVar("_Change", NodeChange, RelationChange)
_OWN_BUSINESS = ("sources", "batch_id")  # how a fact is kept, not what it says


class ReportedField(Result):
    """An attribute's old and new value; absent where it was or becomes unset."""

    schema_name: ClassVar[str] = "archrepo/plan-field/1"

    name: str
    old: Scalar | None = None
    new: Scalar | None = None


class ReportedCandidate(Result):
    """A known node that a new one may be, and how much their names are alike, of 100."""

    schema_name: ClassVar[str] = "archrepo/plan-candidate/1"

    id: str
    score: int


class ReportedChange(Result):
    """What happens to one node, or one relation told by its ends, ids and names.

    `identity` says by what an imported node was found: id, external id, name, alias, a decision;
    `candidates` are known nodes that a new one may be.
    """

    schema_name: ClassVar[str] = "archrepo/plan-change/1"

    status: str
    kind: str
    id: str
    name: str | None = None
    source: str | None = None
    source_name: str | None = None
    target: str | None = None
    target_name: str | None = None
    fields: tuple[ReportedField, ...] = ()
    place: str | None = None
    identity: str | None = None
    candidates: tuple[ReportedCandidate, ...] = ()


class ReportedProblem(Result):
    """A diagnostic, its place also in words one can click."""

    schema_name: ClassVar[str] = "archrepo/diagnostic/1"

    code: str
    level: str
    message: str
    hint: str | None = None
    place: str
    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None


class TallyLine(Result):
    """How many things of a sort were read, and what became of them."""

    schema_name: ClassVar[str] = "archrepo/tally-line/1"

    read: str
    became: str
    count: int


class PlanReport(Result):
    """What an import would change, or changed once `batch` is there.

    Attributes:
        source: Name under which the files' statements are kept.
        files: The files read.
        mapping: Name of the mapping file, where there was one.
        batch: Id of the batch, once applied.
        counts: Status → number of facts, nodes and relations together.
        sourced: How many of the updates only add the source to facts that are as stated.
        by_kind: Kind or relation type → status → number; SOURCED for those that only add a source.
        nodes: Changed nodes.
        relations: Changed relations.
        problems: Every problem; those of level error keep the files out.
        rejected: Problems that only cost a cell or row, set aside.
        dropped: Relations set aside with a row they hang on.
        tally: What became of everything read.
    """

    schema_name: ClassVar[str] = "archrepo/plan/1"

    source: str
    files: tuple[str, ...]
    mapping: str | None = None
    batch: str | None = None
    counts: dict[str, int]
    sourced: int
    by_kind: dict[str, dict[str, int]]
    nodes: tuple[ReportedChange, ...]
    relations: tuple[ReportedChange, ...]
    problems: tuple[ReportedProblem, ...]
    rejected: tuple[ReportedProblem, ...]
    dropped: int
    tally: tuple[TallyLine, ...]


def plan_report(
    plan: Plan, store: GraphStore, *, batch: str | None = None, limit: int | None = None
) -> PlanReport:
    """Return the plan as a result.

    Args:
        plan: What to tell of.
        store: Where names are looked up.
        batch: The batch's id, once applied.
        limit: How many changed nodes and relations to tell one by one, new ones last and those left
            out that only add a source; all if None.
    """
    with without_collection():
        return _report(plan, store, batch, limit)


def _report(plan: Plan, store: GraphStore, batch: str | None, limit: int | None) -> PlanReport:
    relations = _first(plan.relations, limit)
    names = names_of_ends((*plan.nodes, *relations), store)
    sourced = sum(map(only_sourced, plan.nodes)) + sum(map(only_sourced, plan.relations))
    return PlanReport(
        source=plan.source,
        files=tuple(sorted(plan.files)),
        mapping=plan.mapping,
        batch=batch,
        counts=plan.counts(),
        sourced=sourced,
        by_kind=_by_kind(plan),
        nodes=tuple(_node(change) for change in _first(plan.nodes, limit)),
        relations=tuple(_relation(change, names) for change in relations),
        problems=tuple(map(reported_problem, plan.diagnostics)),
        rejected=tuple(map(reported_problem, plan.rejected)),
        dropped=plan.dropped,
        tally=tuple(
            TallyLine(read=read, became=became, count=count)
            for (read, became), count in sorted(plan.tally.items())
        ),
    )


def _first(changes: tuple[_Change, ...], limit: int | None) -> tuple[_Change, ...]:
    if limit is None:
        return changes
    telling = [change for change in changes if not only_sourced(change)]
    if len(telling) > limit:
        telling.sort(key=lambda change: change.status == Status.NEW)
    return tuple(telling[:limit])


def _told_status(change: NodeChange | RelationChange) -> str:
    return "SOURCED" if only_sourced(change) else change.status.value


def only_sourced(change: NodeChange | RelationChange) -> bool:
    """Return whether a change only adds a source to what is as stated."""
    return change.status is Status.UPDATE and not _fields(change)


def _by_kind(plan: Plan) -> dict[str, dict[str, int]]:
    counted: dict[str, Counter[str]] = {}
    for node in plan.nodes:
        counted.setdefault(node.kind, Counter())[_told_status(node)] += 1
    for relation in plan.relations:
        counted.setdefault(relation.type, Counter())[_told_status(relation)] += 1
    for name, count in plan.unchanged.items():
        if count:
            counted.setdefault(name, Counter())["UNCHANGED"] += count
    return {name: dict(sorted(counts.items())) for name, counts in sorted(counted.items())}


def _fields(change: NodeChange | RelationChange) -> tuple[ReportedField, ...]:
    return tuple(
        ReportedField(name=field.name, old=field.old, new=field.new)
        for field in field_changes(change)
        if field.name not in _OWN_BUSINESS or (field.name == "sources" and _withdrawn(change))
    )


def _withdrawn(change: NodeChange | RelationChange) -> bool:
    """Return whether a source no longer states a fact that stays: the one case to tell sources."""
    if change.before is None or change.after is None:
        return False
    before, after = change.before.get("sources", ()), change.after.get("sources", ())
    return not set(before) <= set(after)  # type: ignore[arg-type]


def reported_changes(
    changes: Iterable[NodeChange | RelationChange], store: GraphStore
) -> Iterator[ReportedChange]:
    """Yield what happens to nodes and relations, as results."""
    told = tuple(changes)
    names = names_of_ends(told, store)
    for change in told:
        yield _node(change) if isinstance(change, NodeChange) else _relation(change, names)


def _node(change: NodeChange) -> ReportedChange:
    return ReportedChange(
        status=change.status.value,
        kind=change.kind,
        id=change.id,
        name=change.name,
        fields=_fields(change),
        place=str(change.place) if change.place else None,
        identity=change.identity or None,
        candidates=tuple(ReportedCandidate(id=c.id, score=c.score) for c in change.candidates),
    )


def _relation(change: RelationChange, names: Mapping[str, str]) -> ReportedChange:
    return ReportedChange(
        status=change.status.value,
        kind=change.type,
        id=change.key,
        source=change.from_id,
        source_name=names.get(change.from_id),
        target=change.to_id,
        target_name=names.get(change.to_id),
        fields=_fields(change),
        place=str(change.place) if change.place else None,
    )


def reported_problem(diagnostic: Diagnostic) -> ReportedProblem:
    """Return a diagnostic as a result."""
    place = diagnostic.place
    return ReportedProblem(
        code=diagnostic.code,
        level=diagnostic.level.value,
        message=diagnostic.message,
        hint=diagnostic.hint or None,
        place=str(place),
        file=place.file,
        sheet=place.sheet or None,
        row=place.row or None,
        column=place.column or None,
    )
