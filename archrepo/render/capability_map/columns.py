"""Leaves in columns that are about equally high."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map import cards
from archrepo.render.capability_map import frames as f

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.render.capability_map.nodes import Node

_TOO_HIGH = 1_000_000
_MOST_STRETCH = 0.4  # of a card's own height, to let the columns of a box end together


def card_columns(run: Sequence[Node], width: int, z: f.Sizes) -> list[list[f.Frame]]:
    """Return cards in columns, read downwards, that are about equally high."""
    height, each, counts = poured_best(run, width, z)
    placed = [cards.card(node.box, each, z) for node in run]
    filled, start = [], 0
    for count in counts:
        column = placed[start : start + count]
        _stretch(column, height)
        filled.append(column)
        start += count
    return filled


def poured_best(run: Sequence[Node], width: int, z: f.Sizes) -> tuple[int, int, list[int]]:
    """Return the height, the width of a card and the cards in each column that take least room."""
    most = min(max((width + f.GAP) // (z.card + f.GAP), 1), len(run))
    tried = []
    for columns in {most, max(most - 1, 1)}:
        each = min((width - (columns - 1) * f.GAP) // columns, int(z.card * f.CARD_STRETCH))
        height, counts = _filled([node.card_height(each) for node in run], columns)
        tried.append((height, -each, counts))
    height, each, counts = min(tried)
    return height, -each, counts


def _filled(heights: Sequence[int], columns: int) -> tuple[int, list[int]]:
    """Return the least height of that many columns, and how many boxes stand in each.

    Boxes keep their order, from top to bottom, column by column.
    """
    low = max(max(heights), -(-(sum(heights) + f.GAP * len(heights)) // columns) - f.GAP)
    while True:
        counts, next_height = _poured(heights, low)
        if len(counts) <= columns:
            return low, counts
        low = next_height


def _poured(heights: Sequence[int], most: int) -> tuple[list[int], int]:
    """Return how many boxes stand in each column of that height, and the next that changes it."""
    counts, count, taken, longer = [], 0, 0, _TOO_HIGH
    for height in heights:
        upto = taken + height
        if upto > most:
            longer = min(longer, upto)
            counts.append(count)
            count, upto = 0, height
        count += 1
        taken = upto + f.GAP
    counts.append(count)
    return counts, longer


def height_of(column: Sequence[f.Frame]) -> int:
    """Return how high boxes are upon one another."""
    return sum(frame.height for frame in column) + f.GAP * (len(column) - 1)


def _stretch(column: Sequence[f.Frame], height: int) -> None:
    """Make the cards of a column a little higher, so that it ends where its neighbours do."""
    spare = height - height_of(column)
    for left, frame in zip(range(len(column), 0, -1), column, strict=True):
        more = min(spare // left, round(frame.height * _MOST_STRETCH))
        frame.height += more
        spare -= more
