"""Where a data object comes from, and whom it still reaches when some are gone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

Edge = tuple[str, str]
"""Source and target of a flow, as applications."""


@dataclass(frozen=True, slots=True)
class Supply:
    """The supply of one object after an event.

    Attributes:
        origins: Where it came from before the event, whether declared or assumed.
        supplied: The live ones to whom it is supplied afterwards.
        origin_unknown: Whether some origin had to be assumed.
    """

    origins: frozenset[str]
    supplied: frozenset[str]
    origin_unknown: bool


def supply_after(
    before: Iterable[Edge],
    declared: Collection[str],
    gone: Collection[str],
    ceased: Collection[str] = (),
) -> Supply:
    """Return the supply of an object once those in `gone` are lost.

    Origins are those declared, and every member of a group that exchanges the object both ways,
    has no declared origin in it and is fed by nobody outside: so every sender is supplied before
    the event. A group is strongly connected; a lone sender is one.

    Args:
        before: The object's flows before the event.
        declared: Applications that are its MASTER, collect or create it.
        gone: The lost ones.
        ceased: Those that live on and are no origin any more.
    """
    fed, origins, assumed = _known(tuple(before), frozenset(declared))
    supplied = _reached(fed, origins.difference(ceased), gone)
    return Supply(origins, frozenset(supplied), assumed)


@lru_cache(maxsize=64)  # one object is asked about again and again: whoever goes, it was the same
def _known(
    before: tuple[Edge, ...], declared: frozenset[str]
) -> tuple[Mapping[str, set[str]], frozenset[str], bool]:
    """Return source → whom it fed, the origins, and whether some are assumed."""
    fed: dict[str, set[str]] = defaultdict(set)
    for source, target in before:
        fed[source].add(target)
    groups = list(_groups(fed))
    group_of = {member: number for number, group in enumerate(groups) for member in group}
    fed_from_outside = {
        group_of[target]
        for source, targets in fed.items()
        for target in targets
        if group_of[source] != group_of[target]
    }
    assumed = {
        member
        for number, group in enumerate(groups)
        if number not in fed_from_outside and not any(m in declared for m in group)
        for member in group
    }
    return dict(fed), declared | assumed, bool(assumed)


def _reached(
    fed: Mapping[str, set[str]], origins: Collection[str], gone: Collection[str]
) -> set[str]:
    supplied = {origin for origin in origins if origin not in gone}
    frontier = list(supplied)
    while frontier:
        new = {t for t in fed.get(frontier.pop(), ()) if t not in supplied and t not in gone}
        supplied |= new
        frontier += new
    return supplied


def _groups(fed: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Yield the strongly connected groups (Tarjan's algorithm, without recursion)."""
    found: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in {*fed, *(t for targets in fed.values() for t in targets)}:
        if start in found:
            continue
        work = [(start, iter(fed.get(start, ())))]
        while work:
            node, targets = work[-1]
            if node not in found:
                found[node] = lowest[node] = len(found)
                stack.append(node)
                on_stack.add(node)
            deeper = next((t for t in targets if t not in found or t in on_stack), None)
            if deeper is not None and deeper not in found:
                work.append((deeper, iter(fed.get(deeper, ()))))
                continue
            if deeper is not None:
                lowest[node] = min(lowest[node], found[deeper])
                continue
            work.pop()
            if work:
                parent = work[-1][0]
                lowest[parent] = min(lowest[parent], lowest[node])
            if lowest[node] == found[node]:
                yield set(_unwound(stack, on_stack, node))


def _unwound(stack: list[str], on_stack: set[str], node: str) -> Iterator[str]:
    while True:
        member = stack.pop()
        on_stack.discard(member)
        yield member
        if member == node:
            return
