"""What is not covered as it should be, on the day or soon."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.coverage_windows import span, windows_of
from archrepo.analysis.coverages.results import CoverageGap, CoverageGaps, DomainCoverage
from archrepo.analysis.named import Named
from archrepo.analysis.segment_names import segment_names
from archrepo.analysis.stated_values import as_text
from archrepo.domain.relation_vocabulary import CoverageLevel
from archrepo.domain.text import by_name, name_key
from archrepo.domain.vocabulary import Criticality, NeedStatus, ProjectStatus, TargetCoverage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.coverage import Coverage
    from archrepo.analysis.coverage_windows import Window
    from archrepo.analysis.coverages.results import GapReason
    from archrepo.analysis.situation import Situation

_CLOSED = (NeedStatus.DONE, NeedStatus.REJECTED)
_OVER = (ProjectStatus.DONE, ProjectStatus.STOPPED)
_REASONS = ("UNCOVERED", "PLANNED_ONLY", "SOME_SEGMENTS", "BELOW_TARGET", "ENDING")


def coverage_gaps(situation: Situation) -> CoverageGaps:
    """Return the scopes that fall short, by criticality, and how each domain fares.

    A scope falls short when nothing covers it (unless its target is NONE), when a segment named by
    its coverage has none, when it stays below its stated target, and when its coverage is known to
    end.
    """
    needs = _related(situation, "CONCERNS", "Need", _CLOSED)
    projects = _related(situation, "IMPACTS", "Project", _OVER)
    found: list[CoverageGap] = []
    tallies: dict[str | None, Counter[str]] = defaultdict(Counter)
    unstated = 0
    for scope in situation.leaves:
        if is_set_aside(situation, scope):
            continue
        coverage = situation.coverage(scope)
        tallies[situation.domain_of(scope)][coverage.level.value] += 1
        unstated += coverage.unstated
        gap = _gap(situation, scope, coverage, needs, projects)
        if gap is not None:
            found.append(gap)
    gaps = Counter(gap.domain for gap in found)
    last = len(situation.positions)
    targets = [
        situation.portfolio.scopes[s].values.get("target_coverage") for s in situation.leaves
    ]
    return CoverageGaps(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        domains=tuple(
            _domain(situation, domain, tallies[domain], gaps[domain])
            for domain in sorted(
                tallies, key=lambda d: last if d is None else situation.positions[d]
            )
        ),
        gaps=tuple(sorted(found, key=_urgency)),
        without_target=sum(target is None for target in targets),
        unstated=unstated,
        segment_names=segment_names(situation, (gap.segments for gap in found)),
    )


def is_set_aside(situation: Situation, scope: str) -> bool:
    """Return whether nothing covers a scope nor should: it counts neither here nor on a map."""
    target = situation.portfolio.scopes[scope].values.get("target_coverage")
    return target == TargetCoverage.NONE and not situation.live_coverings(scope)


def _domain(
    situation: Situation, domain: str | None, levels: Counter[str], gaps: int
) -> DomainCoverage:
    idle = (CoverageLevel.NONE.value, CoverageLevel.PLANNED.value)
    return DomainCoverage(
        domain=domain,
        name=situation.domain_name(domain),
        leaves=sum(levels.values()),
        covered=sum(count for level, count in levels.items() if level not in idle),
        levels={level.value: levels[level.value] for level in CoverageLevel if levels[level.value]},
        gaps=gaps,
    )


def _related(
    situation: Situation, relation_type: str, kind: str, closed: Sequence[str]
) -> dict[str, list[Named]]:
    """Return scope → the open needs, or projects, that are about it."""
    nodes = situation.nodes(kind)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for relation in situation.relations(relation_type):
        node = nodes.get(relation.from_id)
        if node is not None and node.values.get("status") not in closed:
            found[relation.to_id][node.id] = node.name
    return {
        target: sorted((Named(id=i, name=name) for i, name in named.items()), key=by_name)
        for target, named in found.items()
    }


def _gap(
    situation: Situation,
    scope: str,
    coverage: Coverage,
    needs: Mapping[str, list[Named]],
    projects: Mapping[str, list[Named]],
) -> CoverageGap | None:
    node = situation.portfolio.scopes[scope]
    target = as_text(node.values.get("target_coverage"))
    windows = windows_of(situation, scope)
    reason, window = _reason(situation, coverage, target, windows)
    if reason is None:
        return None
    some = coverage.weakest if len(coverage.weakest) < len(coverage.segments) else ()
    if reason == "ENDING" and window is not None:
        some = window.segments
    again = window.end if window else None
    by: Sequence[str] = window.back if window else ()
    if window is None and reason in ("UNCOVERED", "PLANNED_ONLY"):
        again, by = _first_to_come(situation, scope)
    return CoverageGap(
        scope=scope,
        name=node.name,
        domain=situation.domain_of(scope),
        criticality=as_text(node.values.get("criticality")),
        level=coverage.level.value,
        target=target,
        reason=reason,
        segments=some,
        applications=situation.named({c.application for c in situation.live_coverings(scope)}),
        since=window.start if window else None,
        until=again,
        by=situation.named(by),
        needs=tuple(needs.get(scope, ())),
        projects=tuple(projects.get(scope, ())),
    )


def _reason(
    situation: Situation, coverage: Coverage, target: str | None, windows: Sequence[Window]
) -> tuple[GapReason | None, Window | None]:
    """Return why a scope falls short, and the window without coverage that it is about."""
    now = next((w for w in windows if w.start <= situation.day), None)
    if not coverage.covered:
        if target == TargetCoverage.NONE:
            return None, None
        if len(coverage.weakest) < len(coverage.segments):
            return "SOME_SEGMENTS", now
        planned = coverage.level is CoverageLevel.PLANNED
        return ("PLANNED_ONLY" if planned else "UNCOVERED"), now
    if target is not None and coverage.level.rank < CoverageLevel(target).rank:
        return "BELOW_TARGET", None
    later = next((w for w in windows if w.start > situation.day), None)
    return ("ENDING", later) if later else (None, None)


def _first_to_come(situation: Situation, scope: str) -> tuple[dt.date | None, tuple[str, ...]]:
    """Return the first day on which something covers a scope, and what."""
    spans = [
        (span(c.intervals), c.application)
        for c in situation.portfolio.coverings.get(scope, ())
        if c.counts
    ]
    to_come = [(s.start, a) for s, a in spans if s.start and situation.day < s.start < dt.date.max]
    first = min((day for day, _ in to_come), default=None)
    return first, tuple(sorted({a for day, a in to_come if day == first}))


def _urgency(gap: CoverageGap) -> tuple[int, int, dt.date, tuple[str, str]]:
    rank = Criticality(gap.criticality).rank + 1 if gap.criticality else 0
    return (
        -rank,
        _REASONS.index(gap.reason),
        gap.since or dt.date.min,
        name_key(gap.name, gap.scope),
    )
