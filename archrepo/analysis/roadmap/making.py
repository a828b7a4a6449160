"""Makes a roadmap out of a portfolio."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.coverage_windows import windows_of
from archrepo.analysis.roadmap.bars import application_bar, replacement
from archrepo.analysis.roadmap.result import (
    ActionMark,
    DomainRow,
    GapWindow,
    MilestoneMark,
    PlateauMark,
    ProjectBar,
    Roadmap,
)
from archrepo.analysis.segment_names import segment_names
from archrepo.analysis.stated_values import as_day, as_text
from archrepo.domain.text import by_name, name_key
from archrepo.domain.validity import ProjectAction
from archrepo.domain.vocabulary import ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archrepo.analysis.roadmap.result import ApplicationBar, Replacement
    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import NodeFact

_OVER = (ProjectStatus.DONE, ProjectStatus.STOPPED)


def roadmap(situation: Situation) -> Roadmap:
    """Return what comes and goes from a day on.

    Told are applications that start or end after the day, or are in phase-out, or take part in a
    replacement not over; projects neither done nor stopped, or that end after the day.
    """
    replacements = _replacements(situation)
    rows, unchanged = _rows(situation, {a for r in replacements for a in (r.old, r.new)})
    projects = _projects(situation)
    known = {p.id for p in projects}
    milestones = _milestones(situation, known)
    plateaus = _plateaus(situation)
    gaps = tuple(_gaps(situation))
    days = [
        *(d for r in rows for a in r.applications for d in (a.start, a.end)),
        *(d for b in projects for d in (b.start, b.end, *(m.on for m in b.actions))),
        *(m.date for m in milestones),
        *(p.date for p in plateaus),
        *(d for g in gaps for d in (g.start, g.end)),
    ]
    told = [day for day in days if day is not None and day >= situation.day]
    return Roadmap(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        first=min([situation.day, *(p.start for p in projects if p.start is not None)]),
        last=max([situation.day, *told]),
        rows=rows,
        replacements=replacements,
        projects=projects,
        milestones=milestones,
        plateaus=plateaus,
        gaps=gaps,
        unchanged=unchanged,
        segment_names=segment_names(situation, (gap.segments for gap in gaps)),
        project_names=_project_names(situation, rows),
    )


def _project_names(situation: Situation, rows: Iterable[DomainRow]) -> dict[str, str]:
    bars = [bar for row in rows for bar in row.applications]
    doers = {p for bar in bars for p in (bar.started_by, bar.ended_by) if p}
    nodes = situation.nodes("Project") if doers else {}
    return {p: nodes[p].name for p in sorted(doers) if p in nodes}


def _rows(situation: Situation, replacing: set[str]) -> tuple[tuple[DomainRow, ...], int]:
    told: dict[str, ApplicationBar] = {}
    unchanged = 0
    for application, node in situation.portfolio.applications.items():
        if not situation.concerns(application):
            continue
        bar = application_bar(situation, node)
        over = bar.end is not None and bar.end <= situation.day
        if over or (bar.never and application not in replacing):
            continue
        comes = bar.start is not None and bar.start > situation.day
        going = any(span.phase == "PHASE_OUT" for span in bar.phases)
        if comes or going or bar.end is not None or application in replacing:
            told[application] = bar
        else:
            unchanged += 1
    rows = tuple(
        DomainRow(
            id=domain,
            name=situation.domain_name(domain),
            applications=tuple(
                sorted(
                    (told[a] for a in found),
                    key=lambda b: (b.start or dt.date.min, b.end or dt.date.max, by_name(b)),
                )
            ),
        )
        for domain, found in situation.by_domain(told)
    )
    return rows, unchanged


def _replacements(situation: Situation) -> tuple[Replacement, ...]:
    found = []
    for relation in situation.relations("REPLACED_BY"):
        old, new = relation.from_id, relation.to_id
        end = situation.interval(old).end
        if end is not None and end <= situation.day and situation.is_live(new):
            continue
        if situation.concerns(old) or situation.concerns(new):
            found.append(replacement(situation, relation))
    return tuple(sorted(found, key=_by_end))


def _by_end(found: Replacement) -> tuple[dt.date, tuple[str, str], tuple[str, str]]:
    old, new = name_key(found.old_name, found.old), name_key(found.new_name, found.new)
    return found.old_end or dt.date.max, old, new


def _projects(situation: Situation) -> tuple[ProjectBar, ...]:
    projects = situation.nodes("Project")
    programme = {
        r.to_id: r.from_id for r in situation.relations("CONTAINS") if r.to_kind == "Project"
    }
    marks = _marks(situation)
    plateaus = defaultdict(list)
    for relation in situation.relations("AT"):
        plateaus[relation.from_id].append(relation.to_id)
    found = []
    for project in projects.values():
        values = project.values
        end = as_day(values.get("end"))
        if values.get("status") in _OVER and (end is None or end <= situation.day):
            continue
        actions = marks.get(project.id, [])
        if situation.domain is not None and not actions:
            continue
        above = programme.get(project.id)
        found.append(
            ProjectBar(
                id=project.id,
                name=project.name,
                programme=above,
                status=as_text(values.get("status")),
                start=as_day(values.get("start")),
                end=end,
                plateaus=tuple(sorted(plateaus[project.id])),
                actions=tuple(actions),
            )
        )
    return tuple(sorted(found, key=lambda p: (p.start or dt.date.max, by_name(p))))


def _marks(situation: Situation) -> dict[str, list[ActionMark]]:
    """Return project → what it does to something in the part asked about, by date."""
    projects = situation.nodes("Project")
    marks: dict[str, list[ActionMark]] = defaultdict(list)
    for relation in situation.relations("IMPACTS"):
        kind, target, values = relation.to_kind, relation.to_id, relation.values
        inside = situation.is_within(target) if kind == "Scope" else situation.concerns(target)
        node = _target(situation, kind, target)
        if node is None or not inside:
            continue
        project = projects[relation.from_id].values
        committed = values.get("committed")
        action = ProjectAction(
            project=relation.from_id,
            action=str(values.get("action", "")),
            date=as_day(values.get("date")),
            committed=None if committed is None else bool(committed),
            status=as_text(project.get("status")),
            project_end=as_day(project.get("end")),
        )
        marks[relation.from_id].append(
            ActionMark(
                target=target,
                kind=kind,
                name=node.name,
                action=action.action,
                on=action.day,
                counted=action.counts_in(situation.portfolio.plan),
            )
        )
    for found in marks.values():
        found.sort(key=lambda m: (m.on or dt.date.max, name_key(m.name, m.target), m.action))
    return marks


def _target(situation: Situation, kind: str, target: str) -> NodeFact | None:
    return situation.nodes(kind).get(target)


def _milestones(situation: Situation, projects: set[str]) -> tuple[MilestoneMark, ...]:
    owner = {
        r.to_id: r.from_id for r in situation.relations("CONTAINS") if r.to_kind == "Milestone"
    }
    found = [
        MilestoneMark(
            id=node.id,
            name=node.name,
            project=owner.get(node.id),
            date=as_day(node.values.get("date")),
        )
        for node in situation.nodes("Milestone").values()
        if owner.get(node.id) in projects or (node.id not in owner and situation.domain is None)
    ]
    kept = [m for m in found if m.date is None or m.date >= situation.day]
    return tuple(sorted(kept, key=lambda m: (m.date or dt.date.max, by_name(m))))


def _plateaus(situation: Situation) -> tuple[PlateauMark, ...]:
    projects = defaultdict(list)
    for relation in situation.relations("AT"):
        projects[relation.to_id].append(relation.from_id)
    found = [
        PlateauMark(
            id=node.id,
            name=node.name,
            category=as_text(node.values.get("category")),
            date=as_day(node.values.get("date")),
            projects=tuple(sorted(projects[node.id])),
        )
        for node in situation.nodes("Plateau").values()
    ]
    return tuple(sorted(found, key=lambda p: (p.date or dt.date.max, by_name(p))))


def _gaps(situation: Situation) -> Iterator[GapWindow]:
    found = [(w, s) for s in situation.leaves for w in windows_of(situation, s)]
    nodes = situation.portfolio.scopes
    for window, scope in sorted(found, key=lambda item: (item[0].start, by_name(nodes[item[1]]))):
        node = nodes[scope]
        yield GapWindow(
            scope=scope,
            name=node.name,
            domain=situation.domain_of(scope),
            criticality=as_text(node.values.get("criticality")),
            segments=window.segments,
            start=window.start,
            end=window.end,
            days=(window.end - window.start).days if window.end else None,
            lost=situation.named(window.lost),
            back=situation.named(window.back),
        )
