"""Groups of applications with the flows between them, drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from archrepo.analysis.landscape import NOWHERE, Member
from archrepo.render.flows.landscape_lines import (
    both_ways,
    busiest,
    ends_of,
    figures_apart,
    flows_of,
    largest,
    lines_between,
)
from archrepo.render.flows.landscape_rows import in_rows, nearer
from archrepo.render.label_text import one_line
from archrepo.render.picture.boxes import SMALL, box
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
from archrepo.render.text_metrics import Room, text_width, wrapped
from archrepo.resources.typography import number_text, semicolon

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from archrepo.analysis.landscape import Group, GroupFlow, Landscape
    from archrepo.render.flows.landscape_lines import Exchanged
    from archrepo.render.flows.landscape_rows import Place
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View

_CELL = 112
_MOST_ROWS = 10
_MOST_COLUMNS = 4
_MOST_SHOWN = 40
_RANK_GAP, _WIDE_RANK_GAP = 0.7, 1.0  # inches; for figures of three digits and more at both ends
_NEAREST = 2.0  # how far from the ends of lines figures stand
_WIDEST, _WIDEST_IN_ROWS = 5.0, 3.0
_MOST_BY_FLOWS = 3  # boxes that stand as flows lead; more, and all on a page asked for, in rows
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


def ungrouped(
    result: Landscape, words: PictureWords, key: str = "landscape_ungrouped"
) -> list[str]:
    """Return how many stand in no group, and how to see them, where that hides their flows."""
    return [
        words.number(key, len(group.applications))
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
        self._ones_said = True
        self._all_drawn = True
        self._words = picture_words(view.lang)
        self._p: Palette = THEMES[view.theme]
        self._names = {g.id: g.name or self._words.say("landscape_nowhere") for g in result.groups}
        for group in result.groups:
            if group.expanded:
                self._names |= {member.id: member.name for member in group.applications}

    def drawn(self) -> Graph:
        words = self._words
        title, subtitle = heading_words(self._result, words)
        notes = [words.say(f"landscape_home_{self._result.by}")]
        notes += [words.say("landscape_note")] if self._result.flows else []
        notes += ungrouped(self._result, words, "landscape_apart")
        ends = ends_of(self._result)
        shown = busiest(self._result, ends)
        in_a_grid = bool(self._size) or len(shown) > _MOST_BY_FLOWS
        lines = lines_between(self._result.flows, shown)
        if in_a_grid:
            lines = largest(both_ways(lines), _LINES_EACH * len(shown))
            self._widest = _WIDEST_IN_ROWS
            self._ones_said = False
            notes += [words.say("landscape_one")] if lines else []
        if len(shown) < len(ends):
            notes.append(words.number("landscape_busiest", len(shown)))
        if hidden := len(self._result.flows) - sum(1 for line in lines for flow in line if flow):
            self._all_drawn = False
            notes.append(words.number("landscape_hidden", hidden))
        nodes = self._boxes(shown, lines)
        places: dict[str, Place] = {}
        if in_a_grid:
            nodes, places = self._in_a_grid(nodes, lines)
        key = Key("n", self._p.group, words.say("landscape_key"))
        heading = Heading(title, subtitle, [key] if lines else [], notes)
        most = max((flows_of(line) for line in lines), default=1)
        gap = _RANK_GAP if most < 100 else _WIDE_RANK_GAP
        drawn = Graph(heading, self._p, nodes, places=places, rank_gap=gap, node_gap=0.3)
        apart = figures_apart(lines) if places else [0] * len(lines)
        drawn.edges = [self._edge(*each, most) for each in zip(lines, apart, strict=True)]
        return drawn

    def _in_a_grid(
        self, nodes: list[Node], lines: Sequence[Exchanged]
    ) -> tuple[list[Node], dict[str, Place]]:
        paper = PAGES[self._size or "a3"]
        movable = {node.identifier for node in nodes if self._may_move(node)}
        pulls = [(f"group-{flow.source}", f"group-{flow.target}") for flow, _ in lines]
        nodes = nearer(nodes, pulls, movable, paper)
        return nodes, in_rows(nodes, paper)

    def _may_move(self, node: Node) -> bool:
        """Return whether a box has no place of its own: applications, and groups among groups."""
        alone = {f"group-{m.id}" for g in self._result.groups if g.expanded for m in g.applications}
        return node.identifier in alone or not alone

    def _boxes(self, shown: Collection[str], lines: Sequence[Exchanged]) -> list[Node]:
        """Return those that have room, and the others in lists."""
        joined = {end for flow, _ in lines for end in (flow.source, flow.target)}
        nodes: list[Node] = []
        left = []
        for group in self._result.groups:
            if group.expanded:
                nodes += self._one_by_one(group, joined)
            elif group.id in shown:
                nodes.append(self._group(group))
            else:
                left.append(Member(id=group.id, name=self._names[group.id]))
        return [*nodes, *([self._unjoined_groups(left)] if left else [])]

    def _one_by_one(self, group: Group, joined: Collection[str]) -> list[Node]:
        apart = tuple(m for m in group.applications if m.id not in joined)
        if len(apart) <= 1:
            apart = ()
        found = [self._alone(group, m) for m in group.applications if m not in apart]
        return [*found, *([self._unjoined(group, apart)] if apart else [])]

    def _unjoined(self, group: Group, apart: tuple[Member, ...]) -> Node:
        """Return those of an expanded group that no line drawn leads to, as one box."""
        said = self._words.number("landscape_unjoined", len(apart))
        return self._listing(f"apart-{group.id}", self._names[group.id], said, apart)

    def _unjoined_groups(self, apart: Sequence[Member]) -> Node:
        said = self._words.number("landscape_unjoined_groups", len(apart))
        return self._listing("apart", self._words.say("landscape_others"), said, apart)

    def _alone(self, group: Group, member: Member) -> Node:
        """Return an application; where not every line is drawn, with the number of its flows."""
        below = [self._names[group.id]]
        if not self._all_drawn:
            below.append(self._words.number("flows", member.flows))
        title = SEPARATOR.join([f"{member.name} ({member.id})", *below])
        piece = box(member.name, self._p.group, width=130, below=below)
        return Node(f"group-{member.id}", title, piece)

    def _group(self, group: Group) -> Node:
        """Return a group: its name and counts, then its applications in columns."""
        counted = self._words.number("applications", len(group.applications))
        said = f"{counted}, {self._words.number('inner_flows', group.inner_flows)}"
        return self._listing(
            f"group-{group.id}", self._names[group.id], said, group.applications, f" ({group.id})"
        )

    def _listing(
        self, identifier: str, name: str, said: str, members: Sequence[Member], told: str = ""
    ) -> Node:
        shown = members[:_MOST_SHOWN]
        columns = min(max(math.ceil(len(shown) / _MOST_ROWS), 1), _MOST_COLUMNS)
        columns = max(columns, 2 if len(shown) > 4 else 1)
        width = columns * _CELL + 8
        rows = [self._header(name, said, width - 2)]
        rows.append(blank(width - 2, 3))
        left = len(members) - len(shown)
        cells = [self._member(member) for member in shown]
        if left:
            more = self._words.maps.number("cell", "more", left)
            letters = Letters(SMALL, self._p.quiet, italic=True)
            cells.append(inset(text([more], letters, _CELL - 6, text_height(1, SMALL)), 3))
        per_column = math.ceil(len(cells) / columns)
        parts = [cells[i : i + per_column] for i in range(0, len(cells), per_column)]
        stacked = [upon(part, _CELL) for part in parts]
        highest = max((piece.height for piece in stacked), default=1)
        body = beside([upon([piece], _CELL, highest) for piece in stacked] or [blank(1, 1)])
        rows += [inset(body, 3), blank(width - 2, 3)]
        height = sum(row.height for row in rows) + 2
        title = f"{name}{told} · {said}"
        return Node(identifier, title, framed(rows, width, height, self._p.panel, {}))

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
        lines = wrapped(one_line(member.name), Room(room, SMALL, most=3))
        height = text_height(len(lines), SMALL) + 1
        return inset(text(lines, Letters(SMALL, self._p.panel.text), room, height), 3)

    def _count(self, flows: int) -> Piece | None:
        """Return a figure; none where every line without one is one flow."""
        if flows == 1 and not self._ones_said:
            return None
        said = number_text(flows, self._words.lang)
        width = round(text_width(said, SMALL)) + 2
        return text([said], Letters(SMALL, self._p.page.text), width, text_height(1, SMALL))

    def _edge(self, line: Exchanged, apart: int, most: int) -> Edge:
        """Return the line of an exchange, of both directions where the other is given."""
        flow, back = line
        total = flows_of(line)
        mostly = sum(each.asynchronous for each in line if each) * 2 > total
        return Edge(
            f"flows-{flow.source}--{flow.target}",
            semicolon(self._words.lang).join(self._title(each) for each in line if each),
            f"group-{flow.source}",
            f"group-{flow.target}",
            self._p.line,
            end_label=self._count(flow.flows),
            start_label=self._count(back.flows) if back else None,
            tail="normal" if back else "none",
            apart=_NEAREST + 1.1 * apart,
            style="dashed" if mostly else "solid",
            width=0.8
            if total == 1 and not self._ones_said
            else 1 + (self._widest - 1) * math.sqrt(total / most)
            if most > 1
            else 1.0,
        )

    def _title(self, flow: GroupFlow) -> str:
        ends = f"{self._names[flow.source]} → {self._names[flow.target]}"
        counted = self._words.number("flows", flow.flows)
        return SEPARATOR.join(filter(None, (ends, counted, ", ".join(flow.objects))))
