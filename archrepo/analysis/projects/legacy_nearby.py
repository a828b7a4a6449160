"""Which applications around a project are on their way out, and by what reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.projects.dossier_results import LegacyEntry, LegacyReason
from archrepo.analysis.projects.project_facts import date_of
from archrepo.analysis.projects.results import Ref
from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import Disposition, Phase

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from archrepo.analysis.projects.dossier_results import ApplicationEntry
    from archrepo.analysis.projects.surroundings import Surroundings

_RETIRING = ("RETIRE", "REPLACE", "WITHDRAW")


def legacy_entries(
    around: Surroundings, applications: Iterable[ApplicationEntry], until: dt.date
) -> tuple[LegacyEntry, ...]:
    """Return the applications on their way out, in the order given.

    Args:
        around: What is around the project.
        applications: Those to look at.
        until: Support that ends by then counts: the project's end.
    """
    found = []
    for application in applications:
        reasons = tuple(_reasons(around, application, until))
        if reasons:
            where = Ref(kind="Application", id=application.id, name=application.name)
            found.append(LegacyEntry(application=where, place=application.place, reasons=reasons))
    return tuple(found)


def _reasons(
    around: Surroundings, application: ApplicationEntry, until: dt.date
) -> Iterator[LegacyReason]:
    if application.disposition == Disposition.ELIMINATE:
        yield LegacyReason(code="eliminate")
    if application.phase == Phase.PHASE_OUT:
        yield LegacyReason(code="phase-out")
    ends = [a.on for a in application.actions if a.action in _RETIRING]
    if application.retired or ends:
        days = [day for day in (application.retired, *ends) if day is not None]
        yield LegacyReason(code="retired", on=min(days, default=None))
    used = {t: around.technologies[t] for t in around.uses_tech.get(application.id, ())}
    for technology in sorted(used.values(), key=by_name):
        end = date_of(technology.values.get("vendor_support_end"))
        if end is not None and end <= until:
            yield LegacyReason(code="unsupported", on=end, about=technology.name)
