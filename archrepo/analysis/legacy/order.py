"""The way out: in which order applications go when some still need others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where an application stands: its step from 1, and whether it goes with others it needs."""

    step: int
    together: bool


def way_out(needed_by: Mapping[str, set[str]]) -> dict[str, Place]:
    """Return the step of each application.

    Args:
        needed_by: Application → those that still need it, all of them keys: they go before it.

    Those that need each other, in a circle, go in one step.
    """
    groups = list(_circles(needed_by))
    group_of = {member: n for n, members in enumerate(groups) for member in members}
    steps: dict[int, int] = {}
    for number, members in enumerate(groups):  # a group comes after all that it waits for
        before = {group_of[w] for m in members for w in needed_by[m]} - {number}
        steps[number] = 1 + max((steps[b] for b in before), default=0)
    return {
        member: Place(steps[group_of[member]], len(groups[group_of[member]]) > 1)
        for member in sorted(needed_by)
    }


@dataclass(slots=True)
class _Search:
    index: dict[str, int] = field(default_factory=dict)
    low: dict[str, int] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    inside: set[str] = field(default_factory=set)

    def enter(self, node: str) -> None:
        self.index[node] = self.low[node] = len(self.index)
        self.open.append(node)
        self.inside.add(node)


def _circles(edges: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Yield strongly connected groups, each after those it leads to (Tarjan, without recursion)."""
    search = _Search()
    for root in sorted(edges):
        if root in search.index:
            continue
        search.enter(root)
        work = [(root, iter(sorted(edges[root])))]
        while work:
            node, ahead = work[-1]
            following = next(ahead, None)
            if following is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    search.low[above] = min(search.low[above], search.low[node])
                if search.low[node] == search.index[node]:
                    yield _closed(search, node)
            elif following not in search.index:
                search.enter(following)
                work.append((following, iter(sorted(edges[following]))))
            elif following in search.inside:
                search.low[node] = min(search.low[node], search.index[following])


def _closed(search: _Search, node: str) -> tuple[str, ...]:
    start = search.open.index(node)
    members = search.open[start:]
    del search.open[start:]
    search.inside.difference_update(members)
    return tuple(sorted(members))
