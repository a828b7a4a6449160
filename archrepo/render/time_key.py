"""The key beside the TIME chart: names whole, in columns, of very many applications the dearest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.text import by_name
from archrepo.render.label_text import one_line
from archrepo.render.text_metrics import Room, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.time_chart import TimePoint
    from archrepo.render.wording import Wording

LETTERS = 10.5
INDENT = 24.0
"""Points from a number to its name."""
_NAME_WIDTH = 206.0
_MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A number, and the lines of the name it stands for."""

    number: int
    lines: tuple[str, ...]


def key_of(points: Sequence[TimePoint], words: Wording, per_column: int) -> dict[str, Entry]:
    """Return id → entry, numbered in the order of the points; the dearest where not all have room.

    Args:
        points: The applications.
        words: In whose language it is.
        per_column: Lines that a column has room for.
    """
    lines = {point.id: _lines(point, words) for point in points}
    room, named = _MOST_COLUMNS * per_column, set()
    if sum(map(len, lines.values())) > room:
        room -= _MOST_COLUMNS * max(map(len, lines.values()))  # no name goes over a column's end
    for point in sorted(points, key=lambda p: (-(p.run_cost or 0.0), by_name(p))):
        room -= len(lines[point.id])
        if room < 0:
            break
        named.add(point.id)
    shown = [point.id for point in points if point.id in named]
    return {one: Entry(number, lines[one]) for number, one in enumerate(shown, 1)}


def in_columns(entries: Sequence[Entry], per_column: int) -> list[list[Entry]]:
    """Return entries in columns of about the same height."""
    total = sum(len(entry.lines) for entry in entries)
    columns = math.ceil(total / per_column) or 1
    share = total / columns
    found: list[list[Entry]] = [[] for _ in range(columns)]
    before = 0
    for entry in entries:
        found[min(int(before / share), columns - 1)].append(entry)
        before += len(entry.lines)
    return found


def _lines(point: TimePoint, words: Wording) -> tuple[str, ...]:
    said = one_line(point.name)
    if point.differs:
        said += f" → {words.code('Disposition', point.declared)}"
    return tuple(wrapped(said, Room(_NAME_WIDTH, LETTERS)))
