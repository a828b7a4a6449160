"""Places the parties of a flow map: who feeds those asked for at the left, who is fed at the right.

A column for each hop and side. Parties farther away that exchange with the same neighbours in the
same way are bundled in one box: what matters is where they hang, not each of their lines. Of very
many boxes the nearest with the most flows stand by themselves, all others of a column in one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.flow_map import FlowLine, FlowMap, Party

_MOST_BOXES, _MOST_IN_COLUMN = 40, 16  # whose lines a person can follow; as many as fill a page
_LEAST_HOPS = 2
_MOST_BUNDLED = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A box of the picture: one party, or several that hang at the same neighbour alike.

    Attributes:
        parties: Who is in it.
        column: Where it stands: 0 for those asked for, left of them below, right of them above.
        others: Whether it is all that has no box of its own.
    """

    parties: tuple[Party, ...]
    column: int
    others: bool = False

    @property
    def identifier(self) -> str:
        """What lines lead to."""
        return self.parties[0].id


def placed(result: FlowMap) -> list[Placed]:
    """Return the boxes of a flow map, by column, those within one as the map has them."""
    columns = _columns(result)
    found: list[Placed] = []
    bundles: dict[tuple[object, ...], list[Party]] = defaultdict(list)
    ways = _ways(result)
    for party in result.parties:
        alone = party.id if party.hops < _LEAST_HOPS else ""
        ends = frozenset(ways[party.id])
        bundles[columns[party.id], party.state, ends, alone].append(party)
    for (column, *_), parties in bundles.items():
        found += [
            Placed(tuple(parties[start : start + _MOST_BUNDLED]), int(str(column)))
            for start in range(0, len(parties), _MOST_BUNDLED)
        ]
    found = _fewer(found, ways)
    order = {party.id: number for number, party in enumerate(result.parties)}
    return sorted(found, key=lambda each: (each.column, each.others, order[each.identifier]))


def _fewer(boxes: Sequence[Placed], ways: Mapping[str, Sequence[object]]) -> list[Placed]:
    """Return the nearest boxes, of those as near the ones with most flows; all others in a few."""

    def rank(each: Placed) -> tuple[int, int, str]:
        flows = sum(len(ways[party.id]) for party in each.parties)
        return each.parties[0].hops, -flows, each.identifier

    kept: list[Placed] = []
    columns: Counter[int] = Counter()
    others: dict[tuple[int, str], list[Party]] = defaultdict(list)
    for each in sorted(boxes, key=rank):
        if each.column and (len(kept) >= _MOST_BOXES or columns[each.column] >= _MOST_IN_COLUMN):
            others[each.column, each.parties[0].state] += each.parties
        else:
            kept.append(each)
            columns[each.column] += 1
    rest = [Placed(tuple(p), column, others=True) for (column, _), p in sorted(others.items())]
    return [*kept, *rest]


def _ways(result: FlowMap) -> dict[str, list[tuple[str, bool]]]:
    """Return party → the others it exchanges with, and whether it is the one that sends."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for flow in result.flows:
        found[flow.source].append((flow.target, True))
        found[flow.target].append((flow.source, False))
    for each in result.replacements:  # a line of its own: not to be bundled
        found[each.old].append((f"~{each.new}", True))
        found[each.new].append((f"~{each.old}", False))
    return found


def _columns(result: FlowMap) -> dict[str, int]:
    """Return party → its column."""
    hops = {party.id: party.hops for party in result.parties}
    flows: dict[str, list[FlowLine]] = defaultdict(list)
    for flow in result.flows:
        flows[flow.source].append(flow)
        flows[flow.target].append(flow)
    sides: dict[str, int] = dict.fromkeys(result.focus, 0)
    for party in sorted(result.parties, key=lambda p: (p.hops, p.id)):
        if party.id in sides:
            continue
        votes: Counter[int] = Counter()
        for flow in flows[party.id]:
            sends = flow.source == party.id
            other = flow.target if sends else flow.source
            if hops.get(other, party.hops) < party.hops:
                votes[sides.get(other) or (-1 if sends else 1)] += 1
        sides[party.id] = 1 if votes[1] > votes[-1] else -1
    return {identifier: side * hops[identifier] for identifier, side in sides.items()}
