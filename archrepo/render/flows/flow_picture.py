"""Applications with the flows around them, drawn."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from archrepo.render.flows.flow_columns import placed
from archrepo.render.picture.boxes import box, note
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.graph import Edge, Graph, Node
from archrepo.render.picture.heading import Heading, Key
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.words import SEPARATOR, picture_words
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.flow_map import FlowLine, FlowMap, Party, Replacement
    from archrepo.render.flows.flow_columns import Placed
    from archrepo.render.picture.palette import Paint, Palette
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View

_MOST_OBJECTS = 3
_Ends = tuple[str, str]
_MOST_NAMED = 24  # of those in one box
_MOST_FAR = 40  # lines away from those asked for, where there are boxes of many
_MOST_LABELLED = 18  # boxes; in a larger picture only what touches those asked for is labelled
_DEPENDS = ("TARGET_ON_SOURCE", "SOURCE_ON_TARGET", "BOTH")
ASYNCHRONOUS = ("ASYNC", "BATCH", "FILE")
MODE_SIGNS = {"SYNC": "S", "ASYNC": "A", "BATCH": "B", "FILE": "F", "MANUAL": "M"}


def title_of(result: FlowMap, words: PictureWords) -> str:
    """Return what the picture shows."""
    names = {party.id: party.name for party in result.parties}
    return words.say("flows_title", names=", ".join(names[i] for i in result.focus))


def subtitle_of(result: FlowMap, words: PictureWords) -> str:
    """Return its date, plan and counts."""
    return words.subtitle(
        result.at,
        result.plan,
        words.number("hops", result.hops),
        words.number("parties", len(result.parties)),
        words.number("flows", len(result.flows)),
    )


def notes_of(result: FlowMap, words: PictureWords) -> list[str]:
    """Return what to know, whatever its form."""
    notes = []
    assumed = sum(flow.depends_assumed for flow in result.flows)
    if assumed:
        notes.append(words.number("flows_assumed", assumed))
    if result.hidden:
        notes.append(words.number("flows_hidden", result.hidden))
    return notes


def _signs(result: FlowMap, words: PictureWords) -> list[str]:
    """Return what letters, lines and dots mean."""
    told = [said for said in (modes_of(result, words), _lines(result, words)) if said]
    if any(flow.depends in _DEPENDS for flow in result.flows):
        told.append(words.say("flows_depends"))
    return told


def tells_modes(result: FlowMap) -> bool:
    """Return whether the mode of any flow is known; a mark on each says nothing where none is."""
    return any(flow.mode in MODE_SIGNS for flow in result.flows)


def modes_of(result: FlowMap, words: PictureWords) -> str:
    """Return what the letters of modes mean, of those there are, or that no mode is stated."""
    if result.flows and not tells_modes(result):
        return words.say("flows_no_mode")
    there = {flow.mode or "" for flow in result.flows}
    told = [
        f"{sign} {words.value('FlowMode', m).lower()}"
        for m, sign in MODE_SIGNS.items()
        if m in there
    ]
    if there - MODE_SIGNS.keys():
        told.append(words.say("flows_mode_unknown"))
    return ", ".join(told)


def _lines(result: FlowMap, words: PictureWords) -> str:
    """Return what dashes and dots mean, where there are any."""
    told = []
    if any(_asynchronous(flow) and flow.state == "LIVE" for flow in result.flows):
        told.append(words.say("flows_dashed"))
    if any(flow.state != "LIVE" for flow in result.flows):
        told.append(words.say("flows_dotted"))
    return semicolon(words.lang).join(told)


def drawing(result: FlowMap, view: View) -> Drawing:
    """Return the picture."""
    title = title_of(result, picture_words(view.lang))
    return Drawing(title, lambda: _FlowPicture(result, view).drawn().dot())


class _FlowPicture:
    def __init__(self, result: FlowMap, view: View) -> None:
        self._result = result
        self._words = picture_words(view.lang)
        self._p: Palette = THEMES[view.theme]
        self._names = {party.id: party.name for party in result.parties}
        self._boxes = placed(result)
        self._box_of = {p.id: each.identifier for each in self._boxes for p in each.parties}
        self._column = {each.identifier: each.column for each in self._boxes}
        self._crowded = len(self._boxes) > _MOST_LABELLED
        self._not_drawn = 0
        self._others = {each.identifier for each in self._boxes if each.others}

    def drawn(self) -> Graph:
        result, words = self._result, self._words
        notes = _signs(result, words) + notes_of(result, words)
        if self._crowded:
            notes.append(words.say("flows_crowded"))
        if self._others:
            notes.append(words.say("flows_busiest"))
        edges = self._edges()
        if self._not_drawn:
            notes.append(words.number("landscape_hidden", self._not_drawn))
        heading = Heading(title_of(result, words), subtitle_of(result, words), self._keys(), notes)
        drawn = Graph(heading, self._p, rank_gap=0.9 if self._crowded else 0.5)
        drawn.nodes = [self._node(each) for each in self._boxes]
        columns: dict[int, list[str]] = defaultdict(list)
        for each in self._boxes:
            columns[each.column].append(f"party-{each.identifier}")
        drawn.ranks = [columns[column] for column in sorted(columns)]
        drawn.edges = [*self._columns(drawn.ranks), *edges]
        return drawn

    def _keys(self) -> list[Key]:
        """Return the legend, of what is on the picture."""
        words, tones = self._words, self._p.tones
        shown = {(p.state, p.hops > 0) for each in self._boxes for p in each.parties}
        states = {state for state, _ in shown}
        keys = []
        if ("LIVE", False) in shown:
            keys.append(Key("", self._p.header, words.say("flows_focus")))
        if ("LIVE", True) in shown:
            keys.append(Key("", self._p.group, words.say("state_LIVE")))
        if "LATER" in states:
            keys.append(Key("›", tones["soon"], words.say("state_LATER")))
        if "ENDED" in states:
            keys.append(Key("‹", self._p.ghost, words.say("state_ENDED")))
        if self._replaced_here():
            keys.append(Key("→", tones["hue7"], words.say("flows_replaces")))
        return keys

    def _replaced_here(self) -> list[Replacement]:
        focus = set(self._result.focus)
        return [r for r in self._result.replacements if focus & {r.old, r.new}]

    def _columns(self, ranks: list[list[str]]) -> list[Edge]:
        """Return what keeps the columns in their order, unseen."""
        return [
            Edge(f"order-{n}", "", one[0], other[0], self._p.page.fill, style="invis", weight=0)
            for n, (one, other) in enumerate(pairwise(ranks))
        ]

    def _paint(self, party: Party) -> Paint:
        if party.state == "LATER":
            return self._p.tones["soon"]
        if party.state == "ENDED":
            return self._p.ghost
        return self._p.header if party.hops == 0 else self._p.group

    def _node(self, placed: Placed) -> Node:
        words, first = self._words, placed.parties[0]
        shown = placed.parties[:_MOST_NAMED]
        said = [SEPARATOR.join([f"{p.name} ({p.id})", *self._about(p)]) for p in shown]
        left = len(placed.parties) - len(shown)
        more = [words.maps.number("cell", "more", left)] if left else []
        title = SEPARATOR.join(
            [semicolon(words.lang).join(said + more), words.number("hops", first.hops)]
        )
        if len(placed.parties) == 1:
            piece = box(first.name, self._paint(first), below=self._about(first))
        else:
            counted = words.number("parties", len(placed.parties))
            below = [*(p.name for p in shown), *more]
            piece = box(counted, self._paint(first), below=below, bold=False)
        return Node(f"party-{placed.identifier}", title, piece)

    def _about(self, party: Party) -> list[str]:
        """Return what a party is where it is no application, or not live."""
        words = self._words
        kind = words.labels.kind(party.kind, words.lang)
        state = words.say(f"state_{party.state}")
        return [
            *([kind] if party.kind != "Application" else ()),
            *([state] if party.state != "LIVE" else ()),
        ]

    def _edges(self) -> list[Edge]:
        """Return an edge for all flows of one kind from one box to another.

        In a crowded picture all flows between two boxes farther away are one line, both ways, as
        are those with a box of many.
        """
        alike: dict[tuple[str, str, bool, str, bool, str], list[FlowLine]] = defaultdict(list)
        far: dict[tuple[str, str], list[FlowLine]] = defaultdict(list)
        focus = {self._box_of[each] for each in self._result.focus}
        for flow in self._result.flows:
            ends = self._box_of[flow.source], self._box_of[flow.target]
            if ends[0] == ends[1]:
                continue
            if self._others & set(ends) or (self._crowded and not focus & set(ends)):
                far[min(ends), max(ends)].append(flow)
            else:
                alike[(*ends, *_kind(flow))].append(flow)
        edges = [self._edge(*key[:2], flows) for key, flows in sorted(alike.items())]
        drawn = self._drawn(far, focus)
        edges += [self._far(far[ends], bool(focus & {*ends})) for ends in drawn]
        return edges + [self._replaced(each) for each in self._replaced_here()]

    def _drawn(self, far: Mapping[_Ends, Sequence[FlowLine]], focus: set[str]) -> list[_Ends]:
        """Return the lines farther away that are drawn, of very many those of most live flows."""

        def rank(ends: _Ends) -> tuple[bool, int, _Ends]:
            return not focus & {*ends}, -sum(f.state == "LIVE" for f in far[ends]), ends

        most = _MOST_FAR if self._others else len(far)
        self._not_drawn = max(len(far) - most, 0)
        return sorted(sorted(far, key=rank)[:most])

    def _far(self, flows: Sequence[FlowLine], counted: bool) -> Edge:
        """Return the line of all flows between two boxes, away from those asked for or of many."""
        first = min(flows, key=lambda flow: flow.state != "LIVE")
        source, target = self._box_of[first.source], self._box_of[first.target]
        live = first.state == "LIVE"
        dashed = sum(map(_asynchronous, flows)) * 2 > len(flows)
        number = self._words.number("flows", len(flows))
        told = [self._title(flow) for flow in flows[:_MOST_NAMED]]
        return Edge(
            f"flow-{first.flow}",
            " / ".join([number, *told] if len(flows) > len(told) else told),
            f"party-{source}",
            f"party-{target}",
            self._p.quiet,
            note([number], self._p) if counted else None,
            style="dotted" if not live else "dashed" if dashed else "solid",
            tail="normal" if any(self._box_of[f.source] == target for f in flows) else "none",
            width=0.7,
            backwards=self._column[source] > self._column[target],
        )

    def _replaced(self, replaced: Replacement) -> Edge:
        names = {"old": self._names[replaced.old], "new": self._names[replaced.new]}
        old, new = self._box_of[replaced.old], self._box_of[replaced.new]
        return Edge(
            f"replaced-{replaced.old}--{replaced.new}",
            self._words.say("replaced_by", **names),
            f"party-{old}",
            f"party-{new}",
            self._p.tones["hue7"].border,
            width=2,
            head="vee",
            orders=self._column[old] != self._column[new],  # with a way of its own past labels
            backwards=self._column[old] > self._column[new],
        )

    def _edge(self, source: str, target: str, flows: Sequence[FlowLine]) -> Edge:
        first = flows[0]
        names = list(dict.fromkeys(o for flow in flows for o in flow.objects))
        lines = names[:_MOST_OBJECTS]
        if len(names) > _MOST_OBJECTS:
            lines[-1] = f"{lines[-1]} + {len(names) - _MOST_OBJECTS}"
        modes = sorted({MODE_SIGNS.get(flow.mode or "", "?") for flow in flows})
        told = [f"[{', '.join(modes)}]"] if tells_modes(self._result) else []
        told += [f"×{len(flows)}"] if len(flows) > 1 else []
        lines += [" ".join(told)] if told else []
        live = first.state == "LIVE"
        return Edge(
            f"flow-{first.flow}",
            " / ".join(self._title(flow) for flow in flows),
            f"party-{source}",
            f"party-{target}",
            self._p.line if live else self._p.quiet,
            note(lines, self._p) if lines else None,
            style="dotted" if not live else "dashed" if _asynchronous(first) else "solid",
            head=_head(first),
            tail=_tail(first),
            width=1.2,
            backwards=self._column[source] > self._column[target],
        )

    def _title(self, flow: FlowLine) -> str:
        words = self._words
        said = [
            f"{flow.name} ({flow.flow})",
            f"{self._names[flow.source]} → {self._names[flow.target]}",
            ", ".join(flow.objects),
            words.value("FlowMode", flow.mode),
            words.value("Frequency", flow.frequency),
            words.value("Dependency", flow.depends)
            + (f" ({words.say('assumed')})" if flow.depends_assumed else ""),
            "" if flow.state == "LIVE" else words.say(f"state_{flow.state}"),
        ]
        return SEPARATOR.join(part for part in said if part)


def _asynchronous(flow: FlowLine) -> bool:
    return flow.mode in ASYNCHRONOUS


def _kind(flow: FlowLine) -> tuple[bool, str, bool, str]:
    """Return what makes flows look alike."""
    return _asynchronous(flow), flow.depends, flow.depends_assumed, flow.state


def _head(flow: FlowLine) -> str:
    """Return the arrow of the data, with a dot where the target depends on the source."""
    if flow.depends in ("TARGET_ON_SOURCE", "BOTH"):
        return "odotnormal" if flow.depends_assumed else "dotnormal"
    return "normal"


def _tail(flow: FlowLine) -> str:
    return "dot" if flow.depends in ("SOURCE_ON_TARGET", "BOTH") else "none"
