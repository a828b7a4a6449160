"""Who must turn to another master of a data object: DAT-04."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.data.struck import accesses, exchanges
from archrepo.analysis.impact.exchanges import by_flow, ends_of
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.segments import named
from archrepo.domain.relation_vocabulary import AccessRole
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.impact.data.struck import StruckObjects
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact


def master_effects(state: State, struck: StruckObjects, new: str) -> Iterator[Cause]:
    """Yield who is to be redirected to the new master, whether it is ready, and who stays."""
    in_use = accesses(state, struck)
    of = state.parties.application_of
    masters: dict[str, list[RelationFact]] = defaultdict(list)
    for access in in_use:
        if access.values.get("role") == AccessRole.MASTER and of(access.from_id) != new:
            for o in struck.counted(access.to_id):
                masters[o].append(access)
    yield from _redirected(state, struck, masters, new)
    target = struck.target
    if not any(of(a.from_id) == new and target in struck.counted(a.to_id) for a in in_use):
        outcome = rule_table().rules["DAT-04"].outcome("NOT_READY")
        path = Path.at(target).onto(new)
        yield Cause("Application", new, "DAT-04", outcome, outcome.base(), path, (target,))
    for o in struck.parts[target]:
        yield from _doubled(state, struck, o, masters[o])


def _redirected(
    state: State, struck: StruckObjects, masters: dict[str, list[RelationFact]], new: str
) -> Iterator[Cause]:
    """Yield those who send an object to a present master, or receive it from one."""
    rule = rule_table().rules["DAT-04"]
    of = state.parties.application_of
    mastered = {(of(a.from_id), o) for o, found in masters.items() for a in found}
    for same_flow in by_flow(exchanges(state, struck)):
        exchange = same_flow[0]
        ends = ends_of(state, exchange)
        if new in ends:
            continue
        carried = {o for e in same_flow for o in struck.counted(e.data_object or "")}
        for far, master, when in ((*ends, "sends"), (*ends[::-1], "")):
            objects = tuple(sorted(o for o in carried if (master, o) in mastered))
            if not objects:
                continue
            outcome = rule.outcome("REDIRECT", when)
            path = Path.at(struck.target).onto(master)
            path = path.over(exchange, far, objects, backwards=when == "sends")
            kind = state.parties.node(far).kind
            note = Note(
                "sends_to" if when else "receives_from", {"name": state.parties.name(master)}
            )
            yield Cause(kind, far, rule.id, outcome, outcome.base(), path, objects, notes=(note,))


def _doubled(
    state: State, struck: StruckObjects, o: str, masters: Sequence[RelationFact]
) -> Iterator[Cause]:
    """Yield the object where a master stays: several had it, or one has the whole of it."""
    of = state.parties.application_of
    wholes = [w for w in struck.paths if o in struck.counted(w)]
    everyone = [r for r in state.facts.entering("DataObject", wholes) if r.type == "ACCESSES"]
    stated = [_segments(r) for r in everyone if r.values.get("role") == AccessRole.MASTER]
    in_use = [_segments(r) for r in accesses(state, struck) if o in struck.counted(r.to_id)]
    judged = state.segments.judged(stated, in_use)
    doubled, staying = [], set()
    for segment in judged:
        serving = [a for a in masters if state.segments.serves(_segments(a), segment)]
        above = any(a.to_id not in struck.parts for a in serving)
        if above or len({of(a.from_id) for a in serving}) > 1:
            doubled.append(segment)
            staying |= {state.parties.name(of(a.from_id)) for a in serving}
    if doubled:
        outcome = rule_table().rules["DAT-04"].outcome("DOUBLE_MASTER")
        note = Note("masters_now", {"names": ", ".join(sorted(staying, key=name_key))})
        yield Cause(
            "DataObject",
            o,
            "DAT-04",
            outcome,
            outcome.base(),
            struck.paths[o],
            (o,),
            (note,),
            segments=named(doubled, judged),
        )


def _segments(access: RelationFact) -> Sequence[str]:
    return access.values.get("segments", ())  # type: ignore[return-value]
