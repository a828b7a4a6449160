"""Walks flows both ways from some applications, and keeps the surest way to each place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from archrepo.domain.many_facts import unchanging

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

LOSS_PER_HOP = 0.95
"""What remains of the confidence after each hop."""

Spot = tuple[str, str | None]
"""An application, and the object followed there; None stands for whatever it has."""


@unchanging
class Move:
    """One flow from a spot to the next; upstream, against the flow's direction.

    Attributes:
        to: Where it leads.
        source: Id of the application that sends.
        flow: Id of the flow.
        flow_name: Its name.
        target: Id of the application that receives.
        data_object: What it carries, where stated.
        transformation: What it declares to do to it.
        certainty: Its own confidence.
    """

    to: Spot
    source: str
    flow: str
    flow_name: str
    target: str
    data_object: str | None
    transformation: str | None
    certainty: float


@dataclass(frozen=True, slots=True)
class Way:
    """The surest way to a spot: its confidence, its hops, and the ids on it."""

    confidence: float
    hops: int
    ids: tuple[str, ...]

    def over(self, move: Move) -> Way:
        """Return the way gone on by one flow."""
        confidence = self.confidence * move.certainty * LOSS_PER_HOP
        return Way(confidence, self.hops + 1, (*self.ids, move.flow, move.to[0], move.to[1] or ""))

    @property
    def sort_key(self) -> tuple[float, int, tuple[str, ...]]:
        """The surest first, then the shortest, then the smallest ids."""
        return (-self.confidence, self.hops, self.ids)


@dataclass(frozen=True, slots=True)
class Walked:
    """Where a walk led.

    Attributes:
        ways: Spot → the surest way there; where the walk started too, with no hops.
        left: Spot that was left → the surest way there that leaves a hop to go.
        moves: Every move from a spot that was left, with that spot.
    """

    ways: Mapping[Spot, Way]
    left: Mapping[Spot, Way]
    moves: tuple[tuple[Spot, Move], ...]


class Around(Protocol):
    """Tells where one can go from some spots, all read at once."""

    def __call__(self, spots: Collection[Spot]) -> Iterable[tuple[Spot, Move]]:
        """Return the moves from each of `spots`."""
        ...


def walk(starts: Iterable[Spot], around: Around, most: int | None = None) -> Walked:
    """Return everywhere one gets from `starts`, by the surest ways.

    A longer way may be surer, so that a spot is left again whenever a surer way to it is found.

    Args:
        starts: Where to start.
        around: Where one can go from there.
        most: Hops to go; None where there is no limit.
    """
    ways = {spot: Way(1.0, 0, (spot[0],)) for spot in starts}
    left: dict[Spot, Way] = {}
    known: dict[Spot, list[Move]] = {}
    frontier = dict(ways)
    level = 0
    while frontier and (most is None or level < most):
        level += 1
        _learn(known, frontier, around)
        left.update(frontier)
        improved: dict[Spot, Way] = {}
        for spot in sorted(frontier, key=_order):
            for move in known[spot]:
                way = frontier[spot].over(move)
                best = ways.get(move.to)
                if best is None or way.sort_key < best.sort_key:
                    ways[move.to] = improved[move.to] = way
        frontier = improved
    moves = [(spot, move) for spot in sorted(known, key=_order) for move in known[spot]]
    return Walked(ways, left, tuple(moves))


def _learn(known: dict[Spot, list[Move]], spots: Collection[Spot], around: Around) -> None:
    new = sorted((spot for spot in spots if spot not in known), key=_order)
    if not new:
        return
    found = defaultdict(list)
    for spot, move in around(new):
        found[spot].append(move)
    known.update((spot, found[spot]) for spot in new)


def _order(spot: Spot) -> tuple[str, str]:
    return (spot[0], spot[1] or "")
