"""Chooses what a landscape shows one by one, and the lines between."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from archrepo.analysis.landscape import GroupFlow, Landscape

Exchanged = tuple["GroupFlow", "GroupFlow | None"]
MOST_BOXES = 60
"""Boxes one by one that a person can follow lines between; Graphviz takes seconds from 150 on."""
_STEPS = 4  # how far from the ends of lines figures stand, so that they differ


def ends_of(result: Landscape) -> list[str]:
    """Return the groups, and applications instead of expanded ones."""
    ends: list[str] = []
    for group in result.groups:
        ends += [m.id for m in group.applications] if group.expanded else [group.id]
    return ends


def busiest(result: Landscape, ends: Sequence[str]) -> frozenset[str]:
    """Return those of most flows, as many as have room."""
    flows: Counter[str] = Counter()
    for flow in result.flows:
        flows[flow.source] += flow.flows
        flows[flow.target] += flow.flows
    return frozenset(sorted(ends, key=lambda end: (-flows[end], end))[:MOST_BOXES])


def lines_between(flows: Sequence[GroupFlow], ends: Collection[str]) -> list[Exchanged]:
    """Return the flows both ends of which are drawn, each by itself."""
    return [(flow, None) for flow in flows if flow.source in ends and flow.target in ends]


def both_ways(lines: Sequence[Exchanged]) -> list[Exchanged]:
    """Return exchanges with those the other way: lines between placed boxes run together."""
    left = {(flow.source, flow.target): flow for flow, _ in lines}
    joined: list[Exchanged] = []
    for ends, flow in list(left.items()):
        if ends in left:
            joined.append((flow, left.pop(ends[::-1], None) if ends[0] != ends[1] else None))
    return joined


def largest(lines: Sequence[Exchanged], most: int) -> list[Exchanged]:
    """Return so many exchanges, those of most flows, in their order."""

    def rank(n: int) -> tuple[int, str, str]:
        return -flows_of(lines[n]), lines[n][0].source, lines[n][0].target

    return [lines[n] for n in sorted(sorted(range(len(lines)), key=rank)[:most])]


def figures_apart(lines: Sequence[Exchanged]) -> list[int]:
    """Return a step for the figures of each line, other than those of its neighbours if it can."""
    taken: Counter[tuple[str, int]] = Counter()
    steps = []
    for flow, _ in lines:
        ends = (flow.source, flow.target)
        step = min(range(_STEPS), key=lambda n: (sum(taken[end, n] for end in ends), n))
        taken.update((end, step) for end in ends)
        steps.append(step)
    return steps


def flows_of(line: Exchanged) -> int:
    """Return how many flows a line stands for."""
    return sum(flow.flows for flow in line if flow)
