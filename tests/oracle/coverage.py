"""RET-01 to RET-05 and RET-18: what becomes of scopes, segment by segment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.oracle.lines import CRITICAL, INFO, MAJOR, MINOR, Cause, Way, adjusted
from tests.oracle.living import valid

if TYPE_CHECKING:
    from tests.oracle.world import Coverage, World

LEVELS = ("MARGINAL", "PARTIAL", "FULL")
GONE = {"COVERAGE_LOST", "COVERAGE_GAP"}


@dataclass(frozen=True)
class Judgement:
    """What becomes of a scope for one segment."""

    segment: str
    rule: str
    effect: str
    base: int
    lost: tuple[Coverage, ...]
    until: dt.date | None = None


def segments_of(world: World, scope: str, coverages: list[Coverage]) -> list[str]:
    """Return the segments in which a scope is judged; `*` is everyone else."""
    named: set[str] = set()
    for relation in world.all("COVERS"):
        if relation.to_id == scope:
            named |= set(relation.values.get("segments", ()))  # type: ignore[arg-type]
    everyone = {"*"} if any(c.scope == scope and not c.items for c in coverages) else set()
    return sorted(named | everyone)


def named(segments: set[str], judged: list[str]) -> frozenset[str]:
    """Return the segments to name: none where nobody is named, so that it is everyone."""
    return frozenset() if judged == ["*"] else frozenset(segments)


def level(coverage: Coverage) -> int:
    """Return how far it covers, as a number."""
    return LEVELS.index(coverage.level)


def is_primary(coverage: Coverage, among: list[Coverage]) -> bool:
    """Return its role: as stated, else by whether it is alone at the best level."""
    if coverage.role is not None:
        return coverage.role == "PRIMARY"
    best = max(level(c) for c in among)
    return level(coverage) == best and {c.app for c in among if level(c) == best} == {coverage.app}


def scope_causes(
    world: World, coverages: list[Coverage], ways: dict[str, Way], tolerance: int
) -> list[Cause]:
    """Return RET-01 to RET-05: for each scope, its worst segment's effect."""
    found = []
    for scope in sorted({c.scope for c in coverages if c.lost}):
        here = [c for c in coverages if c.scope == scope]
        judged = [
            _judge(world, scope, segment, here, tolerance)
            for segment in segments_of(world, scope, coverages)
            if any(c.lost and world.serves(c.items, segment) for c in here)
        ]
        worst = min(judged, key=lambda j: (-j.base, j.rule))
        same = [j for j in judged if (j.rule, j.base) == (worst.rule, worst.base)]
        until = max((j.until for j in same if j.until), default=None)
        segments = named({j.segment for j in same}, segments_of(world, scope, coverages))
        found += [
            Cause(
                scope,
                worst.effect,
                worst.rule,
                worst.base,
                adjusted(world, scope, worst.base),
                ways[c.app].to(c.part, scope, hops=1),
                segments=segments,
                gap=(world.day, until) if until else None,
            )
            for j in same
            for c in j.lost
        ]
    return found


def _judge(
    world: World, scope: str, segment: str, here: list[Coverage], tolerance: int
) -> Judgement:
    before = [c for c in here if world.serves(c.items, segment)]
    lost = [c for c in before if c.lost]
    remaining = [c for c in before if not c.lost]
    best = max(level(c) for c in lost)
    heirs = {
        heir
        for c in lost
        for heir, scopes in world.successors(c.app).items()
        if any(not named or scope in named for named in scopes)
    }
    told = tuple(c for c in lost if level(c) == best)
    if not remaining:
        until = _covered_later(world, scope, segment, heirs, best)
        if until is None:
            return Judgement(segment, "RET-01", "COVERAGE_LOST", CRITICAL, told)
        days = (until - world.day).days
        downtime = world.value(scope, "max_tolerable_downtime_h")
        tolerated = days <= tolerance or (downtime is not None and days * 24 <= downtime)
        base = MINOR if tolerated else CRITICAL
        return Judgement(segment, "RET-02", "COVERAGE_GAP", base, told, until)
    if max(level(c) for c in remaining) < best:
        return Judgement(segment, "RET-03", "COVERAGE_DEGRADED", MAJOR, told)
    if any(c.app in heirs and level(c) >= best for c in remaining):
        return Judgement(segment, "RET-04", "COVERAGE_TRANSFERRED", INFO, told)
    was_primary = any(is_primary(c, before) for c in lost)
    if was_primary and not any(is_primary(c, remaining) for c in remaining):
        return Judgement(segment, "RET-05", "PRIMARY_LOST", MAJOR, told)
    return Judgement(segment, "RET-05", "REDUNDANCY_REDUCED", INFO, told)


def _covered_later(
    world: World, scope: str, segment: str, heirs: set[str], best: int
) -> dt.date | None:
    """Return the first day after the event on which a successor covers as far."""
    for day in world.days_of_change():
        if day <= world.day:
            continue
        for relation in world.on("COVERS", day):
            app = world.application(relation.from_id)
            stated = str(relation.values.get("level", "FULL"))
            items: tuple[str, ...] = relation.values.get("segments", ())  # type: ignore[assignment]
            if (
                relation.to_id == scope
                and app in heirs
                and valid(relation, day)
                and world.live(relation.from_id, day)
                and stated in LEVELS
                and LEVELS.index(stated) >= best
                and world.serves(items, segment)
            ):
                return day
    return None


def parent_causes(
    world: World, coverages: list[Coverage], scopes: list[Cause], tolerance: int
) -> list[Cause]:
    """Return RET-18: scopes without coverage of their own, by their nearest covered ones."""
    found = []
    covered = {c.scope for c in coverages}
    for parent in [n.id for n in world.nodes.values() if n.kind == "Scope"]:
        if parent in covered:
            continue
        below = nearest_covered(world, parent, covered)
        gone = [c for c in scopes if c.node in below and c.effect in GONE]
        hit = {c.node for c in gone}
        if not hit:
            continue
        until = None
        if hit != below:
            effect, base = "COVERAGE_PARTLY_LOST", MINOR
        elif any(c.effect == "COVERAGE_LOST" for c in gone):
            effect, base = "COVERAGE_LOST", CRITICAL
        else:
            effect, base = "COVERAGE_GAP", max(c.base for c in gone)
            until = max(c.gap[1] for c in gone if c.gap)
        found += [
            Cause(
                parent,
                effect,
                "RET-18",
                base,
                adjusted(world, parent, base),
                cause.way.to(*reversed(world.down_to(parent, cause.node))),
                gap=(world.day, until) if until else None,
            )
            for cause in gone
            if cause.base == max(c.base for c in gone)  # the way is that of the worst
        ]
    return found


def nearest_covered(world: World, parent: str, covered: set[str]) -> set[str]:
    """Return the nearest scopes below that somebody covers."""
    found: set[str] = set()
    for relation in world.all("CONTAINS"):
        if relation.from_id == parent:
            child = relation.to_id
            found |= {child} if child in covered else nearest_covered(world, child, covered)
    return found
