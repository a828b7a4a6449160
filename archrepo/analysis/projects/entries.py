"""Scopes, applications, flows and data around a project, as its dossier lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.projects.dossier_results import (
    ApplicationEntry,
    DataEntry,
    FlowEntry,
    ScopeEntry,
)
from archrepo.analysis.projects.people import in_role
from archrepo.analysis.projects.project_facts import date_of, text_of
from archrepo.analysis.projects.results import Ref
from archrepo.domain.relation_vocabulary import Responsibility
from archrepo.domain.text import by_name, name_key
from archrepo.domain.validity import phase_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.analysis.projects.results import ActionItem, Somebody
    from archrepo.analysis.projects.surroundings import Surroundings
    from archrepo.domain.facts import NodeFact

PLACES = ("acted-on", "covering", "neighbour")


def scope_entries(
    around: Surroundings, names: Mapping[str, Ref], people: Mapping[str, Sequence[Somebody]]
) -> tuple[ScopeEntry, ...]:
    """Return the scopes, by where they stand."""
    entries = [
        ScopeEntry(
            id=scope.id,
            name=scope.name,
            place=tuple(names[a].name for a in reversed(around.above(scope.id)) if a in names),
            criticality=text_of(scope.values.get("criticality")),
            acted_on=scope.id in around.acted_on,
            covered_by=tuple(_named(names, around.covered_by(scope.id))),
            people=tuple(_answering(scope.id, around, people)),
        )
        for scope in around.scopes.values()
    ]
    return tuple(
        sorted(entries, key=lambda s: ([name_key(above) for above in s.place], by_name(s)))
    )


def _answering(
    scope: str, around: Surroundings, people: Mapping[str, Sequence[Somebody]]
) -> Sequence[Somebody]:
    """Return who answers for a scope, else the managers of the nearest domain that has some."""
    if people.get(scope):
        return people[scope]
    for above in around.above(scope):
        managers = in_role(people.get(above, ()), Responsibility.DOMAIN_MANAGER)
        if managers:
            return managers
    return ()


def application_entries(
    around: Surroundings,
    actions: Iterable[ActionItem],
    people: Mapping[str, Sequence[Somebody]],
    day: dt.date,
) -> tuple[ApplicationEntry, ...]:
    """Return the applications: those acted on, those that cover too, neighbours; each by name."""
    done = list(actions)
    groups = zip(PLACES, (around.applications, around.covering, around.neighbours), strict=True)
    found: dict[str, ApplicationEntry] = {}
    for place, nodes in groups:
        for node in sorted(nodes.values(), key=by_name):
            own = tuple(a for a in done if a.target.id == node.id)
            found.setdefault(node.id, _application(node, place, own, people, day))
    return tuple(found.values())


def _application(
    node: NodeFact,
    place: str,
    actions: tuple[ActionItem, ...],
    people: Mapping[str, Sequence[Somebody]],
    day: dt.date,
) -> ApplicationEntry:
    values = node.values
    phase = phase_at(values, day)
    return ApplicationEntry(
        id=node.id,
        name=node.name,
        place=place,
        actions=actions,
        category=text_of(values.get("category")),
        criticality=text_of(values.get("criticality")),
        phase=phase.value if phase else None,
        disposition=text_of(values.get("disposition")),
        retired=date_of(values.get("retired")),
        people=tuple(people.get(node.id, ())),
    )


def flow_entries(around: Surroundings, names: Mapping[str, Ref]) -> tuple[FlowEntry, ...]:
    """Return the flows, by who sends, who receives, and name."""
    entries = []
    for flow in around.flows.values():
        sources, targets = around.ends(flow.id)
        entries.append(
            FlowEntry(
                id=flow.id,
                name=flow.name,
                sources=tuple(_named(names, sources)),
                targets=tuple(_named(names, targets)),
                objects=tuple(_named(names, set(around.carries.get(flow.id, ())))),
                mode=text_of(flow.values.get("mode")),
                frequency=text_of(flow.values.get("frequency")),
                acted_on=flow.id in around.acted_on,
            )
        )
    return tuple(
        sorted(
            entries,
            key=lambda f: (
                list(map(by_name, f.sources)),
                list(map(by_name, f.targets)),
                by_name(f),
            ),
        )
    )


def data_entries(
    around: Surroundings, names: Mapping[str, Ref], people: Mapping[str, Sequence[Somebody]]
) -> tuple[DataEntry, ...]:
    """Return the data objects, by name, with the applications that master them."""
    entries = []
    for data in around.data.values():
        months = data.values.get("retention_months")
        entries.append(
            DataEntry(
                id=data.id,
                name=data.name,
                personal=text_of(data.values.get("personal")),
                classification=text_of(data.values.get("classification")),
                retention_months=months if isinstance(months, int) else None,
                masters=tuple(_named(names, around.masters_of(data.id))),
                people=tuple(people.get(data.id, ())),
                acted_on=data.id in around.acted_on,
            )
        )
    return tuple(sorted(entries, key=by_name))


def _named(names: Mapping[str, Ref], ids: Iterable[str]) -> Iterator[Ref]:
    yield from sorted((names[i] for i in ids if i in names), key=by_name)
