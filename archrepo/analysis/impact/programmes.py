"""Projects and the programmes they stand in, and what their actions amount to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.relation_vocabulary import Action
from archrepo.domain.vocabulary import ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archrepo.analysis.impact.facts import Facts

OVER = (ProjectStatus.DONE, ProjectStatus.STOPPED)
"""Where a project stands that does nothing any more."""

STARTING = (Action.CREATE, Action.ROLL_OUT)
"""What brings its target."""

ENDING = (Action.RETIRE, Action.REPLACE, Action.WITHDRAW)
"""What takes its target away."""


def programmes(facts: Facts, projects: Collection[str]) -> dict[str, set[str]]:
    """Return each project → itself and the programmes it stands in."""
    parent: dict[str, str] = {}
    frontier, seen = set(projects), set(projects)
    while frontier:
        above = [r for r in facts.entering("Project", sorted(frontier)) if r.type == "CONTAINS"]
        parent.update((r.to_id, r.from_id) for r in above)
        frontier = {r.from_id for r in above} - seen
        seen |= frontier
    return {project: set(_upwards(project, parent)) for project in projects}


def _upwards(start: str, parent: Mapping[str, str]) -> Iterator[str]:
    passed: set[str] = set()
    here: str | None = start
    while here is not None and here not in passed:
        yield here
        passed.add(here)
        here = parent.get(here)
