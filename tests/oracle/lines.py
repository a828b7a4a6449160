"""What the oracle answers: causes, and the one line each effect on a node gets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.oracle.world import Exchange, World

INFO, MINOR, MAJOR, CRITICAL, BLOCKER = range(5)
NAMES = ("INFO", "MINOR", "MAJOR", "CRITICAL", "BLOCKER")
ADJUSTMENTS = {
    "MISSION_CRITICAL": 1,
    "BUSINESS_CRITICAL": 0,
    "BUSINESS_OPERATIONAL": -1,
    "ADMINISTRATIVE": -1,
}

Alternative = tuple[str, "str | None", bool]
"""An application, the flow by which it brings the same, whether it is declared."""


@dataclass(frozen=True)
class Way:
    """How the event comes to a node: ids from the target to it; flows, coverages, hostings."""

    ids: tuple[str, ...]
    hops: int

    def to(self, *ids: str, hops: int = 0) -> Way:
        """Return the way that goes on to `ids`, one given twice in a row told once."""
        told = list(self.ids)
        for node in ids:
            if told[-1] != node:
                told.append(node)
        return Way(tuple(told), self.hops + hops)

    def over(self, brought: Exchange) -> Way:
        """Return the way that goes on over a flow."""
        ends = brought.source_part, brought.flow, brought.target_part, brought.target
        return self.to(*ends, hops=1)

    @property
    def rank(self) -> tuple[int, tuple[str, ...]]:
        """Return what makes a way better than another: the least wins."""
        return (self.hops, self.ids)


@dataclass(frozen=True)
class Cause:
    """One reason for an effect on a node."""

    node: str
    effect: str
    rule: str
    base: int
    final: int
    way: Way
    objects: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    gap: tuple[dt.date, dt.date] | None = None
    alternatives: frozenset[Alternative] = frozenset()
    flows: tuple[str, ...] = ()
    event: str = ""


@dataclass(frozen=True)
class Line:
    """What happens to one node."""

    node: str
    kind: str
    effect: str
    rule: str
    base: str
    final: str
    paths: frozenset[tuple[str, ...]]
    hops: int
    objects: frozenset[str]
    segments: frozenset[str]
    gap: tuple[dt.date, dt.date] | None
    alternatives: frozenset[Alternative] = frozenset()
    informed: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()

    @property
    def confidence(self) -> float:
        """How sure it is where no relation says: 5 % less a hop."""
        return float(round(0.95**self.hops, 2))


Benefit = tuple[str, str, "float | None", "dt.date | None"]


@dataclass(frozen=True)
class Answer:
    """What the oracle says: the lines in their order, the verdict, what is freed."""

    verdict: str
    lines: list[Line]
    benefits: set[Benefit]


def answer_of(world: World, causes: Iterable[Cause], benefits: set[Benefit]) -> Answer:
    """Return the answer that causes make up."""
    lines = lines_of(world, causes)
    verdict = max((NAMES.index(line.final) for line in lines), default=INFO)
    return Answer(NAMES[verdict], lines, benefits)


def adjusted(
    world: World, node: str, base: int, flows: Iterable[str] = (), *, up: bool = True
) -> int:
    """Return the final severity of a base on a node; over stated flows, the smallest step."""
    if base == INFO:
        return base
    stated = [world.value(flow, "criticality") for flow in flows]
    steps = [ADJUSTMENTS.get(str(world.value(node, "criticality")), 0)]
    steps += [ADJUSTMENTS[str(criticality)] for criticality in stated if criticality]
    step = min(steps) if up else min(*steps, 0)
    return max(INFO, min(BLOCKER, base + step))


def lines_of(world: World, causes: Iterable[Cause]) -> list[Line]:
    """Return one line per node and effect, the worst first, then by kind, name and effect."""
    groups: dict[tuple[str, str], list[Cause]] = {}
    for cause in causes:
        groups.setdefault((cause.node, cause.effect), []).append(cause)
    lines = [_line(world, group) for group in groups.values()]
    return sorted(lines, key=_order)


def _order(line: Line) -> tuple[int, str, str, int, str]:
    """Return what sorts a line: nodes are called by their ids here, `f2` before `f10`."""
    letters = line.node.rstrip("0123456789")
    number = int(line.node[len(letters) :] or 0)
    return -NAMES.index(line.final), line.kind, letters, number, line.effect


def _line(world: World, group: list[Cause]) -> Line:
    first = min(group, key=lambda cause: (*_rank(cause), cause.way.ids, cause.rule))
    same = [c for c in group if c.base == first.base and c.event == first.event]
    if first.rule == "PRJ-04":  # of one replaced application; the others are other ways
        same = [c for c in same if c.way.ids[:3] == first.way.ids[:3]]
    return Line(
        first.node,
        world.nodes[first.node].kind,
        first.effect,
        first.rule,
        NAMES[first.base],
        NAMES[first.final],
        frozenset(c.way.ids for c in group if _rank(c) == _rank(first)),
        first.way.hops,
        frozenset().union(*(cause.objects for cause in group)),
        frozenset().union(*(c.segments for c in same)),
        first.gap,
        frozenset().union(*(cause.alternatives for cause in group)),
        world.informed(first.node),
        frozenset(c.event for c in group if _rank(c) == _rank(first)),
    )


def _rank(cause: Cause) -> tuple[int, int, int]:
    return (-cause.base, -cause.final, cause.way.hops)
