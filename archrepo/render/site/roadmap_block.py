"""What comes and goes, for the pages of a site: windows without coverage, projects, plateaus."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from archrepo.analysis.segment_names import segment_called

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from archrepo.analysis.roadmap import Roadmap


def roadmap_block(roadmap: Roadmap, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Return the block; nodes by number, days as text, nothing where none is known."""
    milestones: dict[str, list[list[Any]]] = defaultdict(list)
    for each in roadmap.milestones:
        if each.project and each.date:
            milestones[each.project].append([numbers[each.id], _day(each.date)])
    return {
        "gaps": [
            {
                "scope": numbers[gap.scope],
                "for": [segment_called(item, roadmap.segment_names) for item in gap.segments],
                "start": _day(gap.start),
                "end": _day(gap.end),
                "days": gap.days,
                "lost": [numbers[one.id] for one in gap.lost],
                "back": [numbers[one.id] for one in gap.back],
            }
            for gap in roadmap.gaps
        ],
        "projects": [
            {
                "project": numbers[project.id],
                "status": project.status,
                "start": _day(project.start),
                "end": _day(project.end),
                "milestones": sorted(milestones[project.id], key=lambda one: (one[1], one[0])),
            }
            for project in roadmap.projects
        ],
        "plateaus": [
            [numbers[plateau.id], _day(plateau.date)]
            for plateau in roadmap.plateaus
            if plateau.date
        ],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
