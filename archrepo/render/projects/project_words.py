"""How projects are told: people, milestones, actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.render.wording import Wording
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.projects.results import ActionItem, MilestoneItem, Ref, Somebody


@dataclass(frozen=True, slots=True)
class ProjectWords(Wording):
    """Words of lists, sheets and dossiers of projects."""

    topic: str = "dossier"

    def names(self, refs: Iterable[Ref]) -> str:
        """Return names with commas."""
        return ", ".join(ref.name for ref in refs)

    def people(self, people: Iterable[Somebody]) -> str:
        """Return people with their roles, one role each mentioned once."""
        by_person: dict[str, list[str]] = {}
        for person in people:
            roles = by_person.setdefault(person.name, [])
            roles += [self.code("Responsibility", person.role)] if person.role else []
            roles += [self.said["external"]] if person.external else []
        return semicolon(self.lang).join(
            f"{name} ({', '.join(dict.fromkeys(roles))})" if roles else name
            for name, roles in by_person.items()
        )

    def action_day(self, action: ActionItem) -> str:
        """Return when an action is done, and whether the date is its own."""
        if action.on is None:
            return self.said["undated"]
        return self.day(action.on) if action.dated else self.say("end_of_project", day=action.on)

    def distance(self, milestone: MilestoneItem) -> str:
        """Return how far a milestone is, in days."""
        if milestone.days is None:
            return self.said["undated"]
        if milestone.days == 0:
            return self.said["today"]
        return self.say("in_days" if milestone.days > 0 else "days_ago", days=abs(milestone.days))
