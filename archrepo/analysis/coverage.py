"""Coverage arithmetic: how well applications cover a scope, on facts already chosen for a date.

Levels are ordered NONE < PLANNED < MARGINAL < PARTIAL < FULL. The best one counts, partial ones
are never added, since nobody knows how they overlap. Where coverage is stated for segments (a
brand, a country), each is judged on its own and the worst counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.many_facts import unchanging
from archrepo.domain.relation_vocabulary import CoverageLevel, CoverageRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EVERYONE = ""
"""The segment of those no coverage names."""

WEIGHTS: Mapping[CoverageLevel, float] = {
    CoverageLevel.NONE: 0.0,
    CoverageLevel.PLANNED: 0.0,
    CoverageLevel.MARGINAL: 0.25,
    CoverageLevel.PARTIAL: 0.5,
    CoverageLevel.FULL: 1.0,
}
"""What a level counts for where coverages are weighed or, as an upper bound, added."""


@unchanging
class Stated:
    """One coverage of a scope as stated; a level or role of None was left out.

    `segments` holds alternatives; parts joined with `+` must all fit.
    """

    application: str
    level: CoverageLevel | None = None
    role: CoverageRole | None = None
    segments: tuple[str, ...] = ()


@unchanging
class Coverage:
    """How well a scope is covered.

    Attributes:
        level: The best level, of the worst served segment.
        unstated: Whether that level rests on coverage whose level nobody stated.
        segments: The segments judged; just `EVERYONE` where no coverage names any.
        weakest: Those of them that have no more than `level`.
    """

    level: CoverageLevel
    unstated: bool = False
    segments: tuple[str, ...] = (EVERYONE,)
    weakest: tuple[str, ...] = (EVERYONE,)

    @property
    def covered(self) -> bool:
        """Whether anything covers the scope today: a planned coverage does not."""
        return self.level.rank > CoverageLevel.PLANNED.rank


def compared_level(level: CoverageLevel | None) -> CoverageLevel:
    """Return the level that counts: an unstated one compares as FULL."""
    return CoverageLevel.FULL if level is None else level


def best_of(coverages: Iterable[Stated]) -> tuple[CoverageLevel, bool]:
    """Return the best level, and whether it was nowhere stated."""
    best, unstated = CoverageLevel.NONE, False
    for coverage in coverages:
        level = compared_level(coverage.level)
        if level.rank > best.rank:
            best, unstated = level, coverage.level is None
        elif level is best and coverage.level is not None:
            unstated = False
    return best, unstated


def role_of(coverage: Stated, others: Iterable[Stated]) -> CoverageRole:
    """Return the role of `coverage`: unstated, PRIMARY when it is alone at the best level."""
    if coverage.role is not None:
        return coverage.role
    best, _ = best_of([coverage, *others])
    alone = all(compared_level(other.level) is not best for other in others)
    at_best = compared_level(coverage.level) is best
    return CoverageRole.PRIMARY if at_best and alone else CoverageRole.SECONDARY


def serves(coverage: Stated, segment: str, parents: Mapping[str, str] | None = None) -> bool:
    """Return whether `coverage` is for `segment`.

    Args:
        coverage: A coverage; without segments it is for everyone.
        segment: An item such as `brand-a+belgium`, or `EVERYONE`.
        parents: Organisation → the one that contains it: what serves the whole serves its parts.
    """
    if not coverage.segments:
        return True
    if segment == EVERYONE:
        return False
    held = {whole for part in segment.split("+") for whole in _and_wholes(part, parents or {})}
    return any(held.issuperset(item.split("+")) for item in coverage.segments)


def _and_wholes(part: str, parents: Mapping[str, str]) -> Iterable[str]:
    seen: list[str] = []
    current: str | None = part
    while current is not None and current not in seen:
        seen.append(current)
        current = parents.get(current)
    return seen


def segments_of(
    stated: Iterable[Stated], live: Iterable[Stated], *, for_everyone: bool = False
) -> tuple[str, ...]:
    """Return the segments to judge, sorted.

    They are all items named on any coverage of the scope, live or not; everyone else is one of
    them only where some live coverage names nobody (or `for_everyone` says so), and the only one
    where none names anybody.
    """
    named = {item for coverage in stated for item in coverage.segments}
    if not named or for_everyone or any(not coverage.segments for coverage in live):
        named.add(EVERYONE)
    return tuple(sorted(named))


def judge(
    live: Sequence[Stated],
    stated: Sequence[Stated] | None = None,
    parents: Mapping[str, str] | None = None,
    *,
    for_everyone: bool = False,
) -> Coverage:
    """Return how well the `live` coverages cover their scope.

    Args:
        live: Coverages in force, by applications alive.
        stated: All coverages of the scope at any date; they name the segments to judge.
        parents: See `serves`.
        for_everyone: Whether those whom no coverage names are judged even if `live` serves none
            of them: something else did before an event.
    """
    segments = segments_of(live if stated is None else stated, live, for_everyone=for_everyone)
    if segments == (EVERYONE,):
        return Coverage(*best_of(live))
    by_segment = {s: best_of([c for c in live if serves(c, s, parents)]) for s in segments}
    level, unstated = min(by_segment.values(), key=lambda found: (found[0].rank, not found[1]))
    weakest = tuple(s for s in segments if by_segment[s][0] is level)
    return Coverage(level, unstated, segments, weakest)


@dataclass(slots=True)
class Tally:
    """How the leaves under a box fare: counts per class, the good ones, the unknown apart."""

    total: int = 0
    good: int = 0
    unknown: int = 0
    by_class: Counter[str] = field(default_factory=Counter)

    def count(self, class_name: str, *, good: bool, known: bool, counted: bool = True) -> None:
        """Take a leaf into account: whether it does well, whether its class is known and counts."""
        self.total += counted
        self.good += good
        self.unknown += not known
        self.by_class[class_name] += 1

    def add(self, other: Tally) -> None:
        """Take all of `other`'s leaves into account."""
        self.total += other.total
        self.good += other.good
        self.unknown += other.unknown
        self.by_class.update(other.by_class)
