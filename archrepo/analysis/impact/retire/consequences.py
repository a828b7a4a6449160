"""What follows for scopes from effects found before: RET-09, RET-18, and what RET-19 goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_by, primaries
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.scope_tree import ScopeTree
from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.findings import Findings
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.state import State

_ON_INPUTS = ("INPUT_LOST", "INPUT_REDUNDANT", "DATA_STALE")
_LOST = "COVERAGE_LOST"
_GAP = "COVERAGE_GAP"
GONE = (_LOST, _GAP)
_NAMED_AT_MOST = 3
ON_SCOPES = (
    _LOST,
    _GAP,
    "COVERAGE_DEGRADED",
    "COVERAGE_TRANSFERRED",
    "PRIMARY_LOST",
    "REDUNDANCY_REDUCED",
    "COVERAGE_AT_RISK",
    "COVERAGE_PARTLY_LOST",
)


def coverage_at_risk(state: State, findings: Findings) -> Iterator[Cause]:
    """Yield what the loss of inputs threatens: the scopes their receivers cover (RET-09)."""
    rule = rule_table().rules["RET-09"]
    of_primary, of_other = (rule.outcome("COVERAGE_AT_RISK", w) for w in ("primary", ""))
    struck = [
        cause
        for causes in findings.worst("Application", _ON_INPUTS).values()
        for cause in causes
        if state.wants(of_primary, of_primary.base(cause=cause.base))
    ]
    covering = coverage_by(state, sorted({cause.node for cause in struck}))
    coverages = [c for found in covering.values() for c in found]
    is_primary = primaries(state, coverages)
    scopes = state.facts.nodes("Scope", {c.relation.to_id for c in coverages})
    for cause in struck:
        bases = {True: of_primary.base(cause=cause.base), False: of_other.base(cause=cause.base)}
        for coverage in covering.get(cause.node, ()):
            primary = coverage.relation.key in is_primary
            outcome, base = of_primary if primary else of_other, bases[primary]
            if not state.wants(outcome, base, scopes[coverage.relation.to_id]):
                continue
            path = cause.path
            if coverage.party != coverage.application:
                path = path.inside(coverage.party)
            yield Cause(
                "Scope",
                coverage.relation.to_id,
                rule.id,
                outcome,
                base,
                path.along(coverage.relation, hop=True),
                cause.objects,
                (Note("by", {"names": state.parties.name(cause.node)}),),
                segments=tuple(coverage.segments),
            )


def parents_effects(state: State, findings: Findings) -> Iterator[Cause]:
    """Yield what happens to uncovered scopes above those that lose coverage (RET-18)."""
    struck: dict[str, Cause] = {}
    for (scope, _), causes in findings.worst("Scope", (_GAP, _LOST)).items():
        struck[scope] = causes[0]
    tree = ScopeTree(state)
    for parent, ways in tree.above(struck).items():
        if tree.coverage(parent).before:
            continue
        covered = tree.nearest_covered(parent)
        hit = [struck[scope] for scope in covered if scope in struck]
        if not hit:
            continue
        worst = min(hit, key=lambda c: (-c.base.rank, c.path.sort_key))
        path = worst.path
        for relation in ways[worst.node]:
            path = path.along(relation)
        yield _of_parent(state, parent, hit, len(covered), path)


def _of_parent(state: State, parent: str, hit: list[Cause], total: int, path: Path) -> Cause:
    rule = rule_table().rules["RET-18"]
    gap = None
    notes = [Note("all_of", {"total": total})]
    if len(hit) < total:
        outcome = rule.outcome("COVERAGE_PARTLY_LOST")
        filled: dict[str, str | int] = {"count": len(hit), "total": total}
        filled["names"] = _named(state, hit)
        notes = [Note("some_of", filled)]
    elif any(cause.effect == _LOST for cause in hit):
        outcome = rule.outcome(_LOST)
    else:
        gap = max((c.gap for c in hit if c.gap), key=lambda found: found.days)
        tolerated = all(cause.base is Severity.MINOR for cause in hit)
        outcome = rule.outcome(_GAP, "tolerated" if tolerated else "")
        notes.append(Note("gap_parent", {"days": gap.days, "end": gap.end}))
    return Cause(
        "Scope", parent, rule.id, outcome, outcome.base(), path, notes=tuple(notes), gap=gap
    )


def _named(state: State, hit: list[Cause]) -> str:
    """Return the names of the scopes that lose their coverage, the first few of many."""
    scopes = state.facts.nodes("Scope", [cause.node for cause in hit])
    names = [node.name for node in sorted(scopes.values(), key=by_name)]
    more = ", …" if len(names) > _NAMED_AT_MOST else ""
    return ", ".join(names[:_NAMED_AT_MOST]) + more
