"""Moves of a walk as hops to report: one for each flow between two applications."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.lineage.result import Hop
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.impact.state import State
    from archrepo.analysis.lineage.walking import Move, Walked, Way

_Led = tuple["Way", bool, "Move"]
"""The way that ends with a move, whether it is the surest to where it leads, and the move."""


def hops_of(state: State, walked: Walked, most: int | None = None) -> tuple[Hop, ...]:
    """Return the hops of a walk, the nearest first, then the surest, by name; at most `most` deep.

    A flow that carries several objects is one hop, as sure as its surest object.
    """
    together: dict[tuple[str, str, str], list[_Led]] = defaultdict(list)
    for spot, move in walked.moves:
        way = walked.left[spot].over(move)
        surest = walked.ways[move.to] == way
        together[move.source, move.flow, move.target].append((way, surest, move))
    hops = [_hop(state, led) for led in together.values()]
    kept = [hop for hop in hops if most is None or hop.depth <= most]
    return tuple(sorted(kept, key=_place))


def _place(hop: Hop) -> tuple[object, ...]:
    source = name_key(hop.source_name, hop.source)
    target = name_key(hop.target_name, hop.target)
    return hop.depth, -hop.confidence, source, target, hop.flow


def _hop(state: State, led: Sequence[_Led]) -> Hop:
    way, _, move = led[0] if len(led) == 1 else min(led, key=lambda one: one[0].sort_key)
    return Hop(
        depth=way.hops,
        source=move.source,
        source_name=state.parties.name(move.source),
        flow=move.flow,
        flow_name=move.flow_name,
        target=move.target,
        target_name=state.parties.name(move.target),
        objects=tuple(sorted({m.data_object for _, _, m in led if m.data_object})),
        transformation=next((m.transformation for _, _, m in led if m.transformation), None),
        certainty=round(move.certainty, 2),
        confidence=round(way.confidence, 2),
        surest=any(surest for _, surest, _ in led),
    )
