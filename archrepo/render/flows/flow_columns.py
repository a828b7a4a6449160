"""Places the parties of a flow map: who feeds those asked for at the left, who is fed at the right.

A column for each hop and side. Parties farther away that exchange with the same neighbours in the
same way are bundled in one box: what matters is where they hang, not each of their lines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.flow_map import FlowMap, Party

_LEAST_HOPS = 2
_MOST_BUNDLED = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A box of the picture: one party, or several that hang at the same neighbour alike.

    Attributes:
        parties: Who is in it.
        column: Where it stands: 0 for those asked for, left of them below, right of them above.
    """

    parties: tuple[Party, ...]
    column: int

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
    order = {party.id: number for number, party in enumerate(result.parties)}
    return sorted(found, key=lambda each: (each.column, order[each.identifier]))


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
    sides: dict[str, int] = dict.fromkeys(result.focus, 0)
    for party in sorted(result.parties, key=lambda p: (p.hops, p.id)):
        if party.id in sides:
            continue
        votes: Counter[int] = Counter()
        for flow in result.flows:
            if party.id not in (flow.source, flow.target):
                continue
            sends = flow.source == party.id
            other = flow.target if sends else flow.source
            if hops.get(other, party.hops) < party.hops:
                votes[sides.get(other) or (-1 if sends else 1)] += 1
        sides[party.id] = 1 if votes[1] > votes[-1] else -1
    return {identifier: side * hops[identifier] for identifier, side in sides.items()}
