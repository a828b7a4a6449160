"""A picture of which every place is chosen here: cells and lines as DOT that only has to be drawn.

Nodes have positions and edges their way (Graphviz's engine `nop2` takes both as they are), so that
the same picture comes out as SVG, PNG and PDF, and its text can be compared line by line.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.render.label_text import one_line
from archrepo.render.picture.pages import MARGIN
from archrepo.render.picture.tables import blank, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.tables import Piece

FONT = "Helvetica,Arial,Liberation Sans,Nimbus Sans,DejaVu Sans,sans-serif"
"""One font's metrics under the names it has on each system: what is measured is what is drawn."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, from the first to the last, with an arrow there unless told not."""

    identifier: str
    points: Sequence[Point]
    color: str
    title: str = ""
    dashed: bool = False
    arrow: bool = True
    width: float = 1.0


@dataclass
class Scene:
    """Cells and lines at their places, in points from the top left corner."""

    width: float
    height: float
    palette: Palette
    title: str
    _cells: list[tuple[Piece, float, float]] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)

    def place(self, piece: Piece, left: float, top: float) -> None:
        """Put a cell at its place."""
        self._cells.append((piece, left, top))

    def draw(self, line: Line) -> None:
        """Draw a line."""
        self._lines.append(line)

    def dot(self) -> str:
        """Return the picture, with margins around it, as DOT."""
        attributes = {
            "bgcolor": self.palette.page.fill,
            "charset": "UTF-8",
            "fontname": FONT,
            "layout": "nop2",
            "outputorder": "nodesfirst",
            "pad": f"{MARGIN / 72:g}",
        }
        lines = [f"digraph {quoted(self.title)} {{"]
        lines += [f"  graph [{name}={quoted(value)}];" for name, value in attributes.items()]
        lines.append(f'  node [fontname={quoted(FONT)}, margin="0", shape="plain"];')
        sheet = blank(round(self.width), round(self.height))
        for number, (piece, left, top) in enumerate([(sheet, 0.0, 0.0), *self._cells], 1):
            x, y = left + piece.width / 2, self.height - top - piece.height / 2
            lines.append(f'  n{number} [pos="{x:g},{y:g}", label=<{broken(label(piece))}>];')
        lines += [f"  n1 -> n1 [{self._way(line)}];" for line in self._lines]
        return "\n".join(lines) + "\n}\n"

    def _way(self, line: Line) -> str:
        style = "dashed" if line.dashed else "solid"
        *points, last = [(x, self.height - y) for x, y in line.points]
        before = points[-1]
        if line.arrow:
            end = _short_of(before, last, 6 * max(line.width, 1.0) ** 0.5)
            way = f"e,{last[0]:.1f},{last[1]:.1f} " + _spline([*points, end])
        else:
            way = _spline([*points, last])
        said = {
            "id": line.identifier,
            "tooltip": one_line(line.title).replace("\\", "\\\\"),
            "color": line.color,
            "style": style,
            "penwidth": f"{line.width:g}",
            "arrowsize": "0.6",
            "pos": way,
        }
        if not line.arrow:
            said["dir"] = "none"
        return ", ".join(f"{name}={_plain(value)}" for name, value in said.items() if value)


def quoted(value: str) -> str:
    """Return text as a quoted name of DOT."""
    return '"' + one_line(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def broken(markup: str) -> str:
    """Return `markup` with a line for each row, so that differences can be read."""
    return markup.replace("<TR>", "\n<TR>")


def _plain(value: str) -> str:
    return '"' + value.replace('"', '\\"') + '"'


def _short_of(start: Point, end: Point, by: float) -> Point:
    """Return the point of a line a little before its end."""
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5 or 1.0
    part = max(0.0, 1 - by / length)
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def _spline(points: Sequence[Point]) -> str:
    """Return straight lines between points as the control points of a spline."""
    found = [points[0]]
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        found += [
            (x1 + (x2 - x1) / 3, y1 + (y2 - y1) / 3),
            (x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3),
            (x2, y2),
        ]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in found)
