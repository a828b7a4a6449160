"""A picture that Graphviz lays out: boxes with lines between them, under a heading of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.render.label_text import one_line
from archrepo.render.picture.pages import MARGIN
from archrepo.render.picture.scene import FONT, broken, quoted
from archrepo.render.picture.tables import label, upon

if TYPE_CHECKING:
    from archrepo.render.picture.heading import Heading
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.tables import Piece

HEADING_WIDTH = 820
_PLACED = {  # places are in points; lines keep some points off the boxes they pass
    "esep": "+6",
    "inputscale": "72",
    "layout": "neato",
    "sep": "+8",
    "splines": "true",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its id in the picture, what the pointer shows over it, and how it looks."""

    identifier: str
    title: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one box to another.

    Attributes:
        identifier: Its id in the picture.
        title: What the pointer shows over it.
        source: Id of the box it starts from.
        target: Id of the box it leads to.
        color: Of the line.
        label: What is written on it.
        end_label: What is written beside its end: lines may run together, ends do not.
        start_label: What is written beside its start.
        apart: How far labels stand from the ends they are written beside.
        style: `solid`, `dashed` or `dotted`.
        head: Arrow at its end.
        tail: Arrow at its start.
        width: Of the line.
        orders: Whether its end stands after its start; else it only is drawn.
        weight: How much it pulls its ends together.
        backwards: Whether its end stands before its start.
    """

    identifier: str
    title: str
    source: str
    target: str
    color: str
    label: Piece | None = None
    end_label: Piece | None = None
    start_label: Piece | None = None
    apart: float = 2.2
    style: str = "solid"
    head: str = "normal"
    tail: str = "none"
    width: float = 1.0
    orders: bool = True
    weight: int = 1
    backwards: bool = False


@dataclass
class Graph:
    """Boxes and lines; `ranks` are rows, or columns from left to right, of boxes side by side.

    Where `places` say where the middle of each box stands, Graphviz only finds ways between them.
    """

    heading: Heading
    palette: Palette
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    ranks: list[list[str]] = field(default_factory=list)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    direction: str = "LR"
    node_gap: float = 0.18
    rank_gap: float = 0.5

    def dot(self) -> str:
        """Return it as DOT: the same bytes for the same picture."""
        numbers = {node.identifier: f"n{i}" for i, node in enumerate(self.nodes, 1)}
        lines = [f"digraph {quoted(self.heading.title)} {{"]
        lines += [f"  graph [{name}={quoted(v)}];" for name, v in self._attributes().items()]
        rows = upon(self.heading.rows(HEADING_WIDTH, self.palette), HEADING_WIDTH)
        lines.append(f"  graph [label=<{broken(label(rows))}>];")
        lines.append(f'  node [fontname={quoted(FONT)}, margin="0", shape="plain"];')
        lines.append(f'  edge [arrowsize="0.6", fontname={quoted(FONT)}];')
        for node in self.nodes:
            said = f"id={quoted(node.identifier)}, tooltip={tip(node.title)}"
            if place := self.places.get(node.identifier):
                said += f', pos="{place[0]:g},{place[1]:g}!"'
            lines.append(
                f"  {numbers[node.identifier]} [{said}, label=<{broken(label(node.piece))}>];"
            )
        for rank in self.ranks:
            lines.append(f"  {{ rank=same; {' '.join(f'{numbers[n]};' for n in rank)} }}")
        lines += [f"  {self._edge(edge, numbers)}" for edge in self.edges]
        return "\n".join(lines) + "\n}\n"

    def _attributes(self) -> dict[str, str]:
        return (_PLACED if self.places else {}) | {
            "bgcolor": self.palette.page.fill,
            "charset": "UTF-8",
            "fontname": FONT,
            "labeljust": "l",
            "labelloc": "t",
            "nodesep": f"{self.node_gap:g}",
            "pad": f"{MARGIN / 72:g}",
            "rankdir": self.direction,
            "ranksep": f"{self.rank_gap:g}",
        }

    def _edge(self, edge: Edge, numbers: dict[str, str]) -> str:
        said = [
            f"id={quoted(edge.identifier)}",
            f"tooltip={tip(edge.title)}",
            f'color="{edge.color}"',
            f'penwidth="{edge.width:g}"',
        ]
        if edge.style != "solid":
            said.append(f'style="{edge.style}"')
        first, last = (edge.head, edge.tail) if edge.backwards else (edge.tail, edge.head)
        if last != "normal":
            said.append(f'arrowhead="{last}"')
        if first != "none":
            said.append(f'arrowtail="{first}", dir="both"')
        if not edge.orders:
            said.append('constraint="false"')
        if edge.weight != 1:
            said.append(f'weight="{edge.weight}"')
        if edge.label is not None:
            said.append(f"labeltooltip={tip(edge.title)}, label=<{broken(label(edge.label))}>")
        said += self._beside_ends(edge)
        ends = [numbers[edge.source], numbers[edge.target]]
        return f"{' -> '.join(ends[::-1] if edge.backwards else ends)} [{', '.join(said)}];"

    def _beside_ends(self, edge: Edge) -> list[str]:
        head, tail = edge.end_label, edge.start_label
        if edge.backwards:
            head, tail = tail, head
        if head is None and tail is None:
            return []
        angle = -16 - 2 * edge.width  # off a wide line and its large arrow
        said = [f'labelangle="{angle:.3g}", labeldistance="{edge.apart:g}"']
        for where, piece in (("head", head), ("tail", tail)):
            if piece is not None:
                said.append(f"{where}tooltip={tip(edge.title)}")
                said.append(f"{where}label=<{broken(label(piece))}>")
        return said


def tip(text: str) -> str:
    """Return text as a tooltip, in which Graphviz takes backslashes for its own."""
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
