"""All that is stated of one project."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.projects.listing import milestones_of
from archrepo.analysis.projects.people import in_role, responsible_for
from archrepo.analysis.projects.project_facts import date_of, read_project_facts, text_of
from archrepo.analysis.projects.results import (
    ActionItem,
    DependencyItem,
    NeedItem,
    PayerItem,
    PlateauItem,
    ProjectSheet,
    Ref,
)
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.relation_vocabulary import Responsibility
from archrepo.domain.text import by_name
from archrepo.domain.validity import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from archrepo.analysis.projects.project_facts import ProjectFacts, StatedAction
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.ports import GraphStore


def show_project(store: GraphStore, wanted: str, day: dt.date) -> ProjectSheet:
    """Return what is stated of the project of that id, or of the only one of that name.

    Raises:
        NotFoundError: There is none.
    """
    facts = read_project_facts(store)
    return sheet_of(store, facts, facts.project(wanted), day)


def sheet_of(
    store: GraphStore, facts: ProjectFacts, project: NodeFact, day: dt.date
) -> ProjectSheet:
    """Return what is stated of a project; of a programme, with what its projects do."""
    values, parts = project.values, facts.with_parts(project.id)
    people = responsible_for(store, [project.id], day).get(project.id, ())
    directors = in_role(people, Responsibility.PROJECT_DIRECTOR)
    above = facts.parent.get(project.id)
    return ProjectSheet(
        at=day,
        id=project.id,
        name=project.name,
        programme=ref(facts.projects[above]) if above in facts.projects else None,
        parts=tuple(
            sorted((ref(facts.projects[p]) for p in parts if p != project.id), key=by_name)
        ),
        method=text_of(values.get("method")),
        status=text_of(values.get("status")),
        start=date_of(values.get("start")),
        end=date_of(values.get("end")),
        objective=text_of(values.get("objective")),
        description=text_of(values.get("description")),
        budget=_number(values.get("budget")),
        currency=text_of(values.get("currency")),
        people=(*directors, *(p for p in people if p not in directors)),
        teams=tuple(refs(store, "Organisation", _from(store, "DELIVERS", project.id))),
        payers=tuple(_payers(store, project.id)),
        actions=actions_of(store, facts, parts),
        milestones=milestones_of(facts, parts, day),
        waits_for=tuple(_dependencies(facts, lambda r: r.from_id in parts)),
        awaited_by=tuple(_dependencies(facts, lambda r: _awaited(facts, r, parts))),
        needs=tuple(_needs(store, [need for part in parts for need in facts.needs.get(part, ())])),
        plateaus=tuple(
            _plateaus(store, [p for part in parts for p in facts.plateaus.get(part, ())])
        ),
    )


def ref(node: NodeFact) -> Ref:
    """Return a node by kind, id and name."""
    return Ref(kind=node.kind, id=node.id, name=node.name)


def refs(store: GraphStore, kind: str, ids: Iterable[str]) -> Iterator[Ref]:
    """Yield nodes of a kind by name, then id."""
    wanted = set(ids)
    if wanted:
        found = [ref(node) for node in node_facts(store, kind, wanted)]
        yield from sorted(found, key=by_name)


def actions_of(
    store: GraphStore, facts: ProjectFacts, projects: Sequence[str]
) -> tuple[ActionItem, ...]:
    """Return what projects do, by date, then target."""
    stated = [action for project in projects for action in facts.actions.get(project, ())]
    kinds = sorted({s.relation.to_kind for s in stated})
    targets = {
        (kind, r.id): r
        for kind in kinds
        for r in refs(store, kind, {s.relation.to_id for s in stated if s.relation.to_kind == kind})
    }
    items = [_action(s, targets[s.relation.to_kind, s.relation.to_id]) for s in stated]
    return tuple(sorted(items, key=lambda a: (a.on or dt.date.max, by_name(a.target), a.action)))


def _action(stated: StatedAction, target: Ref) -> ActionItem:
    return ActionItem(
        project=stated.action.project,
        target=target,
        action=stated.action.action,
        on=stated.action.day,
        dated=stated.action.date is not None,
        committed=stated.committed,
    )


def _dependencies(
    facts: ProjectFacts, wanted: Callable[[RelationFact], bool]
) -> Iterator[DependencyItem]:
    for relation in filter(wanted, facts.depends_on):
        project = facts.projects[relation.from_id]
        other = (facts.projects if relation.to_kind == "Project" else facts.milestones)[
            relation.to_id
        ]
        ends = date_of(other.values.get("end" if other.kind == "Project" else "date"))
        lag = relation.values.get("lag_days", 0)
        days = lag if isinstance(lag, int) else 0
        yield DependencyItem(
            project=ref(project),
            waits_for=ref(other),
            lag_days=days,
            ready_on=later(ends, days) if ends else None,
            start=date_of(project.values.get("start")),
        )


def _awaited(facts: ProjectFacts, relation: RelationFact, parts: Sequence[str]) -> bool:
    """Return whether something outside waits for one of `parts` or of their milestones."""
    waited_for = relation.to_id in parts or facts.parent.get(relation.to_id) in parts
    return waited_for and relation.from_id not in parts


def _from(store: GraphStore, relation_type: str, target: str) -> list[str]:
    return [r.from_id for r in relation_facts(store, relation_type, to_ids=[target])]


def _payers(store: GraphStore, project: str) -> list[PayerItem]:
    """Return who pays for a project, the largest share or amount first."""
    paying = {r.from_id: r for r in relation_facts(store, "PAYS", to_ids=[project])}
    found = [
        PayerItem(
            id=payer.id,
            name=payer.name,
            share=_number(paying[payer.id].values.get("share")),
            amount=_number(paying[payer.id].values.get("amount")),
        )
        for payer in refs(store, "Organisation", paying)
    ]
    return sorted(found, key=lambda p: (-(p.share or 0), -(p.amount or 0), by_name(p)))


def _needs(store: GraphStore, ids: Sequence[str]) -> Iterator[NeedItem]:
    concerns = list(relation_facts(store, "CONCERNS", ids, ordered=True)) if ids else []
    named = {
        (kind, r.id): r
        for kind in sorted({c.to_kind for c in concerns})
        for r in refs(store, kind, {c.to_id for c in concerns if c.to_kind == kind})
    }
    for need in sorted(node_facts(store, "Need", ids), key=by_name) if ids else ():
        yield NeedItem(
            id=need.id,
            name=need.name,
            status=text_of(need.values.get("status")),
            priority=text_of(need.values.get("priority")),
            expected_by=date_of(need.values.get("expected_by")),
            concerns=tuple(
                sorted(
                    (named[c.to_kind, c.to_id] for c in concerns if c.from_id == need.id),
                    key=by_name,
                )
            ),
        )


def _plateaus(store: GraphStore, ids: Sequence[str]) -> Iterator[PlateauItem]:
    found = list(node_facts(store, "Plateau", ids)) if ids else []
    for plateau in sorted(
        found, key=lambda p: (date_of(p.values.get("date")) or dt.date.max, by_name(p))
    ):
        yield PlateauItem(
            id=plateau.id,
            name=plateau.name,
            category=text_of(plateau.values.get("category")),
            date=date_of(plateau.values.get("date")),
        )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
