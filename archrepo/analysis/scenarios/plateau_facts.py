"""Plateaus of a portfolio, and what leads to each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.named import called, meant
from archrepo.analysis.projects.project_facts import read_project_facts
from archrepo.analysis.stated_values import as_day, as_text
from archrepo.domain.contents import node_facts
from archrepo.domain.text import by_name
from archrepo.domain.validity import PlanChoice
from archrepo.domain.vocabulary import PlateauCategory
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from archrepo.analysis.projects.project_facts import ProjectFacts
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.ports import GraphStore


@dataclass(frozen=True, slots=True)
class PlateauFacts:
    """Plateaus by date, and the projects that bring each about."""

    plateaus: tuple[NodeFact, ...]
    projects: ProjectFacts
    bringing: dict[str, list[str]]

    def plateau(self, wanted: str) -> NodeFact:
        """Return the plateau of that id, or the only one of that name or alias.

        Raises:
            NotFoundError: There is none, or several; the hint names the nearest.
        """
        known, hint = called(self.plateaus), "'archrepo scenario list' names them"
        found = meant(wanted, "plateau", known, hint=hint)
        return next(plateau for plateau in self.plateaus if plateau.id == found)

    def day_of(self, plateau: NodeFact) -> dt.date:
        """Return the day of a plateau.

        Raises:
            ConfigError: It has none.
        """
        day = as_day(plateau.values.get("date"))
        if day is None:
            raise ConfigError(
                f"plateau '{plateau.id}' has no date",
                hint=f"archrepo set {plateau.id} date=2028-06-30",
            )
        return day

    def leading_to(self, plateau: NodeFact) -> list[str]:
        """Return the projects that bring a plateau and those before it about, parts included.

        What leads to an alternative is not on the way to another plateau; an alternative starts
        from the plateaus before it.
        """
        day = self.day_of(plateau)
        on_the_way = [
            other
            for other in self.plateaus
            if other.id == plateau.id
            or (
                as_text(other.values.get("category")) != PlateauCategory.ALTERNATIVE
                and (on := as_day(other.values.get("date"))) is not None
                and on < day
            )
        ]
        found = {p for other in on_the_way for p in self.bringing.get(other.id, ())}
        return sorted({part for project in found for part in self.projects.with_parts(project)})

    def plan_of(self, plateau: NodeFact) -> PlanChoice:
        """Return whose actions count in a plateau: of those that lead to it, else the committed."""
        projects = self.leading_to(plateau)
        return PlanChoice(None, frozenset(projects)) if projects else PlanChoice()


def read_plateau_facts(store: GraphStore) -> PlateauFacts:
    """Read every plateau of a store, by date."""
    projects = read_project_facts(store)
    bringing: dict[str, list[str]] = defaultdict(list)
    for project, plateaus in sorted(projects.plateaus.items()):
        for plateau in plateaus:
            bringing[plateau].append(project)
    nodes = sorted(
        node_facts(store, "Plateau"),
        key=lambda p: (as_day(p.values.get("date")) or dt.date.max, by_name(p)),
    )
    return PlateauFacts(tuple(nodes), projects, dict(bringing))
