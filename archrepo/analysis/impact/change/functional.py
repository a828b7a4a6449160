"""What a functional change touches: the scopes covered, and their journeys: CHG-01, CHG-05."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_by, coverage_of, primaries
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.findings import Findings
    from archrepo.analysis.impact.state import State


def covered_scopes(state: State, target: str) -> dict[str, ScopeCoverage]:
    """Return the coverage of each scope that the target covers."""
    covering = coverage_by(state, [target])
    return coverage_of(state, {c.relation.to_id for c in covering.get(target, ())})


def review_effects(state: State, target: str) -> Iterator[Cause]:
    """Yield the scopes to review with their owners (CHG-01)."""
    rule = rule_table().rules["CHG-01"]
    covering = coverage_by(state, [target]).get(target, [])
    is_primary = primaries(state, covering)
    for coverage in covering:
        primary = coverage.relation.key in is_primary
        outcome = rule.outcome("REVIEW", "primary" if primary else "")
        one = state.taken_as_live[coverage.party]
        yield Cause(
            "Scope",
            coverage.relation.to_id,
            rule.id,
            outcome,
            outcome.base(),
            one.own_path.along(coverage.relation, hop=True),
            notes=(Note("coverage_level", {"level": coverage.level.value}),),
            segments=tuple(coverage.segments),
        )


def journey_reviews(state: State, findings: Findings) -> Iterator[Cause]:
    """Yield the journeys that pass through a scope under review (CHG-05)."""
    rule = rule_table().rules["CHG-05"]
    outcome = rule.outcome("JOURNEY_REVIEW")
    found = findings.worst("Scope", ["REVIEW"])
    reviewed = {scope: causes for (scope, _), causes in found.items()}
    names = state.facts.nodes("Scope", sorted(reviewed))
    for relation in state.facts.entering("Scope", sorted(reviewed)):
        if relation.type != "PASSES_THROUGH" or not validity(relation).holds(state.day):
            continue
        step = str(relation.values.get("step") or names[relation.to_id].name)
        for cause in reviewed[relation.to_id]:
            yield Cause(
                "Journey",
                relation.from_id,
                rule.id,
                outcome,
                outcome.base(cause=cause.base),
                cause.path.along(relation),
                notes=(Note("step", {"name": step}),),
            )
