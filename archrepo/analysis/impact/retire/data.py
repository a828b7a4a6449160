"""What becomes of the data objects a lost one keeps: RET-11 and RET-12."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import accesses_to
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import project_actions, validity
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.segments import named
from archrepo.domain.relation_vocabulary import AccessRole, Action, Crud
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import Personal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archrepo.analysis.impact.objects import ObjectTree
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import NodeFact, RelationFact

_KEEPERS = (AccessRole.MASTER, AccessRole.REPLICA_RW)
_WRITES = {Crud.CREATE.value, Crud.UPDATE.value}
_PERSONAL = (Personal.PERSONAL, Personal.SENSITIVE)


def data_effects(state: State, tree: ObjectTree) -> Iterator[Cause]:
    """Yield what happens to the objects that a lost one masters or holds."""
    held = {
        r.to_id
        for kind in ("Application", "Module")
        for r in state.facts.leaving(kind, state.lost.ids(kind))
        if r.type == "ACCESSES" and _keeps(r) and state.did(r.from_id, validity(r))
    }
    objects = sorted({part for parts in tree.with_parts(held).values() for part in parts})
    wholes = tree.with_wholes(objects)
    everything = sorted({whole for found in wholes.values() for whole in found})
    accesses = defaultdict(list)
    for access in accesses_to(state, everything):
        accesses[access.to_id].append(access)
    nodes = state.facts.nodes("DataObject", objects)
    migrated = _migrated(state, everything)
    for o in objects:
        of_object = [a for whole in wholes[o] for a in accesses[whole]]
        stated = [r for r in state.facts.entering("DataObject", wholes[o]) if _is_master(r)]
        yield from _mastery(state, o, of_object, stated)
        if not migrated.intersection(wholes[o]):
            yield from _archive(state, nodes[o], of_object, stated)


def _is_master(access: RelationFact) -> bool:
    return access.type == "ACCESSES" and access.values.get("role") == AccessRole.MASTER


def _keeps(access: RelationFact) -> bool:
    crud = access.values.get("crud", ())
    return access.values.get("role") in _KEEPERS or bool(_WRITES.intersection(crud))  # type: ignore[arg-type]


def _mastery(
    state: State, o: str, accesses: Iterable[RelationFact], stated: Sequence[RelationFact]
) -> Iterator[Cause]:
    """Yield what the loss of masters does to an object, for the segments left without one."""
    masters = [a for a in accesses if _is_master(a)]
    lost = [a for a in masters if state.is_gone(a.from_id)]
    remaining = [a for a in masters if not state.is_gone(a.from_id)]
    orphaned: dict[str, list[RelationFact]] = {}
    judged = state.segments.judged(map(_segments, stated), map(_segments, masters))
    for segment in judged:
        gone = [a for a in lost if state.segments.serves(_segments(a), segment)]
        if gone and not _any_for(state, remaining, segment):
            orphaned[segment] = gone
    outcome = rule_table().rules["RET-11"].outcome("MASTER_LOST")
    names = {state.parties.name(state.parties.application_of(a.from_id)) for a in lost}
    note = Note("only_master", {"name": ", ".join(sorted(names, key=name_key))})
    for access in {a.key: a for found in orphaned.values() for a in found}.values():
        yield Cause(
            "DataObject",
            o,
            "RET-11",
            outcome,
            outcome.base(),
            _path_to(state, access, o),
            (o,),
            (note,),
            segments=named(orphaned, judged),
        )


def _archive(
    state: State,
    data_object: NodeFact,
    accesses: Sequence[RelationFact],
    stated: Iterable[RelationFact],
) -> Iterator[Cause]:
    """Yield the duty to keep what a lost one holds of an object that must be kept or erased."""
    personal = data_object.values.get("personal")
    months = data_object.values.get("retention_months")
    reasons = [Note("personal", {"value": str(personal)})] if personal in _PERSONAL else []
    reasons += [Note("retention", {"months": int(str(months))})] if months is not None else []
    if not reasons:
        return
    masters = [a for a in accesses if _is_master(a) and not state.is_gone(a.from_id)]
    held = [a for a in accesses if state.is_gone(a.from_id) and _keeps(a)]
    judged = state.segments.judged(map(_segments, (*stated, *held)), map(_segments, held))
    orphaned = [s for s in judged if not _any_for(state, masters, s)]
    alone = [a for a in held if any(_any_for(state, [a], s) for s in orphaned)]
    for access in held:
        remains = access not in alone
        outcome = (
            rule_table()
            .rules["RET-12"]
            .outcome("ARCHIVE_DUTY", "master-remains" if remains else "")
        )
        struck = judged if remains else [s for s in orphaned if _any_for(state, alone, s)]
        yield Cause(
            "DataObject",
            data_object.id,
            "RET-12",
            outcome,
            outcome.base(),
            _path_to(state, access, data_object.id),
            (data_object.id,),
            (*reasons, *([_remaining(state, masters)] if remains else []), Note("history")),
            segments=named((s for s in struck if _any_for(state, held, s)), judged),
        )


def _any_for(state: State, accesses: Iterable[RelationFact], segment: str) -> bool:
    return any(state.segments.serves(_segments(a), segment) for a in accesses)


def _remaining(state: State, masters: Iterable[RelationFact]) -> Note:
    names = {state.parties.name(state.parties.application_of(m.from_id)) for m in masters}
    return Note("master_remains", {"names": ", ".join(sorted(names, key=name_key))})


def _migrated(state: State, objects: Sequence[str]) -> set[str]:
    """Return the objects that a counted project migrates by the day."""
    return {
        relation.to_id
        for relation, action in project_actions(state.facts, "DataObject", objects)
        if action.action == Action.MIGRATE and action.counts_in(state.plan)
        if action.day is not None and action.day <= state.day
    }


def _path_to(state: State, access: RelationFact, data_object: str) -> Path:
    """Return the path over a lost one's access; one to the whole leads on to its part."""
    path = state.lost.ones[access.from_id].own_path.along(access)
    return path if path.end == data_object else path.inside(data_object)


def _segments(access: RelationFact) -> Sequence[str]:
    return access.values.get("segments", ())  # type: ignore[return-value]
