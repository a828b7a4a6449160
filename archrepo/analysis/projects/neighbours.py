"""Who else works where a project works: other projects, and decisions taken or due."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.projects.dossier_results import DecisionEntry, NeighbourEntry
from archrepo.analysis.projects.people import in_role
from archrepo.analysis.projects.project_facts import date_of, text_of
from archrepo.analysis.projects.sheet import ref, refs
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.relation_vocabulary import Responsibility
from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import DecisionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.analysis.projects.project_facts import ProjectFacts
    from archrepo.analysis.projects.results import ProjectSheet, Ref, Somebody
    from archrepo.analysis.projects.surroundings import Surroundings
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.ports import GraphStore

_FIRST = (DecisionStatus.PROPOSED, DecisionStatus.ACCEPTED)


def neighbour_entries(
    facts: ProjectFacts,
    sheet: ProjectSheet,
    around: Surroundings,
    names: Mapping[str, Ref],
    people: Mapping[str, Sequence[Somebody]],
) -> tuple[NeighbourEntry, ...]:
    """Return the other projects that are not over: those that act on the same things first."""
    family = facts.family(sheet.id)
    waiting = {d.project.id for d in sheet.awaited_by} | {
        facts.parent.get(d.waits_for.id, d.waits_for.id) for d in sheet.waits_for
    }
    found = [
        entry
        for project in facts.projects.values()
        if project.id not in family
        and not facts.is_over(project.id)
        and (entry := _neighbour(facts, project, around, names, people, waiting)) is not None
    ]
    return tuple(
        sorted(
            found,
            key=lambda n: (
                not n.same_targets, not n.same_scopes, not n.waits, by_name(n.project),
            ),
        )
    )  # fmt: skip


def _neighbour(
    facts: ProjectFacts,
    project: NodeFact,
    around: Surroundings,
    names: Mapping[str, Ref],
    people: Mapping[str, Sequence[Somebody]],
    waiting: set[str],
) -> NeighbourEntry | None:
    targets = {stated.relation.to_id for stated in facts.actions.get(project.id, ())}
    covered = {s for s in around.scopes if targets.intersection(around.covered_by(s))}
    entry = NeighbourEntry(
        project=ref(project),
        status=text_of(project.values.get("status")),
        end=date_of(project.values.get("end")),
        directors=in_role(people.get(project.id, ()), Responsibility.PROJECT_DIRECTOR),
        same_targets=_sorted(names, targets & around.acted_on),
        same_scopes=_sorted(
            names, (covered | targets.intersection(around.scopes)) - around.acted_on
        ),
        by_flows=_sorted(names, targets.intersection(around.neighbours)),
        waits=project.id in waiting,
    )
    near = entry.same_targets or entry.same_scopes or entry.by_flows or entry.waits
    return entry if near else None


def _sorted(names: Mapping[str, Ref], ids: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(sorted((names[i] for i in ids if i in names), key=by_name))


def decision_entries(
    store: GraphStore, names: Mapping[str, Ref], about: set[str]
) -> tuple[DecisionEntry, ...]:
    """Return the decisions about `about`: those to be taken first, then the newest."""
    decided: dict[str, set[str]] = defaultdict(set)
    for relation in relation_facts(store, "DECIDES", to_ids=about):
        decided[relation.from_id].add(relation.to_id)
    if not decided:
        return ()
    takers: dict[str, list[str]] = defaultdict(list)
    for relation in relation_facts(store, "TAKEN_BY", list(decided)):
        takers[relation.from_id].append(relation.to_id)
    bodies = {
        body.id: body
        for body in refs(store, "Organisation", {b for found in takers.values() for b in found})
    }
    entries = [
        DecisionEntry(
            id=decision.id,
            name=decision.name,
            status=text_of(decision.values.get("status")),
            date=date_of(decision.values.get("date")),
            due=date_of(decision.values.get("due")),
            reason=text_of(decision.values.get("reason")),
            taken_by=tuple(sorted((bodies[b] for b in takers[decision.id]), key=by_name)),
            about=_sorted(names, decided[decision.id]),
        )
        for decision in node_facts(store, "Decision", list(decided))
    ]
    return tuple(sorted(entries, key=_decision_order))


def _decision_order(entry: DecisionEntry) -> tuple[int, int, tuple[str, str]]:
    status = entry.status or ""
    rank = _FIRST.index(DecisionStatus(status)) if status in _FIRST else len(_FIRST)
    day = entry.due if rank == 0 else entry.date
    place = day.toordinal() if day else 10**7
    return rank, place if rank == 0 else -place, by_name(entry)


def directors_of(neighbours: Iterable[NeighbourEntry]) -> Iterator[Somebody]:
    """Yield who directs those projects, once each."""
    seen = set()
    for neighbour in neighbours:
        for director in neighbour.directors:
            if director.id not in seen:
                seen.add(director.id)
                yield director
