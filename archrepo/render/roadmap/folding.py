"""Makes a long roadmap one that a page can hold: the lines that matter, the others counted.

What they start and end is counted in the bar of their domain, under the years or quarters.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.roadmap.result import Roadmap
    from archrepo.render.roadmap.axis import Axis
    from archrepo.render.roadmap.chart import Row

MOST_ROWS = 48
"""Lines, those of domains included, that can be read on a page."""
STARTS, ENDS, LOSES = "+", "−", "!"


@dataclass(frozen=True, slots=True)
class Folded:
    """What is drawn of a roadmap.

    Attributes:
        rows: Its lines.
        counted: The lines counted in the bar of a domain, by its identifier.
        hidden: How many lines are not even counted: of more domains than a page holds.
    """

    rows: list[Row]
    counted: dict[str, list[Row]] = field(default_factory=dict)
    hidden: int = 0


def folded(rows: Sequence[Row], result: Roadmap) -> Folded:
    """Return what is drawn of these lines: of too many, heads and those that matter most.

    Windows without coverage matter most, the most critical first, then what is replaced too late,
    then what is replaced; of what is alike, what happens first.
    """
    if len(rows) <= MOST_ROWS:
        return Folded(list(rows))
    late, replaced = _replaced(result, late=True), _replaced(result, late=False)

    def rank(row: Row) -> tuple[int, int, dt.date, str]:
        classes = (row.kind == "gap", row.identifier in late, row.identifier in replaced, True)
        return classes.index(True), -row.weight, _first(row), row.identifier

    lines = sorted((row for row in rows if row.kind != "head"), key=rank)
    heads = len(rows) - len(lines)
    kept = {row.identifier for row in lines[: max(MOST_ROWS - heads, 0)]}
    shown: list[Row] = []
    counted: dict[str, list[Row]] = {}
    head = ""
    for row in rows:
        if row.kind == "head":
            head = row.identifier
        elif row.identifier not in kept:
            counted.setdefault(head, []).append(row)
            continue
        shown.append(row)
    cut = shown[MOST_ROWS:]
    left = sum(1 + len(counted.pop(row.identifier, [])) for row in cut)
    return Folded(shown[:MOST_ROWS], counted, left)


def counts(rows: Sequence[Row], axis: Axis) -> list[tuple[dt.date, dt.date, str, list[str]]]:
    """Return each period of the axis in which something starts or ends: what, and its names."""
    periods = axis.periods()
    least = [p for p in periods if not p[3]] or periods
    found = []
    for _, first, last, _ in least:
        signs: Counter[str] = Counter()
        names: list[str] = []
        for row in rows:
            there = [sign for sign, day in _events(row) if first <= day < last]
            signs.update(there)
            names += [f"{sign} {row.label.removeprefix('! ')}" for sign in there]
        said = " ".join(f"{sign}{signs[sign]}" for sign in (STARTS, ENDS, LOSES) if signs[sign])
        if said:
            found.append((first, last, said, names))
    return found


def _events(row: Row) -> list[tuple[str, dt.date]]:
    if not row.spans:
        return []
    start, end = row.spans[0].start, row.spans[-1].end
    signs = ((LOSES, start),) if row.kind == "gap" else ((STARTS, start), (ENDS, end))
    return [(sign, day) for sign, day in signs if day is not None]


def _first(row: Row) -> dt.date:
    """Return the day a window opens, or a bar ends."""
    if not row.spans:
        return dt.date.max
    day = row.spans[0].start if row.kind == "gap" else row.spans[-1].end
    return day or dt.date.max


def _replaced(result: Roadmap, *, late: bool) -> set[str]:
    """Return the lines of what is replaced, or replaces; too late or not."""
    return {
        f"app-{end}"
        for each in result.replacements
        if (each.meeting == "GAP") == late
        for end in (each.old, each.new)
    }
