"""Which scopes rest on applications that lose their support: TEC-05."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_by, coverage_of
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.segments import named
from archrepo.domain.relation_vocabulary import CoverageLevel
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.coverage import Coverage, ScopeCoverage
    from archrepo.analysis.impact.findings import Findings
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.state import State


def unsupported(findings: Findings) -> dict[str, Path]:
    """Return the applications without support and without a timely way out → the way there."""
    found = findings.worst("Application", ["UNSUPPORTED"])
    return {
        application: min((c.path for c in causes), key=lambda p: p.sort_key)
        for (application, _), causes in found.items()
        if causes[0].base is Severity.MAJOR
    }


def scopes_on(state: State, applications: dict[str, Path]) -> dict[str, ScopeCoverage]:
    """Return the coverage of each scope that these applications cover."""
    covering = coverage_by(state, sorted(applications))
    return coverage_of(state, {c.relation.to_id for found in covering.values() for c in found})


def scope_effects(
    coverages: dict[str, ScopeCoverage], applications: dict[str, Path]
) -> Iterator[Cause]:
    """Yield the scopes of which what carries them loses its support, all of it or some."""
    rule = rule_table().rules["TEC-05"]
    for scope, coverage in coverages.items():
        struck: dict[str, dict[str, list[Coverage]]] = {"all": {}, "": {}}
        for segment in coverage.segments():
            carrying = [
                c
                for c in coverage.serving(coverage.before, segment)
                if c.level is CoverageLevel.FULL or coverage.is_primary(c, segment)
            ]
            old = [c for c in carrying if c.application in applications]
            if old:
                struck["all" if len(old) == len(carrying) else ""][segment] = old
        when = "all" if struck["all"] else ""
        outcome = rule.outcome("OBSOLESCENCE_RISK", when)
        segments = named(struck[when], coverage.segments())
        note = Note("carried_by_all" if when else "carried_by_some")
        for one in {c.relation.key: c for found in struck[when].values() for c in found}.values():
            path = applications[one.application]
            here = path.inside(one.party) if one.party != one.application else path
            yield Cause(
                "Scope",
                scope,
                rule.id,
                outcome,
                outcome.base(),
                here.along(one.relation, hop=True),
                notes=(note,),
                segments=segments,
            )
