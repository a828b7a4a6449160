"""Groups of applications with the flows between them, drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from archrepo.analysis.landscape import NOWHERE
from archrepo.render.flows.landscape_rows import in_rows
from archrepo.render.label_text import one_line
from archrepo.render.picture.boxes import SMALL, box, note
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.graph import Edge, Graph, Node
from archrepo.render.picture.heading import Heading, Key
from archrepo.render.picture.pages import PAGES
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.tables import (
    Letters,
    Piece,
    beside,
    blank,
    framed,
    inset,
    tagged,
    text,
    text_height,
    upon,
)
from archrepo.render.picture.words import SEPARATOR, picture_words
from archrepo.render.text_metrics import Room, wrapped

if TYPE_CHECKING:
    from archrepo.analysis.landscape import Group, GroupFlow, Landscape, Member
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View

_CELL = 112
_MOST_ROWS = 10
_MOST_COLUMNS = 4
_MOST_SHOWN = 40
_MOST_OBJECTS = 2
_WIDEST, _WIDEST_IN_ROWS = 5.0, 3.0
_MOST_BY_FLOWS = 12  # boxes that stand as flows lead; more, and all on a page asked for, in rows
_LINES_EACH = 2  # lines drawn for each box in rows: more would hide all


def heading_words(result: Landscape, words: PictureWords) -> tuple[str, str]:
    """Return title and subtitle."""
    subtitle = words.subtitle(
        result.at,
        result.plan,
        words.number("groups", len(result.groups)),
        words.number("applications", result.applications),
        words.number("flows", result.exchanged),
    )
    return words.say(f"landscape_{result.by}"), subtitle


def ungrouped(result: Landscape, words: PictureWords) -> list[str]:
    """Return how many stand in no group, and how to see them, where that hides their flows."""
    return [
        words.number("landscape_ungrouped", len(group.applications))
        for group in result.groups
        if group.id == NOWHERE and group.inner_flows and not group.expanded
    ]


def drawing(result: Landscape, view: View) -> Drawing:
    """Return the picture."""
    title, _ = heading_words(result, picture_words(view.lang))
    return Drawing(title, lambda: _LandscapePicture(result, view).drawn().dot())


class _LandscapePicture:
    def __init__(self, result: Landscape, view: View) -> None:
        self._result = result
        self._size = view.size
        self._widest = _WIDEST
        self._words = picture_words(view.lang)
        self._p: Palette = THEMES[view.theme]
        self._names = {g.id: g.name or self._words.say("landscape_nowhere") for g in result.groups}
        for group in result.groups:
            if group.expanded:
                self._names |= {member.id: member.name for member in group.applications}

    def drawn(self) -> Graph:
        words = self._words
        title, subtitle = heading_words(self._result, words)
        keys = [Key("n", self._p.group, words.say("landscape_key"))]
        notes = [words.say("landscape_note"), *ungrouped(self._result, words)]
        nodes = [node for group in self._result.groups for node in self._nodes(group)]
        flows, places = list(self._result.flows), {}
        if self._size or len(nodes) > _MOST_BY_FLOWS:
            places = in_rows(nodes, PAGES[self._size or "a3"])
            flows = self._largest(_LINES_EACH * len(nodes))
            self._widest = _WIDEST_IN_ROWS
        if hidden := len(self._result.flows) - len(flows):
            notes.append(words.number("landscape_hidden", hidden))
        heading = Heading(title, subtitle, keys, notes)
        drawn = Graph(heading, self._p, nodes, places=places, rank_gap=0.7, node_gap=0.3)
        most = max((flow.flows for flow in flows), default=1)
        drawn.edges = [self._edge(flow, most) for flow in flows]
        return drawn

    def _nodes(self, group: Group) -> list[Node]:
        if group.expanded:
            return [self._alone(group, member) for member in group.applications]
        return [self._group(group)]

    def _largest(self, most: int) -> list[GroupFlow]:
        """Return so many exchanges, those of most flows, in their order."""
        flows = self._result.flows
        kept = sorted(flows, key=lambda flow: (-flow.flows, flow.source, flow.target))[:most]
        return [flow for flow in flows if flow in kept]

    def _alone(self, group: Group, member: Member) -> Node:
        title = f"{member.name} ({member.id}) · {self._names[group.id]}"
        piece = box(member.name, self._p.group, width=130, below=[self._names[group.id]])
        return Node(f"group-{member.id}", title, piece)

    def _group(self, group: Group) -> Node:
        """Return a group: its name and counts, then its applications in columns."""
        shown = group.applications[:_MOST_SHOWN]
        columns = min(max(math.ceil(len(shown) / _MOST_ROWS), 1), _MOST_COLUMNS)
        columns = max(columns, 2 if len(shown) > 4 else 1)
        width = columns * _CELL + 8
        counted = self._words.number("applications", len(group.applications))
        inner = self._words.number("inner_flows", group.inner_flows)
        rows = [self._header(self._names[group.id], f"{counted}, {inner}", width - 2)]
        rows.append(blank(width - 2, 3))
        left = len(group.applications) - len(shown)
        cells = [self._member(member) for member in shown]
        if left:
            more = self._words.maps.number("cell", "more", left)
            letters = Letters(SMALL, self._p.quiet, italic=True)
            cells.append(text([more], letters, _CELL, text_height(1, SMALL)))
        per_column = math.ceil(len(cells) / columns)
        parts = [cells[i : i + per_column] for i in range(0, len(cells), per_column)]
        stacked = [upon(part, _CELL) for part in parts]
        highest = max((piece.height for piece in stacked), default=1)
        body = beside([upon([piece], _CELL, highest) for piece in stacked] or [blank(1, 1)])
        rows += [inset(body, 3), blank(width - 2, 3)]
        height = sum(row.height for row in rows) + 2
        title = f"{self._names[group.id]} ({group.id}) · {counted}, {inner}"
        return Node(f"group-{group.id}", title, framed(rows, width, height, self._p.panel, {}))

    def _header(self, name: str, counted: str, width: int) -> Piece:
        room = width - 10
        color = self._p.header.text
        names = wrapped(one_line(name), Room(room, 10, bold=True))
        small = wrapped(counted, Room(room, SMALL, most=2))
        rows = [
            blank(width, 3),
            inset(text(names, Letters(10, color, bold=True), room, text_height(len(names), 10)), 5),
            inset(text(small, Letters(SMALL, color), room, text_height(len(small), SMALL)), 5),
            blank(width, 3),
        ]
        return tagged(upon(rows, width), {}, self._p.header.fill)

    def _member(self, member: Member) -> Piece:
        room = _CELL - 6
        lines = wrapped(one_line(member.name), Room(room, SMALL, most=2))
        height = text_height(len(lines), SMALL) + 1
        return inset(text(lines, Letters(SMALL, self._p.panel.text), room, height), 3)

    def _edge(self, flow: GroupFlow, most: int) -> Edge:
        names = list(flow.objects[:_MOST_OBJECTS])
        if len(flow.objects) > _MOST_OBJECTS:
            names.append(f"+ {len(flow.objects) - _MOST_OBJECTS}")
        counted = self._words.number("flows", flow.flows)
        title = SEPARATOR.join(
            [
                f"{self._names[flow.source]} → {self._names[flow.target]}",
                counted,
                ", ".join(flow.objects),
            ]
        )
        mostly = flow.asynchronous * 2 > flow.flows
        return Edge(
            f"flows-{flow.source}--{flow.target}",
            title,
            f"group-{flow.source}",
            f"group-{flow.target}",
            self._p.line,
            note([str(flow.flows)], self._p, most_width=60),
            style="dashed" if mostly else "solid",
            width=1 + (self._widest - 1) * math.sqrt(flow.flows / most) if most > 1 else 1.0,
        )
