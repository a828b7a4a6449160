"""What becomes of the scopes a lost one covers: RET-01 to RET-05."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import at_best
from archrepo.analysis.impact.findings import Cause, Gap, Note
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.segments import named
from archrepo.domain.many_facts import unchanging
from archrepo.domain.text import name_key
from archrepo.domain.validity import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.impact.coverage import Coverage, ScopeCoverage
    from archrepo.analysis.impact.rules import Outcome
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.successors import Successors
    from archrepo.domain.facts import NodeFact


@unchanging
class _Judgement:
    """What becomes of a scope for one segment."""

    rule: str
    outcome: Outcome
    segment: str
    lost: tuple[Coverage, ...]
    notes: tuple[Note, ...]
    gap: Gap | None = None

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """The worst first: highest base, then the order of the rules, then the longest gap."""
        days = self.gap.days if self.gap else 0
        return (-self.outcome.base().rank, rule_table().rank(self.rule), -days)


def coverage_effects(
    state: State, successors: Successors, coverages: Mapping[str, ScopeCoverage]
) -> Iterable[Cause]:
    """Yield one effect for each scope: that of the segment struck worst."""
    nodes = state.facts.nodes("Scope", coverages)
    for scope, coverage in coverages.items():
        segments = coverage.segments()
        judged = [
            judgement
            for segment in segments
            if (judgement := _judge(state, successors, nodes[scope], coverage, segment))
        ]
        worst_first = sorted(judged, key=lambda j: j.sort_key)
        if worst_first and state.wants(outcome := worst_first[0].outcome, outcome.base()):
            yield from _causes(state, scope, segments, worst_first)


def _judge(
    state: State, successors: Successors, scope: NodeFact, coverage: ScopeCoverage, segment: str
) -> _Judgement | None:
    lost = coverage.serving(coverage.lost, segment)
    if not lost:
        return None
    remaining = coverage.serving(coverage.remaining, segment)
    heirs = successors.of({c.application for c in lost}, scope.id)
    if not remaining:
        return _nothing_left(state, scope, coverage, segment, lost, heirs)
    before, after = at_best([*lost, *remaining])[0].level, at_best(remaining)[0].level
    names = _names(state, at_best(remaining))
    by = Note("by", {"names": names})
    if after.rank < before.rank:
        filled = {"before": before.value, "after": after.value, "names": names}
        note = Note("levels", filled)
        return _judgement("RET-03", "COVERAGE_DEGRADED", segment, lost, note)
    needed = at_best(lost)[0].level.rank
    taking_over = [c for c in remaining if c.application in heirs and c.level.rank >= needed]
    if taking_over:
        note = Note("by", {"names": _names(state, taking_over)})
        return _judgement("RET-04", "COVERAGE_TRANSFERRED", segment, lost, note)
    primary_lost = any(coverage.is_primary(c, segment) for c in lost)
    if primary_lost and not any(coverage.is_primary(c, segment, after=True) for c in remaining):
        return _judgement("RET-05", "PRIMARY_LOST", segment, lost, by)
    return _judgement("RET-05", "REDUNDANCY_REDUCED", segment, lost, by)


def _nothing_left(
    state: State,
    scope: NodeFact,
    coverage: ScopeCoverage,
    segment: str,
    lost: list[Coverage],
    heirs: set[str],
) -> _Judgement:
    needed = at_best(lost)[0].level.rank
    returns = [
        (span.start, c)
        for c in coverage.serving(coverage.stated, segment)
        if c.application in heirs and c.level.rank >= needed
        if (span := validity(c.relation).within(state.parties.life(c.party))) != NEVER
        and span.start is not None
        and span.start > state.day
    ]
    if not returns:
        return _judgement("RET-01", "COVERAGE_LOST", segment, lost)
    start, back = min(returns, key=lambda found: (found[0], found[1].party))
    gap = Gap(state.day, start)
    tolerated = gap.days <= state.settings.gap_tolerance_days or gap.days * 24 <= float(
        str(scope.values.get("max_tolerable_downtime_h", 0))
    )
    back_by = _names(state, [back])
    note = Note(
        "gap_tolerated" if tolerated else "gap",
        {"start": gap.start, "end": gap.end, "days": gap.days, "name": back_by},
    )
    judged = _judgement("RET-02", "COVERAGE_GAP", segment, lost, note, tolerated=tolerated)
    return replace(judged, gap=gap)


def _judgement(
    rule: str,
    effect: str,
    segment: str,
    lost: Iterable[Coverage],
    *notes: Note,
    tolerated: bool = False,
) -> _Judgement:
    outcome = rule_table().rules[rule].outcome(effect, "tolerated" if tolerated else "")
    return _Judgement(rule, outcome, segment, tuple(lost), notes)


def _causes(
    state: State, scope: str, segments: Sequence[str], judged: Sequence[_Judgement]
) -> Iterable[Cause]:
    """Yield a cause for each of the best lost coverages of the segments struck worst."""
    worst = judged[0]
    alike = [j for j in judged if j.outcome is worst.outcome]
    struck = named((j.segment for j in alike), segments)
    lost = {c.relation.key: c for j in alike for c in at_best(j.lost)}
    for coverage in lost.values():
        yield Cause(
            "Scope",
            scope,
            worst.rule,
            worst.outcome,
            worst.outcome.base(),
            state.lost.ones[coverage.party].own_path.along(coverage.relation, hop=True),
            notes=worst.notes,
            segments=struck,
            gap=worst.gap,
        )


def _names(state: State, coverages: Iterable[Coverage]) -> str:
    return ", ".join(sorted({state.parties.name(c.application) for c in coverages}, key=name_key))
