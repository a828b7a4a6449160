"""The lineage of one data object: where it starts, both ways from there, and who holds it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import accesses_to, ends_of, is_origin
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.people import People
from archrepo.analysis.impact.settings import ImpactSettings
from archrepo.analysis.impact.state import State
from archrepo.analysis.impact.stored import StoredFacts
from archrepo.analysis.impact.supply import SupplyGraph
from archrepo.analysis.impact.targets import check_projects, find_node
from archrepo.analysis.lineage.circulation import Circulation
from archrepo.analysis.lineage.holders import Holding, holders_of
from archrepo.analysis.lineage.hops import hops_of
from archrepo.analysis.lineage.result import Lineage, Steward, Ways
from archrepo.analysis.lineage.transformations import StoredTransformations
from archrepo.analysis.lineage.walking import walk
from archrepo.analysis.segment_names import parts_of
from archrepo.domain.steadily import steadily
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.impact.facts import Exchange, Facts
    from archrepo.analysis.lineage.result import Holder
    from archrepo.analysis.lineage.transformations import Transformations
    from archrepo.domain.facts import RelationFact
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice

LOOSE_HOPS = 2
"""Hops that loose ways are followed where nobody says: a few more lead nearly everywhere."""


@dataclass(frozen=True, slots=True)
class LineageRequest:
    """What to trace.

    Attributes:
        object: Id of the data object; a name or alias where only one bears it.
        at: The day.
        plan: Which projects' actions count.
        hops: How far to go; None: strictly to the end, loosely a few hops.
    """

    object: str
    at: dt.date
    plan: PlanChoice
    hops: int | None = None


def lineage_of(store: GraphStore, request: LineageRequest) -> Lineage:
    """Return the lineage asked for, of the portfolio in `store`.

    Raises:
        NotFoundError: The object, or a project of the plan, is unknown.
        ConfigError: It is the id of something else.
    """

    def answer() -> Lineage:
        facts = StoredFacts(store)
        check_projects(request.plan, facts, store)
        wanted = find_node("DataObject", request.object, facts, store)
        return lineage(replace(request, object=wanted), facts, StoredTransformations(store))

    return steadily(store, answer)


def lineage(request: LineageRequest, facts: Facts, transformations: Transformations) -> Lineage:
    """Return the lineage asked for; `request.object` is an id."""
    state = State.on(facts, request.at, request.plan, ImpactSettings())
    tree = ObjectTree(facts, request.at)
    circulation = Circulation(state, tree, transformations)
    wholes = tree.with_wholes([request.object])[request.object]
    exchanges = circulation.carrying(request.object)
    accesses = accesses_to(state, wholes)
    starts, reason = _starts(state, accesses, exchanges)
    spots = [(application, request.object) for application in starts]
    anything = [(application, None) for application in starts]
    onward, back = walk(spots, circulation.onward), walk(spots, circulation.back)
    loose = LOOSE_HOPS if request.hops is None else request.hops
    ahead = walk(anything, circulation.anywhere, loose)
    behind = walk(anything, circulation.from_anywhere, loose)
    holders = holders_of(state, Holding(starts, accesses, exchanges, onward, back))
    most = request.hops
    parts = [o for o in tree.with_parts([request.object])[request.object] if o != request.object]
    strict = Ways(upstream=hops_of(state, back, most), downstream=hops_of(state, onward, most))
    loosely = Ways(upstream=hops_of(state, behind), downstream=hops_of(state, ahead))
    objects = _objects((strict, loosely)) | {request.object, *wholes, *parts}
    names = _names(facts, "DataObject", objects)
    return Lineage(
        object=request.object,
        name=names[request.object],
        at=request.at,
        plan=str(request.plan),
        starts=tuple(starts),
        started_from=reason,
        wholes=tuple(o for o in wholes if o != request.object),
        parts=tuple(parts),
        stewards=_stewards(state, request.object),
        holders=holders,
        segment_names=_names(facts, "Organisation", _segments(holders)),
        object_names=names,
        strict=strict,
        loose=loosely,
        hops=loose,
        strict_hops=most,
        flows=len({e.flow.id for e in exchanges}),
        stages_unstated=sum(not holder.stages for holder in holders),
    )


def _objects(several: Iterable[Ways]) -> set[str]:
    hops = (hop for ways in several for hop in (*ways.upstream, *ways.downstream))
    return {carried for hop in hops for carried in hop.objects}


def _segments(holders: Iterable[Holder]) -> set[str]:
    return parts_of(item for holder in holders for item in holder.segments)


def _names(facts: Facts, kind: str, ids: set[str]) -> dict[str, str]:
    found = facts.nodes(kind, sorted(ids)) if ids else {}
    return {node: found[node].name for node in sorted(ids) if node in found}


def _starts(
    state: State, accesses: Sequence[RelationFact], exchanges: Iterable[Exchange]
) -> tuple[list[str], str]:
    """Return where the trace starts and why: the masters, else the origins."""
    of = state.parties.application_of

    def by_name(applications: Iterable[str]) -> list[str]:
        return sorted(applications, key=lambda a: name_key(state.parties.name(a), a))

    masters = {of(a.from_id) for a in accesses if a.values.get("role") == "MASTER"}
    if masters:
        return by_name(masters), "master"
    declared = {of(a.from_id) for a in accesses if is_origin(a)}
    if declared:
        return by_name(declared), "origin"
    origins = SupplyGraph(ends_of(state, e) for e in exchanges).assumed(())
    return by_name(origins), "assumed" if origins else "nowhere"


def _stewards(state: State, data_object: str) -> tuple[Steward, ...]:
    contacts = People(state).to_inform([("DataObject", data_object)]).get(data_object, [])
    names = {
        (kind, i): node.name
        for kind in ("Organisation", "Person")
        for i, node in state.facts.nodes(kind, [c.id for c in contacts if c.kind == kind]).items()
    }
    return tuple(
        Steward(person=c.id, kind=c.kind, name=names.get((c.kind, c.id), c.id), role=c.role)
        for c in contacts
    )
