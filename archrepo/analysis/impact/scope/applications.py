"""What becomes of the applications that cover a changed scope: SCO-01, SCO-03 and SCO-05."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_by
from archrepo.analysis.impact.exchanges import by_flow, ends_of, received_by, sent_by
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.scope.struck import StruckScopes
    from archrepo.analysis.impact.state import State
    from archrepo.domain.vocabulary import Severity


def purpose_effects(state: State, struck: StruckScopes) -> Iterator[Cause]:
    """Yield the applications that covered retired scopes only, or others too (SCO-01)."""
    rule = rule_table().rules["SCO-01"]
    covering = list(struck.covering())
    everything = coverage_by(state, sorted({c.application for c, _ in covering}))
    for coverage, path in covering:
        scopes = {c.relation.to_id for c in everything[coverage.application]}
        others = sorted(scopes - struck.paths.keys())
        outcome = rule.outcome("PURPOSE_REDUCED" if others else "APP_WITHOUT_PURPOSE")
        notes = (Note("still_covers", {"count": len(others)}),) if others else ()
        yield Cause(
            "Application",
            coverage.application,
            rule.id,
            outcome,
            outcome.base(),
            path,
            notes=notes,
        )


def change_effects(state: State, target: str, struck: StruckScopes) -> Iterator[Cause]:
    """Yield who must change with a modified scope, and who must test with them (SCO-03)."""
    rule = rule_table().rules["SCO-03"]
    needed = _needed(state, sorted({target, *struck.paths}))
    covering = list(struck.covering())
    told = {coverage.application for coverage, _ in covering}
    for coverage, path in covering:
        scope = struck.coverages[coverage.relation.to_id]
        primary = scope.is_primary(coverage)
        outcome = rule.outcome("CHANGE_REQUIRED", "primary" if primary else "")
        base = outcome.base()
        application = coverage.application
        yield Cause("Application", application, rule.id, outcome, base, path)
        yield from _regressions(state, application, path, base, needed, told)


def _needed(state: State, scopes: list[str]) -> set[str]:
    """Return the data objects these scopes need, and all these contain."""
    needs = {
        r.to_id
        for r in state.facts.leaving("Scope", scopes)
        if r.type == "NEEDS" and validity(r).holds(state.day)
    }
    parts = ObjectTree(state.facts, state.day).with_parts(needs)
    return {part for found in parts.values() for part in found}


def _regressions(
    state: State, application: str, path: Path, base: Severity, needed: set[str], told: set[str]
) -> Iterator[Cause]:
    """Yield the other ends of the application's flows that carry a needed object."""
    outcome = rule_table().rules["SCO-03"].outcome("REGRESSION_TEST")
    tree = ObjectTree(state.facts, state.day)
    sent, received = sent_by(state, [application]), received_by(state, [application])
    parts = tree.with_parts({e.data_object for e in (*sent, *received) if e.data_object})
    for backwards, exchanges in ((False, sent), (True, received)):
        for same_flow in by_flow(exchanges):
            exchange = same_flow[0]
            far = ends_of(state, exchange)[0 if backwards else 1]
            carried = {o for e in same_flow if e.data_object for o in parts[e.data_object]}
            objects = tuple(sorted(carried & needed))
            if objects and far not in told:
                yield Cause(
                    state.parties.node(far).kind,
                    far,
                    "SCO-03",
                    outcome,
                    outcome.base(cause=base),
                    path.over(exchange, far, objects, backwards=backwards),
                    objects,
                )


def split_effects(struck: StruckScopes) -> Iterator[Cause]:
    """Yield who must state anew what they cover of a scope that is split (SCO-05)."""
    outcome = rule_table().rules["SCO-05"].outcome("COVERAGE_TO_RESTATE")
    for coverage, path in struck.covering():
        yield Cause("Application", coverage.application, "SCO-05", outcome, outcome.base(), path)
