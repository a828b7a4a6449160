"""The first questions to ask on a project, and whom: each comes from a gap in what is stated.

The order is that of `_ASKED`: what may stop the project first, then what nobody answers for, then
what is asked on every project. The words are those of `models/dossier_words.yaml`.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from archrepo.analysis.projects.dossier_results import Question
from archrepo.analysis.projects.neighbours import directors_of
from archrepo.analysis.projects.people import in_role
from archrepo.analysis.projects.results import Ref, Somebody
from archrepo.domain.contents import relation_facts
from archrepo.domain.relation_vocabulary import Action
from archrepo.domain.relation_vocabulary import Responsibility as Role
from archrepo.domain.vocabulary import DecisionStatus, Personal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from archrepo.analysis.projects.dossier_results import ApplicationEntry, ProjectDossier
    from archrepo.domain.ports import GraphStore

AT_MOST = 10
_RETIRES = ("RETIRE", "REPLACE")
_OF_APPLICATION = (Role.BUSINESS_OWNER, Role.IT_OWNER, Role.APPLICATION_MANAGER)
_OF_DATA = (Role.DATA_OWNER, Role.DATA_STEWARD, Role.DATA_MANAGER)


def first_questions(
    store: GraphStore, dossier: ProjectDossier, people: Mapping[str, Sequence[Somebody]]
) -> tuple[Question, ...]:
    """Return at most ten questions, the most pressing first."""
    found = chain.from_iterable(ask(dossier) for ask in _BEFORE)
    replaced = _without_successor(store, dossier)
    after = chain.from_iterable(ask(dossier) for ask in _AFTER)
    asked = [*found, *replaced, *_about_domains(dossier, people), *after]
    return tuple(sorted(asked, key=lambda q: _ASKED.index(q.key))[:AT_MOST])


_ASKED = (
    "successor", "same-target", "late", "decision", "undated", "masterless", "personal", "unowned",
    "flow-without-object", "legacy-neighbour", "migration", "dependent", "milestone", "need",
    "outcome", "domain", "architecture", "promise", "budget",
)  # fmt: skip


def _without_successor(store: GraphStore, dossier: ProjectDossier) -> Iterator[Question]:
    retired = {a.id: a for a in dossier.applications if _is_retired(a)}
    if not retired:
        return
    replaced = {r.from_id for r in relation_facts(store, "REPLACED_BY", list(retired))}
    for application in (a for a in retired.values() if a.id not in replaced):
        yield Question(
            key="successor",
            filled={"name": application.name},
            whom=in_role(application.people, *_OF_APPLICATION)[:2] or _of_project(dossier),
        )


def _is_retired(application: ApplicationEntry) -> bool:
    return any(action.action in _RETIRES for action in application.actions)


def _same_target(dossier: ProjectDossier) -> Iterator[Question]:
    for neighbour in dossier.neighbours:
        if neighbour.same_targets:
            yield Question(
                key="same-target",
                filled={"project": neighbour.project.name, "names": _names(neighbour.same_targets)},
                whom=tuple(directors_of([neighbour])),
            )


def _late(dossier: ProjectDossier) -> Iterator[Question]:
    directors = {n.project.id: n.directors for n in dossier.neighbours}
    for dependency in dossier.project.waits_for:
        if dependency.ready_on is not None and dependency.start is not None:
            yield Question(
                key="late",
                filled={"name": dependency.waits_for.name, "day": dependency.ready_on},
                whom=directors.get(dependency.waits_for.id, ()) or _of_project(dossier),
            )


def _decision(dossier: ProjectDossier) -> Iterator[Question]:
    for decision in dossier.decisions:
        if decision.status == DecisionStatus.PROPOSED:
            yield Question(
                key="decision",
                filled={"name": decision.name, "day": decision.due or "?"},
                whom=tuple(_bodies(decision.taken_by)) or _of_project(dossier),
            )


def _undated(dossier: ProjectDossier) -> Iterator[Question]:
    targets = [a.target for a in dossier.project.actions if not a.dated]
    if targets:
        yield Question(key="undated", filled={"names": _names(targets)}, whom=_of_project(dossier))


def _masterless(dossier: ProjectDossier) -> Iterator[Question]:
    lacking = [d for d in dossier.data if not d.masters]
    if lacking:
        owners = [p for d in lacking for p in in_role(d.people, *_OF_DATA)]
        yield Question(
            key="masterless",
            filled={"names": _names(_refs("DataObject", lacking))},
            whom=_once(owners)[:2] or _of_project(dossier),
        )


def _personal(dossier: ProjectDossier) -> Iterator[Question]:
    sensitive = (Personal.PERSONAL, Personal.SENSITIVE)
    found = [d for d in dossier.data if d.personal in sensitive]
    if found:
        officers = [p for d in found for p in in_role(d.people, Role.DPO, Role.DATA_OWNER)]
        yield Question(
            key="personal",
            filled={"names": _names(_refs("DataObject", found))},
            whom=_once(officers)[:2] or _of_project(dossier),
        )


def _unowned(dossier: ProjectDossier) -> Iterator[Question]:
    lacking = [a for a in dossier.applications if a.place == "acted-on" and not a.people]
    if lacking:
        managers = [p for s in dossier.scopes for p in in_role(s.people, Role.DOMAIN_MANAGER)]
        yield Question(
            key="unowned",
            filled={"names": _names(_refs("Application", lacking))},
            whom=_once(managers)[:2] or _of_project(dossier),
        )


def _without_object(dossier: ProjectDossier) -> Iterator[Question]:
    silent = [f for f in dossier.flows if not f.objects]
    if silent:
        own = [a for a in dossier.applications if a.place == "acted-on"]
        managers = [p for a in own for p in in_role(a.people, *reversed(_OF_APPLICATION))]
        yield Question(
            key="flow-without-object",
            filled={"count": len(silent), "names": _names(_refs("Flow", silent))},
            whom=_once(managers)[:2] or _of_project(dossier),
        )


def _legacy_neighbour(dossier: ProjectDossier) -> Iterator[Question]:
    near = [entry.application for entry in dossier.legacy if entry.place != "acted-on"]
    if near:
        owners = {a.id: a.people for a in dossier.applications}
        whom = [p for r in near for p in in_role(owners.get(r.id, ()), Role.IT_OWNER)]
        yield Question(
            key="legacy-neighbour",
            filled={"names": _names(near)},
            whom=_once(whom)[:2] or _of_project(dossier),
        )


def _migration(dossier: ProjectDossier) -> Iterator[Question]:
    moved = {
        a.target.id
        for a in dossier.project.actions
        if a.action == Action.MIGRATE and a.target.kind == "DataObject"
    }
    found = [d for d in dossier.data if d.id in moved]
    if found:
        stewards = [p for d in found for p in in_role(d.people, *reversed(_OF_DATA))]
        yield Question(
            key="migration",
            filled={"names": _names(_refs("DataObject", found))},
            whom=_once(stewards)[:2] or _of_project(dossier),
        )


def _dependent(dossier: ProjectDossier) -> Iterator[Question]:
    directors = {n.project.id: n.directors for n in dossier.neighbours}
    for dependency in dossier.project.awaited_by:
        yield Question(
            key="dependent",
            filled={"project": dependency.project.name, "name": dependency.waits_for.name},
            whom=directors.get(dependency.project.id, ()) or _of_project(dossier),
        )


def _milestone(dossier: ProjectDossier) -> Iterator[Question]:
    near = [m for m in dossier.project.milestones if m.days is not None and -31 <= m.days <= 92]
    for milestone in near[:1]:
        if milestone.date is not None:
            yield Question(
                key="milestone",
                filled={"name": milestone.name, "day": milestone.date},
                whom=_of_project(dossier),
            )


def _need(dossier: ProjectDossier) -> Iterator[Question]:
    end = dossier.project.end
    needs = dossier.project.needs
    early = [n for n in needs if end and n.expected_by and n.expected_by < end]
    if early and end:
        yield Question(
            key="need",
            filled={"names": _names(_refs("Need", early)), "end": end},
            whom=_of_project(dossier),
        )


def _every_project(dossier: ProjectDossier) -> Iterator[Question]:
    whom = _of_project(dossier)
    project = dossier.project
    yield Question(key="outcome", filled={"name": project.objective or project.name}, whom=whom)
    yield Question(key="promise", filled={"name": project.name}, whom=whom)
    yield Question(key="budget", filled={"name": project.name}, whom=whom)


def _about_domains(
    dossier: ProjectDossier, people: Mapping[str, Sequence[Somebody]]
) -> Iterator[Question]:
    for domain in dossier.domains[:1]:
        managers = in_role(people.get(domain.id, ()), Role.DOMAIN_MANAGER)
        yield Question(
            key="domain", filled={"name": domain.name}, whom=managers or _of_project(dossier)
        )
        architects = in_role(people.get(domain.id, ()), Role.ARCHITECT)
        yield Question(
            key="architecture", filled={"name": domain.name}, whom=architects or managers
        )


_BEFORE: tuple[Callable[[ProjectDossier], Iterator[Question]], ...] = (
    _same_target, _late, _decision, _undated, _masterless, _personal, _unowned, _without_object,
)  # fmt: skip
_AFTER: tuple[Callable[[ProjectDossier], Iterator[Question]], ...] = (
    _legacy_neighbour, _migration, _dependent, _milestone, _need, _every_project,
)  # fmt: skip


def _of_project(dossier: ProjectDossier) -> tuple[Somebody, ...]:
    """Return who stands behind the project, its director apart, who may be the one to ask."""
    return dossier.behind[:1]


def _bodies(refs: Iterable[Ref]) -> Iterator[Somebody]:
    for body in refs:
        yield Somebody(id=body.id, name=body.name, kind=body.kind, role="")


def _refs(kind: str, entries: Iterable[object]) -> list[Ref]:
    return [Ref(kind=kind, id=e.id, name=e.name) for e in entries]  # type: ignore[attr-defined]


def _once(people: Iterable[Somebody]) -> tuple[Somebody, ...]:
    return tuple({person.id: person for person in people}.values())


def _names(refs: Collection[Ref], most: int = 4) -> str:
    """Return the first names, and how many more there are."""
    names = list(dict.fromkeys(ref.name for ref in refs))
    shown = ", ".join(names[:most])
    return f"{shown}, … (+{len(names) - most})" if len(names) > most else shown
