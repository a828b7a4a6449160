"""Planned facts against stored ones: what is new, what differs, what is confirmed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.domain.changes import NodeChange, RelationChange, Status
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.facts import relation_key
from archrepo.importing.identity import NO_DECISIONS
from archrepo.importing.order import dates_out_of_order
from archrepo.importing.renames import RenameJudge
from archrepo.importing.trees import settle_trees

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping

    from archrepo.domain.changes import Candidate
    from archrepo.domain.diagnostics import Place
    from archrepo.domain.facts import RelationFact, Values
    from archrepo.domain.metamodel import Metamodel, RelationType
    from archrepo.domain.ports import GraphStore
    from archrepo.importing.identity import Decisions
    from archrepo.importing.links import PlannedRelation
    from archrepo.importing.nodes import PlannedNode
    from archrepo.importing.problems import Problems, Where
    from archrepo.importing.stated import Stated

PLACES_UP_TO = 200_000
"""Beyond so many facts nobody reads a plan row by row, and their places would fill the memory."""

_MERGED_BY_KEY = ("external_ids", "properties")


def compare_nodes(
    planned: Mapping[str, PlannedNode],
    store: GraphStore,
    source: str,
    unchanged: Counter[str],
    problems: Problems,
    *,
    accept_renames: bool = False,
    decisions: Decisions = NO_DECISIONS,
    candidates: Mapping[str, tuple[Candidate, ...]] | None = None,
) -> tuple[list[NodeChange], set[str]]:
    """Return the nodes that change, sorted by kind and id, and the ids of those refused.

    A known id under a new name, and a known name under a new id, are conflicts until somebody
    accepts renames or decides.
    """
    judge = RenameJudge(problems, decisions, accept_renames)
    by_kind: dict[str, list[PlannedNode]] = defaultdict(list)
    for node in planned.values():
        by_kind[node.kind].append(node)
    changes: list[NodeChange] = []
    refused: set[str] = set()
    with_place = len(planned) <= PLACES_UP_TO
    for kind, nodes in sorted(by_kind.items()):
        stored_ids = [node.id for node in nodes if node.stored]
        stored = {f.id: f.values for f in node_facts(store, kind, stored_ids)} if stored_ids else {}
        for node in sorted(nodes, key=lambda n: n.id):
            before = stored.get(node.id)
            if before is not None and _says_nothing_new(before, node.stated, source):
                unchanged[kind] += 1
                continue
            after = _after(before, node.stated, source)
            after.setdefault("name", node.id)
            if not _in_order(after, node.id, node.where, problems):
                refused |= {node.id} if before is None else set()
                continue
            if before == after:
                unchanged[kind] += 1
                continue
            after, is_conflict = judge.judged(node, before, after)
            if before == after:
                unchanged[kind] += 1
                continue
            if is_conflict and problems.tolerant:
                refused.add(node.id)  # the row is set aside, told among the rejects
                continue
            status = Status.NEW if before is None else Status.UPDATE
            change = NodeChange(
                Status.CONFLICT if is_conflict else status,
                kind,
                node.id,
                before,
                after,
                _place(node.where) if with_place else None,
                node.identity,
                (candidates or {}).get(node.id, ()),
            )
            changes.append(change)
    return changes, refused


def compare_relations(
    planned: Mapping[str, PlannedRelation],
    tree: Mapping[str, RelationFact],
    store: GraphStore,
    metamodel: Metamodel,
    kinds: Mapping[str, str],
    source: str,
    unchanged: Counter[str],
    problems: Problems,
    *,
    moves: bool = False,
) -> list[RelationChange]:
    """Return the relations that change, sorted by type and key."""
    by_type: dict[str, list[PlannedRelation]] = defaultdict(list)
    for relation in planned.values():
        by_type[relation.type].append(relation)
    moved, refused = settle_trees(by_type.get("CONTAINS", []), tree, source, problems, moves=moves)
    changes = [_removal(fact) for fact in moved]
    with_place = len(planned) <= PLACES_UP_TO
    bare: Values = {"sources": (source,)}  # most relations state nothing more: they share it
    for name, relations in by_type.items():
        stored = _stored(store, metamodel.relations[name], relations)
        for relation in relations:
            if relation.key in refused:
                continue
            facts = stored.get(_undated(metamodel.relations[name], relation), [])
            fact = _same(facts, relation, problems)
            if fact is _AMBIGUOUS:
                continue
            before = fact.values if fact else None
            if before is not None and _says_nothing_new(before, relation.stated, source):
                unchanged[name] += 1
                continue
            after = _after(before, relation.stated, source)
            if after == bare:
                after = bare
            what = f"{relation.type} {relation.from_id} → {relation.to_id}"
            if not _in_order(after, what, relation.where, problems):
                continue
            if before == after:
                unchanged[name] += 1
                continue
            place = _place(relation.where) if with_place else None
            changes.append(_change(relation, fact, after, kinds, place))
    return sorted(changes, key=lambda c: (c.type, c.key))


def _change(
    planned: PlannedRelation,
    fact: RelationFact | None,
    after: Values,
    kinds: Mapping[str, str],
    place: Place | None,
) -> RelationChange:
    return RelationChange(
        Status.NEW if fact is None else Status.UPDATE,
        planned.type,
        fact.key if fact else planned.key,
        kinds[planned.from_id],
        planned.from_id,
        kinds[planned.to_id],
        planned.to_id,
        fact.values if fact else None,
        after,
        place,
    )


def stored_relations(
    planned: Mapping[str, PlannedRelation],
    store: GraphStore,
    metamodel: Metamodel,
    problems: Problems,
) -> Iterator[tuple[PlannedRelation, RelationFact | None]]:
    """Yield each planned relation with the stored one it means, by type."""
    by_type: dict[str, list[PlannedRelation]] = defaultdict(list)
    for relation in planned.values():
        by_type[relation.type].append(relation)
    for name, relations in sorted(by_type.items()):
        stored = _stored(store, metamodel.relations[name], relations)
        for relation in relations:
            facts = stored.get(_undated(metamodel.relations[name], relation), [])
            fact = _same(facts, relation, problems)
            if fact is not _AMBIGUOUS:
                yield relation, fact


_AMBIGUOUS: RelationFact = object()  # type: ignore[assignment]


def _stored(
    store: GraphStore, relation: RelationType, planned: list[PlannedRelation]
) -> dict[str, list[RelationFact]]:
    """Return the stored relations that start where planned ones do, by undated key."""
    found: dict[str, list[RelationFact]] = defaultdict(list)
    if store.revision():
        starts = {p.from_id for p in planned}
        for fact in relation_facts(store, relation.name, starts):
            undated = {n: v for n, v in fact.values.items() if n != "valid_from"}
            found[relation_key(relation, fact.from_id, fact.to_id, undated)].append(fact)
    return found


def _undated(relation: RelationType, planned: PlannedRelation) -> str:
    if "valid_from" not in planned.stated.values:
        return planned.key
    undated = {n: v for n, v in planned.stated.values.items() if n != "valid_from"}
    return relation_key(relation, planned.from_id, planned.to_id, undated)


def _same(
    facts: list[RelationFact], planned: PlannedRelation, problems: Problems
) -> RelationFact | None:
    """Return the stored relation a row means; without a first day, the only one there is."""
    if "valid_from" in planned.stated.values:
        wanted = planned.stated.values["valid_from"]
        return next((f for f in facts if f.values.get("valid_from") == wanted), None)
    undated = [f for f in facts if "valid_from" not in f.values]
    if undated or len(facts) <= 1:
        return next(iter(undated or facts), None)
    days = ", ".join(sorted(str(f.values["valid_from"]) for f in facts))
    problems.error(
        "AR208",
        f"{planned.type} {planned.from_id} → {planned.to_id} exists several times, from {days}",
        planned.where,
        "valid_from",
        "give valid_from to say which one is meant",
    )
    return _AMBIGUOUS


def _removal(fact: RelationFact) -> RelationChange:
    return RelationChange(
        Status.REMOVE,
        fact.type,
        fact.key,
        fact.from_kind,
        fact.from_id,
        fact.to_kind,
        fact.to_id,
        fact.values,
        None,
    )


def _says_nothing_new(before: Values, stated: Stated, source: str) -> bool:
    """Return whether all that is stated is known, and from this source: as most of a file is."""
    return (
        not stated.cleared
        and not stated.notes
        and "date_notes" not in before
        and source in before.get("sources", ())  # type: ignore[operator]
        and stated.values.items() <= before.items()
    )


def _after(before: Values | None, stated: Stated, source: str) -> Values:
    """Return what a fact becomes: what was known, with what is stated on top.

    For a new fact these are the stated values themselves: copying millions would fill the memory.
    """
    given = stated.values
    after = {**before, **given} if before else given
    for name in stated.cleared - given.keys():
        after.pop(name, None)
    for name in _MERGED_BY_KEY:
        if before and name in before and name in given:
            after[name] = _merged(before[name], given[name])  # type: ignore[arg-type]
    known = before.get("sources", ()) if before else ()
    stating = given.get("sources", (source,))
    after["sources"] = tuple(sorted({*known, *stating}))  # type: ignore[misc]
    _note_dates(before, stated, after)
    return after


def _note_dates(before: Values | None, stated: Stated, after: Values) -> None:
    """Keep the wording of imprecise dates, and drop it for dates stated anew."""
    if not stated.notes and not (before and "date_notes" in before):
        return
    wordings = stated.notes or {}
    anew = {*wordings}
    if "date_notes" not in stated.values:
        anew |= {*stated.values, *stated.cleared}
    known: tuple[str, ...] = after.get("date_notes", ())  # type: ignore[assignment]
    kept = {note for note in known if note.partition("=")[0] not in anew}
    notes = sorted(kept.union(f"{name}={wording}" for name, wording in wordings.items()))
    after["date_notes"] = tuple(notes)
    if not notes:
        del after["date_notes"]


def _merged(before: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    """Return `key=value` items of both, the given ones standing for their key."""
    keys = {item.split("=", 1)[0] for item in given}
    kept = [item for item in before if item.split("=", 1)[0] not in keys]
    return tuple(sorted({*kept, *given}))


def _in_order(after: Values, what: str, where: Where, problems: Problems) -> bool:
    pair = dates_out_of_order(after)
    if pair is None:
        return True
    earlier, later = pair
    problems.error(
        "LC-01",
        f"{what}: {later} {after[later]} comes before {earlier} {after[earlier]}",
        where,
        later,
        "correct one of the two dates",
    )
    return False


def _place(where: Where) -> Place:
    return where.place()
