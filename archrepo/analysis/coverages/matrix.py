"""The matrix of applications and scopes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import best_of, role_of
from archrepo.analysis.coverages.results import (
    CoverageCell,
    CoverageMatrix,
    MatrixApplication,
    MatrixScope,
)
from archrepo.analysis.segment_names import segment_names
from archrepo.analysis.stated_values import as_text
from archrepo.domain.validity import phase_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.covered_portfolio import Covering
    from archrepo.analysis.situation import Situation


def coverage_matrix(situation: Situation) -> CoverageMatrix:
    """Return applications × scopes with level and role, as coverage is on the day."""
    leaves = set(situation.leaves)
    live = {scope: situation.live_coverings(scope) for scope in situation.scopes}
    scopes = [scope for scope in situation.scopes if scope in leaves or live[scope]]
    cells = {
        (application, scope): _cell(application, scope, coverings, live[scope])
        for scope in scopes
        for application, coverings in _by_application(live[scope]).items()
    }
    seen = {application for application, _ in cells}
    applications = [
        application
        for _, found in situation.by_domain(seen)
        for application in sorted(found, key=situation.application_key)
    ]
    rows = {application: position for position, application in enumerate(applications)}
    columns = {scope: position for position, scope in enumerate(scopes)}
    ordered = sorted(cells, key=lambda cell: (rows[cell[0]], columns[cell[1]]))
    busy = {c.application for held in situation.portfolio.coverings.values() for c in held}
    return CoverageMatrix(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        applications=tuple(_application(situation, a) for a in applications),
        scopes=tuple(_scope(situation, scope) for scope in scopes),
        cells=tuple(cells[cell] for cell in ordered),
        segment_names=segment_names(situation, (cell.segments for cell in cells.values())),
        idle=situation.named(a for a in situation.live_applications if a not in busy),
    )


def _by_application(live: Sequence[Covering]) -> dict[str, list[Covering]]:
    found: dict[str, list[Covering]] = defaultdict(list)
    for covering in live:
        found[covering.application].append(covering)
    return found


def _cell(
    application: str, scope: str, coverings: Sequence[Covering], live: Sequence[Covering]
) -> CoverageCell:
    level, unstated = best_of(c.stated for c in coverings)
    others = [c.stated for c in live if c.application != application]
    everyone = any(not c.stated.segments for c in coverings)
    fits = sorted({c.functional_fit for c in coverings if c.functional_fit})
    return CoverageCell(
        application=application,
        scope=scope,
        level=None if unstated else level.value,
        role=min(role_of(c.stated, others).value for c in coverings),
        segments=()
        if everyone
        else tuple(sorted({s for c in coverings for s in c.stated.segments})),
        modules=tuple(sorted({c.module for c in coverings if c.module})),
        functional_fit=fits[0] if len(fits) == 1 else None,
    )


def _application(situation: Situation, application: str) -> MatrixApplication:
    node = situation.portfolio.carrier(application)
    phase = phase_at(node.values, situation.day)
    return MatrixApplication(
        id=application,
        name=node.name,
        domain=situation.homes.get(application),
        domain_name=situation.domain_name(situation.homes.get(application)),
        phase=phase.value if phase else None,
        disposition=as_text(node.values.get("disposition")),
    )


def _scope(situation: Situation, scope: str) -> MatrixScope:
    node = situation.portfolio.scopes[scope]
    domain = situation.domain_of(scope)
    return MatrixScope(
        id=scope,
        name=node.name,
        domain=domain,
        domain_name=situation.domain_name(domain),
        parent=situation.parent_name(scope),
        level=situation.coverage(scope).level.value,
        criticality=as_text(node.values.get("criticality")),
    )
