"""Needs without a project, projects without a need."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.legacy.results import OpenNeed
from archrepo.analysis.named import Named, named
from archrepo.analysis.stated_values import as_day, as_text
from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import NeedStatus, Priority, ProjectStatus

if TYPE_CHECKING:
    from archrepo.analysis.situation import Situation

_CLOSED = (NeedStatus.DONE, NeedStatus.REJECTED)
_OVER = (ProjectStatus.DONE, ProjectStatus.STOPPED)


def needs_without_project(situation: Situation) -> tuple[OpenNeed, ...]:
    """Return open needs that no project, or only stopped ones, answers; the most pressing first."""
    projects = situation.nodes("Project")
    answered = {
        r.to_id
        for r in situation.in_force("ANSWERS")
        if r.from_id in projects
        and projects[r.from_id].values.get("status") != ProjectStatus.STOPPED
    }
    concerned = situation.by_end("CONCERNS", start=True)
    found = []
    for need in situation.nodes("Need").values():
        about = [r.to_id for r in concerned.get(need.id, ())]
        inside = situation.domain is None or any(situation.is_within(t) for t in about)
        if inside and need.id not in answered and need.values.get("status") not in _CLOSED:
            found.append(
                OpenNeed(
                    id=need.id,
                    name=need.name,
                    status=as_text(need.values.get("status")),
                    priority=as_text(need.values.get("priority")),
                    expected_by=as_day(need.values.get("expected_by")),
                    concerns=tuple(sorted(about)),
                )
            )

    def urgency(need: OpenNeed) -> tuple[int, dt.date, tuple[str, str]]:
        rank = Priority(need.priority).rank + 1 if need.priority else 0
        return -rank, need.expected_by or dt.date.max, by_name(need)

    return tuple(sorted(found, key=urgency))


def projects_without_need(situation: Situation) -> tuple[Named, ...]:
    """Return open projects that answer no need; a programme answers by its projects.

    Where no need is recorded at all, that says nothing of any project: none is told.
    """
    if not situation.nodes("Need"):
        return ()
    answering = {r.from_id for r in situation.in_force("ANSWERS")}
    contains = situation.relations("CONTAINS")
    programmes = {r.from_id for r in contains if r.to_kind == "Project"}
    return named(
        project
        for project in situation.nodes("Project").values()
        if project.id not in answering
        and project.id not in programmes
        and project.values.get("status") not in _OVER
        and situation.acts_within(project.id)
    )
