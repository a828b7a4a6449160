"""The roadmap as a report: gaps first, since they are what has to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.text import name_key
from archrepo.render.document.blocks import Document, Heading, Paragraph
from archrepo.render.reports.parts import cut, listed, section, whom
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archrepo.analysis.roadmap.result import (
        ApplicationBar,
        GapWindow,
        ProjectBar,
        Replacement,
        Roadmap,
    )
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "what", "domain", "id", "name", "from", "to", "days", "by", "with", "detail",
)  # fmt: skip
_YEAR = 365
_NAMED = 5


def document(result: Roadmap, words: Wording, most: int | None) -> Document:
    """Return gaps, applications, replacements, projects and dated points."""
    title = words.titled("title", result.domain_name)
    blocks = tuple(_blocks(result, words, most))
    told = blocks or (Paragraph(words.said["nothing"]),)
    if result.unchanged:
        told = (*told, Paragraph(words.count("unchanged", result.unchanged), "note"))
    subtitle = words.say("subtitle", day=result.at, plan=words.plan(result.plan))
    return Document(title, subtitle, words.lang, told)


def _blocks(result: Roadmap, words: Wording, most: int | None) -> Iterator[Block]:
    yield from section(
        words.said["gaps"],
        words.columns("scope", "from", "to", "length", "lost", "back"),
        [_gap(gap, result.segment_names, words) for gap in result.gaps],
        words,
        most,
    )
    yield from _applications(result, words, most)
    yield from section(
        words.said["replacements"],
        words.columns("old", "new", "old_end", "new_start", "meeting"),
        [_replacement(r, words) for r in result.replacements],
        words,
        most,
    )
    yield from section(
        words.said["projects"],
        words.columns("project", "status", "from", "to", "actions"),
        [_project(p, words) for p in result.projects if _is_told(p, result)],
        words,
        most,
    )
    yield from _projects_apart(result, words)
    yield from section(
        words.said["milestones"],
        words.columns("date", "what", "of"),
        _points(result, words),
        words,
        most,
    )
    if undated := [p.name for p in result.plateaus if p.date is None]:
        names = listed(undated, _NAMED)
        yield Paragraph(words.count("undated_plateaus", len(undated), names=names), "note")


def _applications(result: Roadmap, words: Wording, most: int | None) -> Iterator[Block]:
    """Yield the applications with a date, domain by domain; others only replace, see there."""
    headings = words.columns("application", "first_day", "phase_out", "end", "by")
    opened = False
    for row in result.rows:
        bars = [_bar(bar, result.project_names, words) for bar in row.applications]
        if dated := [bar for bar in bars if any(bar[1:])]:
            if not opened:
                yield Heading(words.said["applications"])
            opened = True
            yield Heading(row.name or words.said["no_domain"], 3)
            yield from cut(headings, dated, words, most)


def _is_late(project: ProjectBar, result: Roadmap) -> bool:
    return project.end is not None and project.end <= result.at


def _is_told(project: ProjectBar, result: Roadmap) -> bool:
    """Return whether there is something to come, or something it does, to tell of a project."""
    if _is_late(project, result):
        return any(mark.counted for mark in project.actions)
    return bool(project.start or project.end or project.actions or project.status)


def _projects_apart(result: Roadmap, words: Wording) -> Iterator[Block]:
    """Yield in a line each those that should be over, and those of which nothing is known."""
    apart = [p for p in result.projects if not _is_told(p, result)]
    for key, late in (("late_projects", True), ("unknown_projects", False)):
        if names := [p.name for p in apart if _is_late(p, result) is late]:
            told = listed(names, _NAMED)
            yield Paragraph(words.count(key, len(names), names=told), "note")


def _gap(gap: GapWindow, names: Mapping[str, str], words: Wording) -> list[str]:
    for_whom = f" ({whom(gap.segments, names, words)})" if gap.segments else ""
    length = words.said["gap_open"] if gap.days is None else words.count("gap_days", gap.days)
    return [
        gap.name + for_whom,
        words.day(gap.start),
        words.day(gap.end),
        length,
        listed(a.name for a in gap.lost),
        listed(a.name for a in gap.back),
    ]


def _bar(bar: ApplicationBar, projects: Mapping[str, str], words: Wording) -> list[str]:
    going = [phase.start for phase in bar.phases if phase.phase == "PHASE_OUT"]
    doers = dict.fromkeys(projects.get(p, p) for p in (bar.started_by, bar.ended_by) if p)
    return [
        bar.name,
        words.day(bar.start),
        words.day(going[0] if going else None),
        words.day(bar.end),
        listed(doers),
    ]


def _replacement(item: Replacement, words: Wording) -> list[str]:
    scopes = f" ({words.count('scopes', len(item.scopes))})" if item.scopes else ""
    return [
        item.old_name + scopes,
        item.new_name,
        words.day(item.old_end),
        words.day(item.new_start),
        _meeting(item, words),
    ]


def _meeting(item: Replacement, words: Wording) -> str:
    if item.meeting == "GAP":
        return words.say("gap", days=item.days)
    if item.meeting == "OVERLAP":
        # Years of both mean that the new one was there for another reason.
        long = item.days is not None and item.days > 3 * _YEAR
        return words.said["already"] if long else words.say("overlap", days=item.days)
    return words.said["seamless" if item.meeting == "SEAMLESS" else "unknown"]


def _project(project: ProjectBar, words: Wording) -> list[str]:
    actions = []
    for mark in project.actions:
        action = words.code("Action", mark.action)
        told = f"{action} {mark.name}" if action else words.say("acts_on", name=mark.name)
        if mark.on is not None and mark.on != project.end:
            told += f" {words.day(mark.on)}"
        actions.append(told if mark.counted else f"{told} ({words.said['not_counted']})")
    return [
        project.name,
        words.code("ProjectStatus", project.status),
        words.day(project.start),
        words.day(project.end),
        semicolon(words.lang).join(actions),
    ]


def _points(result: Roadmap, words: Wording) -> list[list[str]]:
    names = {p.id: p.name for p in result.projects}
    found = [
        (m.date, m.id, m.name, words.say("milestone", name=names.get(m.project or "", m.project)))
        for m in result.milestones
    ]
    found += [
        (
            p.date,
            p.id,
            p.name,
            f"{words.said['plateau']} {words.code('PlateauCategory', p.category)}".strip(),
        )
        for p in result.plateaus
        if p.date is not None
    ]
    found.sort(key=lambda point: (point[0] is None, str(point[0]), name_key(point[2], point[1])))
    return [[words.day(day), name, told] for day, _, name, told in found]


def rows(result: Roadmap) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for everything that has dates."""
    found: list[Sequence[Any]] = [
        (
            "gap", g.domain, g.scope, g.name, g.start, g.end, g.days,
            [a.id for a in g.lost], [a.id for a in g.back], g.segments,
        )
        for g in result.gaps
    ]  # fmt: skip
    found += [
        (
            "application", b.domain, b.id, b.name, b.start, b.end, None,
            [p for p in (b.started_by, b.ended_by) if p], None,
            [f"{p.phase} {p.start or ''}".strip() for p in b.phases],
        )
        for row in result.rows
        for b in row.applications
    ]  # fmt: skip
    found += [
        (
            "replacement", None, r.old, r.old_name, r.old_end, r.new_start, r.days,
            None, r.new, r.meeting,
        )
        for r in result.replacements
    ]  # fmt: skip
    for project in result.projects:
        found.append(
            (
                "project", None, project.id, project.name, project.start, project.end, None,
                project.programme, project.plateaus, project.status,
            )
        )  # fmt: skip
        found += [
            ("action", None, m.target, m.name, m.on, None, None, project.id, m.kind, m.action)
            for m in project.actions
        ]
    found += [
        ("milestone", None, m.id, m.name, m.date, None, None, m.project, None, None)
        for m in result.milestones
    ]
    found += [
        ("plateau", None, p.id, p.name, p.date, None, None, p.projects, None, p.category)
        for p in result.plateaus
    ]
    return _COLUMNS, found
