"""Projects of a portfolio: lists, sheets and dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.steadily import steadily
from archrepo.portfolio.defaults import plan_choice, today

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.analysis.projects.dossier_results import ProjectDossier
    from archrepo.analysis.projects.results import CollisionList, ProjectList, ProjectSheet
    from archrepo.portfolio.portfolio import Portfolio

_MAPS = 3  # domains drawn in a dossier: those with most of the project's scopes


@dataclass(frozen=True, slots=True)
class Projects:
    """What is known of projects: `portfolio.projects.onboard("catalogue-360")`."""

    portfolio: Portfolio

    def list(self, *, at: dt.date | None = None) -> ProjectList:
        """Return every project."""
        from archrepo.analysis.projects.listing import list_projects

        store = self.portfolio.store
        return steadily(store, lambda: list_projects(store, at or today()))

    def show(self, project: str, *, at: dt.date | None = None) -> ProjectSheet:
        """Return what is stated of a project.

        Raises:
            NotFoundError: There is none of that id or name.
        """
        from archrepo.analysis.projects.sheet import show_project

        store = self.portfolio.store
        return steadily(store, lambda: show_project(store, project, at or today()))

    def collisions(self, project: str | None = None, *, at: dt.date | None = None) -> CollisionList:
        """Return who acts on the same thing at the same time: around one project, or all.

        Raises:
            NotFoundError: There is no project of that id or name.
        """
        from archrepo.analysis.projects.collisions import list_collisions

        store = self.portfolio.store
        return steadily(store, lambda: list_collisions(store, at or today(), project))

    def onboard(self, project: str, *, at: dt.date | None = None) -> ProjectDossier:
        """Return the dossier for somebody who joins a project, with maps of its domains.

        Raises:
            NotFoundError: There is no project of that id or name.
        """
        from archrepo.analysis.projects.dossier import project_dossier

        store, day = self.portfolio.store, at or today()

        def answer() -> ProjectDossier:
            dossier = project_dossier(store, project, day, self.portfolio.check(at=day))
            maps = tuple(self._map(domain.id, day) for domain in dossier.domains[:_MAPS])
            return dossier.model_copy(update={"maps": maps})

        return steadily(store, answer)

    def _map(self, domain: str, day: dt.date) -> CapabilityMap:
        from archrepo.analysis.capability_map import MapRequest, capability_map

        request = MapRequest(day, plan_choice("committed"), "coverage", domain, None)
        return capability_map(self.portfolio.store, self.portfolio.metamodel, request)
