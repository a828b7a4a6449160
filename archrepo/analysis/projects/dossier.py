"""The dossier of a project, put together from what is stated of it and what is around it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.checks.report import Standing
from archrepo.analysis.projects.dossier_results import ProjectDossier, ViolationEntry
from archrepo.analysis.projects.entries import (
    application_entries,
    data_entries,
    flow_entries,
    scope_entries,
)
from archrepo.analysis.projects.legacy_nearby import legacy_entries
from archrepo.analysis.projects.neighbours import decision_entries, neighbour_entries
from archrepo.analysis.projects.people import in_role, responsible_for
from archrepo.analysis.projects.project_facts import read_project_facts
from archrepo.analysis.projects.questions import first_questions
from archrepo.analysis.projects.results import Ref, Somebody
from archrepo.analysis.projects.sheet import ref, refs, sheet_of
from archrepo.analysis.projects.surroundings import PARTIES, surroundings_of
from archrepo.domain.contents import node_facts
from archrepo.domain.relation_vocabulary import Responsibility
from archrepo.domain.text import by_name
from archrepo.domain.validity import later
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archrepo.analysis.checks.report import CheckReport
    from archrepo.analysis.projects.project_facts import ProjectFacts
    from archrepo.analysis.projects.results import ProjectSheet
    from archrepo.analysis.projects.surroundings import Surroundings
    from archrepo.domain.ports import GraphStore

_A_YEAR = 365


def project_dossier(
    store: GraphStore, wanted: str, day: dt.date, checked: CheckReport | None = None
) -> ProjectDossier:
    """Return what somebody who joins a project on `day` must know.

    Args:
        store: The portfolio's.
        wanted: Id or name of the project.
        day: The first day.
        checked: What does not hang together in the portfolio, of which the project's part is told.

    Raises:
        NotFoundError: There is no such project.
    """
    facts = read_project_facts(store)
    sheet = sheet_of(store, facts, facts.project(wanted), day)
    around = surroundings_of(store, sheet.actions, sheet.needs, day)
    names = {r.id: r for r in _names(store, sheet, around)}
    asked = {*names, *facts.projects}
    people = responsible_for(store, asked, day)
    applications = application_entries(around, sheet.actions, people, day)
    own = {sheet.id, *(part.id for part in sheet.parts)}
    told = _told(checked, {*around.everything, *own}) if checked else None
    dossier = ProjectDossier(
        project=sheet,
        behind=tuple(_behind(facts, sheet, people)),
        domains=_domains(around, names),
        scopes=scope_entries(around, names, people),
        applications=applications,
        flows=flow_entries(around, names),
        data=data_entries(around, names, people),
        neighbours=neighbour_entries(facts, sheet, around, names, people),
        decisions=decision_entries(store, names, {*around.everything, sheet.id}),
        legacy=legacy_entries(around, applications, sheet.end or later(day, _A_YEAR)),
        violations=tuple(_violations(told)),
        checked=told,
    )
    return dossier.model_copy(update={"questions": first_questions(store, dossier, people)})


def _told(checked: CheckReport, about: set[str]) -> CheckReport:
    """Return the report with what concerns these nodes, at either end."""
    concerning = tuple(
        v
        for v in checked.violations
        if v.severity is not Severity.INFO and v.standing is not Standing.WAIVED
        if v.node in about or v.other in about
    )
    return checked.model_copy(update={"violations": concerning})


def _violations(told: CheckReport | None) -> Iterator[ViolationEntry]:
    for violation in told.violations if told else ():
        yield ViolationEntry(
            node=Ref(
                kind=violation.kind or "",
                id=violation.node,
                name=violation.name or violation.node,
            ),
            rule=violation.rule,
            severity=violation.severity,
            title=told.rules[violation.rule].title if told else {},
        )


def _behind(
    facts: ProjectFacts, sheet: ProjectSheet, people: Mapping[str, Sequence[Somebody]]
) -> Iterator[Somebody]:
    yield from in_role(sheet.people, Responsibility.SPONSOR)
    here, passed = facts.parent.get(sheet.id), {sheet.id}
    while here is not None and here not in passed:
        passed.add(here)
        above = people.get(here, ())
        yield from in_role(above, Responsibility.PROJECT_DIRECTOR, Responsibility.SPONSOR)
        here = facts.parent.get(here)
    for payer in sheet.payers:
        yield Somebody(id=payer.id, name=payer.name, kind="Organisation", role="")


def _names(store: GraphStore, sheet: ProjectSheet, around: Surroundings) -> Iterator[Ref]:
    """Yield every node around by kind, id and name, once."""
    known = (around.scopes, around.applications, around.covering, around.neighbours)
    for nodes in (*known, around.flows, around.data, around.technologies):
        yield from map(ref, nodes.values())
    yield from (action.target for action in sheet.actions)
    yield Ref(kind="Project", id=sheet.id, name=sheet.name)
    above = {a for scope in around.scopes for a in around.above(scope)}
    for kind in ("Domain", "Scope"):
        yield from map(ref, node_facts(store, kind, above) if above else ())
    ends = {end for flow in around.flows for side in around.ends(flow) for end in side}
    ends |= {master for data in around.data for master in around.masters_of(data)}
    for kind in PARTIES:
        yield from refs(store, kind, ends)


def _domains(around: Surroundings, names: dict[str, Ref]) -> tuple[Ref, ...]:
    """Return the outermost domains of the scopes, those with most of them first."""
    counted: dict[str, int] = {}
    for scope in around.scopes:
        outermost = next((a for a in reversed(around.above(scope)) if a in names), None)
        if outermost is not None and names[outermost].kind == "Domain":
            counted[outermost] = counted.get(outermost, 0) + 1
    return tuple(names[d] for d in sorted(counted, key=lambda d: (-counted[d], by_name(names[d]))))
