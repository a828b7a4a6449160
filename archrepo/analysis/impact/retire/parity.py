"""What a successor still misses of what it is to replace: RET-17."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import ends_of, received_by, sent_by
from archrepo.analysis.impact.lacking import MissingCoverage, MissingFlow, Parity
from archrepo.analysis.impact.parties import validity
from archrepo.domain.relation_vocabulary import AccessRole
from archrepo.domain.validity import NEVER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.impact.coverage import Coverage, ScopeCoverage
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.successors import Successors


def parity_of(
    state: State, successors: Successors, coverages: Mapping[str, ScopeCoverage]
) -> tuple[Parity, ...]:
    """Return, for each successor of a lost application, what it still misses on the day."""
    replaced: dict[str, set[str]] = defaultdict(set)
    for one in state.lost.ids("Application"):
        for successor in successors.of([one]):
            replaced[successor].add(one)
    return tuple(
        missing_in(state, successors, coverages, successor, replaced[successor])
        for successor in sorted(replaced)
        if state.parties.is_known(successor)
    )


def missing_in(
    state: State,
    successors: Successors,
    coverages: Mapping[str, ScopeCoverage],
    successor: str,
    replaced: set[str],
) -> Parity:
    """Return what one successor still misses of the lost applications it replaces."""
    is_live = state.is_live(successor)
    life = state.parties.life(successor)
    starts = life.start if life != NEVER and not is_live else None
    return Parity(
        successor=successor,
        name=state.parties.name(successor),
        replaces=tuple(sorted(replaced)),
        live=is_live,
        live_from=starts,
        coverage=_coverage(state, successors, coverages, successor, replaced),
        feeds=_flows(state, successor, replaced, sending=True),
        fed_by=_flows(state, successor, replaced, sending=False),
        masters=_masters(state, successor, replaced),
        users=_users(state, successor, replaced),
    )


def _coverage(
    state: State,
    successors: Successors,
    coverages: Mapping[str, ScopeCoverage],
    successor: str,
    replaced: set[str],
) -> tuple[MissingCoverage, ...]:
    """Return the scopes it is to take over and does not cover as far, now."""
    missing = []
    for scope, coverage in sorted(coverages.items()):
        if successor not in successors.of(replaced, scope):
            continue
        own = [c for c in coverage.stated if c.application == successor and c.counts]
        for segment in coverage.segments():
            lost = coverage.serving(
                (c for c in coverage.lost if c.application in replaced), segment
            )
            needed = max((c.level for c in lost), key=lambda level: level.rank, default=None)
            if needed is None:
                continue
            serving = coverage.serving(own, segment)
            enough = [c for c in serving if c.level.rank >= needed.rank]
            if any(c in coverage.remaining for c in enough):
                continue
            has = [c.level for c in serving if c in coverage.remaining]
            missing.append(
                MissingCoverage(
                    scope=scope,
                    segment=None if segment == "*" else segment,
                    level=needed.value,
                    has=max(has, key=lambda level: level.rank).value if has else None,
                    available=_first_day(state, enough),
                )
            )
    return tuple(missing)


def _first_day(state: State, coverages: list[Coverage]) -> dt.date | None:
    """Return the first day after the event on which one of these begins."""
    spans = [validity(c.relation).within(state.parties.life(c.party)) for c in coverages]
    days = [span.start for span in spans if span != NEVER and span.start is not None]
    return min((day for day in days if day > state.day), default=None)


def _flows(
    state: State, successor: str, replaced: set[str], *, sending: bool
) -> tuple[MissingFlow, ...]:
    """Return what the lost ones exchanged with others and it does not."""
    read = sent_by if sending else received_by
    own = {
        (ends_of(state, e)[1 if sending else 0], e.data_object)
        for e in read(state, [successor])
        if state.is_live(successor)
    }
    missing = {}
    for exchange in read(state, sorted(replaced)):
        other = ends_of(state, exchange)[1 if sending else 0]
        if state.is_gone(other) or other == successor:
            continue
        if exchange.data_object is None or (other, exchange.data_object) not in own:
            flow = MissingFlow(
                application=other, data_object=exchange.data_object, flow=exchange.flow.id
            )
            missing[other, exchange.data_object or "", exchange.flow.id] = flow
    return tuple(missing[key] for key in sorted(missing))


def _masters(state: State, successor: str, replaced: set[str]) -> tuple[str, ...]:
    """Return the objects that lost ones master for somebody for whom the successor does not."""
    lost, own = _mastered(state, replaced), _mastered(state, {successor})
    return tuple(sorted(o for o in lost if not _masters_all(state, lost[o], own.get(o, []))))


def _masters_all(state: State, lost: list[Sequence[str]], own: list[Sequence[str]]) -> bool:
    serves = state.segments.serves
    return all(
        any(serves(items, segment) for items in own)
        for segment in state.segments.judged([*lost, *own], lost)
        if any(serves(items, segment) for items in lost)
    )


def _mastered(state: State, applications: set[str]) -> dict[str, list[Sequence[str]]]:
    """Return object → for whom these applications, or modules of theirs, master it."""
    owned = sorted(applications)
    modules = [r.to_id for r in state.facts.leaving("Application", owned) if r.type == "CONTAINS"]
    state.parties.meet("Module", modules)
    found: dict[str, list[Sequence[str]]] = defaultdict(list)
    for kind, ids in (("Application", owned), ("Module", sorted(modules))):
        for access in state.facts.leaving(kind, ids):
            is_master = access.type == "ACCESSES" and access.values.get("role") == AccessRole.MASTER
            if is_master and state.did(access.from_id, validity(access)):
                found[access.to_id].append(access.values.get("segments", ()))  # type: ignore[arg-type]
    return found


def _users(state: State, successor: str, replaced: set[str]) -> tuple[str, ...]:
    users: dict[bool, set[str]] = {True: set(), False: set()}
    for relation in state.facts.entering("Application", sorted({*replaced, successor})):
        if relation.type == "USES" and state.did(relation.to_id, validity(relation)):
            users[relation.to_id == successor].add(relation.from_id)
    return tuple(sorted(users[False] - users[True]))
