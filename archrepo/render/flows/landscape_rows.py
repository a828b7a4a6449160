"""Sets groups of applications in rows that fill a page, in their order."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from archrepo.render.picture.graph import Node

Place = tuple[float, float]
Paper = tuple[int, int]
_APART, _BELOW = 64, 56  # points between boxes, for the lines between them
_HEADING = 130
_PASSES = 6  # over all boxes, to bring those joined nearer


def in_rows(nodes: Sequence[Node], paper: Paper) -> dict[str, Place]:
    """Return where the middle of each box stands, from the bottom left, so that all print largest.

    Args:
        nodes: The boxes.
        paper: Width and height of the page.
    """
    if not nodes:
        return {}
    widths = itertools.accumulate(node.piece.width + _APART for node in nodes)
    tried = [_rows(nodes, width) for width in widths]
    rows = max(tried, key=lambda found: _scale(found, paper))
    widest = max(map(_width, rows))
    below = _apart(rows, widest, paper)
    places: dict[str, Place] = {}
    top = 0.0
    for row in rows:
        highest = max(node.piece.height for node in row)
        spread = (widest - sum(node.piece.width for node in row)) / (len(row) + 1)
        left = spread if len(rows) > 1 else 0.0
        for node in row:
            places[node.identifier] = (left + node.piece.width / 2, -top - highest / 2)
            left += node.piece.width + (spread if len(rows) > 1 else _APART)
        top += highest + below
    return {name: (round(x, 1), round(y + top, 1)) for name, (x, y) in places.items()}


def nearer(
    nodes: Sequence[Node],
    pulls: Sequence[tuple[str, str]],
    movable: Collection[str],
    paper: Paper,
) -> list[Node]:
    """Return boxes in an order in which those joined stand nearer to one another in their rows.

    Args:
        nodes: The boxes, as many of which are about equally large.
        pulls: Which are joined.
        movable: Those that may take one another's place; the others keep theirs.
        paper: Width and height of the page.
    """
    where = in_rows(nodes, paper)
    at = [node.identifier for node in nodes]
    slots = [where[identifier] for identifier in at]
    beside: dict[str, list[str]] = {identifier: [] for identifier in at}
    for one, other in pulls:
        beside[one].append(other)
        beside[other].append(one)

    def way(identifier: str, slot: Place, apart_from: str) -> float:
        ends = (where[end] for end in beside[identifier] if end != apart_from)
        return sum(abs(slot[0] - end[0]) + abs(slot[1] - end[1]) for end in ends)

    moving = [n for n, identifier in enumerate(at) if identifier in movable]
    for _ in range(_PASSES):
        moved = False
        for i, j in itertools.combinations(moving, 2):
            one, other = at[i], at[j]
            now = way(one, slots[i], other) + way(other, slots[j], one)
            then = way(one, slots[j], other) + way(other, slots[i], one)
            if then < now - 1:
                at[i], at[j], where[one], where[other] = other, one, slots[j], slots[i]
                moved = True
        if not moved:
            break
    known = {node.identifier: node for node in nodes}
    return [known[identifier] for identifier in at]


def _apart(rows: Sequence[Sequence[Node]], widest: float, paper: Paper) -> float:
    """Return the room between rows that lets them fill the page, within reason."""
    high = sum(max(node.piece.height for node in row) for row in rows)
    left = paper[1] * widest / paper[0] - _HEADING - high
    return min(max(left / len(rows), _BELOW), 3 * _BELOW)


def _rows(nodes: Sequence[Node], width: float) -> list[list[Node]]:
    """Return boxes in rows no wider than that, or of one box."""
    rows: list[list[Node]] = [[]]
    taken = 0.0
    for node in nodes:
        if rows[-1] and taken + node.piece.width + _APART * (len(rows[-1]) + 2) > width:
            rows.append([])
            taken = 0.0
        rows[-1].append(node)
        taken += node.piece.width
    return rows


def _width(row: Sequence[Node]) -> float:
    return sum(node.piece.width for node in row) + _APART * (len(row) + 1)


def _scale(rows: Sequence[Sequence[Node]], paper: Paper) -> float:
    height = sum(max(node.piece.height for node in row) + _BELOW for row in rows) + _HEADING
    return min(paper[0] / max(map(_width, rows)), paper[1] / height)
