"""Draws the graph of a report: boxes by severity, flows and relations with the rules that fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import Severity
from archrepo.render import impact_words as told
from archrepo.render.impact_graph.bundles import readable
from archrepo.render.impact_graph.graph import graph_of, shown_lines
from archrepo.render.label_text import in_html_label, one_line
from archrepo.render.picture.boxes import note
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.heading import Heading, Key
from archrepo.render.picture.palette import THEMES, Paint
from archrepo.render.picture.scene import FONT, broken, quoted
from archrepo.render.picture.tables import (
    Letters,
    beside,
    blank,
    framed,
    label,
    text,
    text_height,
    upon,
)
from archrepo.render.picture.words import picture_words
from archrepo.render.text_metrics import Room, wrapped
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import colon, semicolon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.paths import Step
    from archrepo.analysis.impact.report import ImpactReport
    from archrepo.render.impact_graph.graph import Edge, Graph, Node
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.tables import Piece
    from archrepo.render.registry import View

_MOST_NAMED, _FEWER_NAMED = 10, 5  # of those struck alike, in one box; where most boxes have many
_MANY_LISTS = 8
_LABEL = 160  # points that what is written on a line may take
_BOX, _PAD, _BADGE = 176, 6, 18
_NAME, _SMALL = 10, 8
_TONES = {
    Severity.BLOCKER: "fatal",
    Severity.CRITICAL: "worst",
    Severity.MAJOR: "poor",
    Severity.MINOR: "step2",
    Severity.INFO: "aside",
}


def drawing(report: ImpactReport, view: View) -> Drawing:
    """Return the graph of a report as a picture."""
    return Drawing(told.title(report, view.lang), lambda: written(report, view))


def written(report: ImpactReport, view: View) -> str:
    """Return the report as DOT: the same bytes for the same report, on every machine."""
    return _Drawing(report, readable(graph_of(report, view)), view).dot()


class _Drawing:
    def __init__(self, report: ImpactReport, graph: Graph, view: View) -> None:
        self._report = report
        self._graph = graph
        self._view = view
        self._palette: Palette = THEMES[view.theme]
        self._numbers = {node: f"n{n}" for n, node in enumerate(graph.nodes, 1)}
        lists = sum(len(node.alike) >= _FEWER_NAMED for node in graph.nodes.values())
        self._most_named = _MOST_NAMED if lists <= _MANY_LISTS else _FEWER_NAMED

    def dot(self) -> str:
        title = told.title(self._report, self._view.lang)
        lines = [f"digraph {quoted(title)} {{"]
        lines += [f"  graph [{name}={value}];" for name, value in self._attributes()]
        lines.append(f'  node [fontname={quoted(FONT)}, margin="0", shape="plain"];')
        lines.append(f'  edge [arrowsize="0.6", fontname={quoted(FONT)}];')
        for node in self._graph.nodes.values():
            drawn = broken(label(self._box(node)))
            lines.append(f"  {self._numbers[node.id]} [label=<{drawn}>];")
        lines += [self._edge(edge) for edge in self._graph.edges.values()]
        return "\n".join(lines) + "\n}\n"

    def _attributes(self) -> Iterator[tuple[str, str]]:
        yield "bgcolor", quoted(self._palette.page.fill)
        yield "charset", '"UTF-8"'
        yield "fontname", quoted(FONT)
        yield "label", f"<{broken(label(self._heading()))}>"
        yield "labeljust", '"l"'
        yield "labelloc", '"t"'
        yield "nodesep", '"0.18"'
        yield "pad", '"0.25"'
        yield "rankdir", '"LR"'
        yield "ranksep", '"0.55"'

    def _heading(self) -> Piece:
        lang = self._view.lang
        keys = [
            Key(
                told.LETTERS[severity],
                self._paint(severity),
                told.severity_word(severity, lang),
            )
            for severity in reversed(Severity)
            if any(line.final is severity for line in shown_lines(self._report, self._view))
        ]
        notes = [
            *self._signs(),
            *told.hidden(self._report, lang),
            *told.remarks(self._report, lang),
        ]
        if not self._view.unfold and (
            folded := [x for x in self._report.lines if x.final is Severity.INFO]
        ):
            notes.append(told.folded(folded, lang, hint=False))
        verdict = told.verdict(self._report, lang)
        heading = Heading(told.title(self._report, lang), verdict, keys, notes)
        width = 780
        return upon(heading.rows(width, self._palette), width)

    def _signs(self) -> Iterator[str]:
        """Yield what lines and codes mean, of those there are."""
        said, edges = told.words(self._view.lang), self._graph.edges.values()
        if any(edge.step.is_flow for edge in edges):
            yield said["graph_flows"]
        if not all(edge.step.is_flow for edge in edges):
            yield said["graph_relations"]
        if any(node.alike for node in self._graph.nodes.values()):
            yield said["graph_alike"]
        if rules := sorted({rule for edge in edges for rule in edge.rules}):
            yield said["graph_rules"].format(rule=rules[0])

    def _paint(self, severity: Severity) -> Paint:
        return self._palette.tones[_TONES[severity]]

    def _box(self, node: Node) -> Piece:
        """Return the box of a node: its letter, its name, what happens to it."""
        severity = node.severity
        paint = self._palette.panel if severity is None else self._paint(severity)
        if node.is_target:
            paint = self._palette.header
        inner = _BOX - 2 * (_PAD + 1)
        room = inner - (_BADGE if severity else 0)
        name = wrapped(one_line(self._name(node)), Room(room, _NAME, bold=True))
        height = text_height(len(name), _NAME) + 2
        head = text(name, Letters(_NAME, paint.text, bold=True), room, height)
        if severity:
            letters = Letters(_NAME + 1, paint.text, bold=True)
            sign = text([told.LETTERS[severity]], letters, _BADGE, text_height(1, _NAME) + 4)
            head = beside([upon([sign], _BADGE, height), head])
        rows = [head, *self._effects(node, paint, inner), *self._alike(node, paint, inner)]
        total = sum(row.height for row in rows) + 2 * (_PAD + 1)
        tags = {"ID": in_html_label(f"node-{node.id}"), "TITLE": in_html_label(self._tip(node))}
        return framed(rows, _BOX, total, paint, tags, _PAD)

    def _effects(self, node: Node, paint: Paint, width: int) -> Iterator[Piece]:
        for line in node.lines:
            words = f"{told.LETTERS[line.final]} {told.effect_word(line.effect, self._view.lang)}"
            shown = wrapped(words, Room(width, _SMALL, most=2))
            yield text(shown, Letters(_SMALL, paint.text), width, text_height(len(shown), _SMALL))

    def _name(self, node: Node) -> str:
        """Return the name of a node; of several alike, how many they are."""
        count, lang = 1 + len(node.alike), self._view.lang
        if count == 1:
            return node.name
        if not node.kind:
            key = "graph_first" if node.is_target else "graph_between"
            return told.words(lang)[key].format(count=count)
        return f"{count} {load_labels().kind(node.kind, lang, plural=True).lower()}"

    def _alike(self, node: Node, paint: Paint, width: int) -> Iterator[Piece]:
        """Yield the names of those in one box."""
        if not node.alike:
            return
        yield blank(width, 4)
        names = sorted([node.name, *(one.name for one in node.alike)], key=name_key)
        shown = names[: self._most_named]
        if left := len(names) - len(shown):
            shown.append(picture_words(self._view.lang).maps.number("cell", "more", left))
        for name in shown:
            lines = wrapped(one_line(name), Room(width, _SMALL, most=2))
            yield text(lines, Letters(_SMALL, paint.text), width, text_height(len(lines), _SMALL))

    def _tip(self, node: Node) -> str:
        lang = self._view.lang
        said = [
            semicolon(lang).join(
                (
                    f"{told.severity_word(line.final, lang)}{colon(lang)}"
                    f"{told.effect_word(line.effect, lang)} ({line.rule})",
                    *told.what_else(line, self._report, lang),
                )
            )
            for line in node.lines
        ]
        names = [f"{one.name} ({one.id})" for one in (node, *node.alike)]
        return " | ".join([", ".join(names), *said])

    def _edge(self, edge: Edge) -> str:
        step = edge.step
        near, far = self._numbers[step.near], self._numbers[step.far]
        rules = ", ".join(sorted(edge.rules))
        shown = [part for part in (self._ways(edge), rules) if part]
        attributes = {
            "label": f"<{broken(label(note(shown, self._palette, most_width=_LABEL)))}>",
            "color": quoted(self._palette.line),
            "style": '"solid"' if step.is_flow else '"dashed"',
            "tooltip": _tooltip(f"{step.near} {self._ways(edge)} {step.far} {rules}"),
        }
        if step.backwards:
            attributes["dir"] = '"back"'
        said = ", ".join(f"{name}={value}" for name, value in attributes.items())
        return f"  {near} -> {far}:w [{said}];"

    def _ways(self, edge: Edge) -> str:
        """Return what it goes over; of several of one sort, how many."""
        if edge.times == 1:
            return self._way(edge.step)
        if edge.step.is_flow:
            return picture_words(self._view.lang).number("flows", edge.times)
        return f"{self._way(edge.step)} ×{edge.times}".strip()

    def _way(self, step: Step) -> str:
        """Return what the step goes over: a flow with what it carries, or a relation."""
        if step.is_flow:
            carried = [self._report.names.get(one, one) for one in step.objects]
            return f"{step.by}{colon(self._view.lang)}{', '.join(carried) or '?'}"
        return load_labels().relation(step.relation, self._view.lang) if step.relation else ""


def _tooltip(said: str) -> str:
    return quoted(" ".join(said.split()))
