"""The coverage that is left if a set of applications goes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import (
    WEIGHTS,
    best_of,
    compared_level,
    role_of,
    segments_of,
    serves,
)
from archrepo.analysis.coverage_windows import span
from archrepo.analysis.coverages.gaps import is_set_aside
from archrepo.analysis.coverages.results import (
    DomainResidual,
    Remaining,
    ResidualCoverage,
    ResidualScope,
)
from archrepo.analysis.covered_portfolio import application_named
from archrepo.analysis.segment_names import segment_names
from archrepo.analysis.stated_values import as_text
from archrepo.domain.relation_vocabulary import CoverageLevel, CoverageRole
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import Criticality

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from archrepo.analysis.coverage import Stated
    from archrepo.analysis.coverages.results import Loss
    from archrepo.analysis.covered_portfolio import Covering
    from archrepo.analysis.situation import Situation

_LOSSES: tuple[Loss, ...] = ("LOST", "GAP", "DEGRADED", "PRIMARY_LOST", "REDUNDANCY_REDUCED")


def residual_coverage(situation: Situation, applications: Sequence[str]) -> ResidualCoverage:
    """Return what becomes of every scope that some of `applications`, ids or names, cover.

    Raises:
        NotFoundError: An application is unknown; the hint names the nearest.
    """
    gone = sorted({application_named(situation.portfolio, text) for text in applications})
    judged: list[ResidualScope] = []
    tallies: dict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    leaves = set(situation.leaves)
    for scope in situation.scopes:
        live = situation.live_coverings(scope)
        lost = [c for c in live if c.application in gone and c.counts]
        after = situation.coverage(scope, without=gone)
        if scope in leaves and not is_set_aside(situation, scope):
            tally = tallies[situation.domain_of(scope)]
            tally[0] += 1
            tally[1] += situation.coverage(scope).covered
            tally[2] += after.covered
        if lost:
            judged.append(_judged(situation, scope, live, lost, gone))
    last = len(situation.positions)
    return ResidualCoverage(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        without=situation.named(gone),
        domains=tuple(
            DomainResidual(
                domain=domain,
                name=situation.domain_name(domain),
                leaves=tallies[domain][0],
                before=tallies[domain][1],
                after=tallies[domain][2],
            )
            for domain in sorted(
                tallies, key=lambda d: last if d is None else situation.positions[d]
            )
            if tallies[domain][1] != tallies[domain][2]
        ),
        scopes=tuple(sorted(judged, key=_gravity)),
        segment_names=segment_names(situation, (scope.segments for scope in judged)),
    )


def _judged(
    situation: Situation,
    scope: str,
    live: Sequence[Covering],
    lost: Sequence[Covering],
    gone: Collection[str],
) -> ResidualScope:
    """Return the fate of a scope, by the segment that loses most."""
    node = situation.portfolio.scopes[scope]
    parents = situation.portfolio.organisation_parents
    every = [c.stated for c in situation.portfolio.coverings[scope]]
    before = [c.stated for c in live]
    left = [c.stated for c in live if c.application not in gone]
    fates: dict[str, tuple[CoverageLevel, CoverageLevel]] = {}
    guessed: dict[str, bool] = {}
    for segment in segments_of(every, before):
        had, unstated = best_of(s for s in before if serves(s, segment, parents))
        has, _ = best_of(s for s in left if serves(s, segment, parents))
        fates[segment] = (had, has)
        guessed[segment] = unstated
    worst = min(fates.values(), key=lambda fate: _fall(*fate))
    hit = sorted(s for s, fate in fates.items() if _fall(*fate)[0] == _fall(*worst)[0])
    again = _again(situation, scope, gone)
    serving = [s for s in left if any(serves(s, segment, parents) for segment in hit)]
    return ResidualScope(
        scope=scope,
        name=node.name,
        domain=situation.domain_of(scope),
        criticality=as_text(node.values.get("criticality")),
        before=worst[0].value,
        unstated=guessed[hit[0]],
        after=worst[1].value,
        at_most=at_most(serving),
        effect=_effect(worst, before, left, gone, again),
        segments=() if len(hit) == len(fates) else tuple(hit),
        lost=situation.named({c.application for c in lost}),
        remaining=tuple(
            Remaining(
                id=c.application,
                name=situation.application_name(c.application),
                level=c.stated.level.value if c.stated.level else None,
                role=role_of(c.stated, [s for s in before if s is not c.stated]).value,
            )
            for c in sorted(
                live, key=lambda c: (situation.application_key(c.application), c.module or "")
            )
            if c.application not in gone and c.counts
        ),
        again=again,
    )


def _fall(had: CoverageLevel, has: CoverageLevel) -> tuple[int, int]:
    """Return what sorts the worst loss first: lost, then lowered, then kept; then the level."""
    if _is_covered(had) and not _is_covered(has):
        return 0, -had.rank
    return (1 if has.rank < had.rank else 2), has.rank


def _is_covered(level: CoverageLevel) -> bool:
    return level.rank > CoverageLevel.PLANNED.rank


def _effect(
    worst: tuple[CoverageLevel, CoverageLevel],
    before: Sequence[Stated],
    left: Sequence[Stated],
    gone: Collection[str],
    again: dt.date | None,
) -> Loss:
    kind, _ = _fall(*worst)
    if kind == 0:
        return "LOST" if again is None else "GAP"
    if kind == 1:
        return "DEGRADED"
    was = any(
        role_of(s, [o for o in before if o is not s]) is CoverageRole.PRIMARY
        for s in before
        if s.application in gone
    )
    # What is left keeps the role it had: nobody becomes primary because another goes.
    still = any(role_of(s, [o for o in before if o is not s]) is CoverageRole.PRIMARY for s in left)
    return "PRIMARY_LOST" if was and not still else "REDUNDANCY_REDUCED"


def at_most(left: Sequence[Stated]) -> int:
    """Return the sum of coverages in percent of FULL, capped: what they cover at the very most."""
    return round(100 * min(sum(WEIGHTS[compared_level(s.level)] for s in left), 1.0))


def _again(situation: Situation, scope: str, gone: Collection[str]) -> dt.date | None:
    starts = [
        span(c.intervals).start
        for c in situation.portfolio.coverings[scope]
        if c.counts and c.application not in gone
    ]
    later = [day for day in starts if day is not None and situation.day < day < dt.date.max]
    return min(later, default=None)


def _gravity(scope: ResidualScope) -> tuple[int, int, tuple[str, str]]:
    rank = Criticality(scope.criticality).rank + 1 if scope.criticality else 0
    return _LOSSES.index(scope.effect), -rank, name_key(scope.name, scope.scope)
