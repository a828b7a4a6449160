"""The page for a management board: headline, as-is at the left, target at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.comparison.board_words import (
    about,
    days_of,
    figure_of,
    headline,
    legend_of,
    others_of,
)
from archrepo.render.comparison.words import state
from archrepo.render.label_text import in_html_label, one_line
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.scene import Line, Scene
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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_board import BoardBox, BoardPanel, MapBoard
    from archrepo.analysis.map_result import Cell
    from archrepo.render.registry import View

_WIDTH, _HEIGHT = 924, 504  # a slide of 960 by 540 points without its margins
_HALF = 440
_COLUMNS = 2
_GAP = 8
_TOP = 98
_FOOT = 36
_ROW = 19
_HEAD = 22
_MORE = 15
_MOST_LINES = 3  # of a domain's name
_ROOM = _HEIGHT - _TOP - _FOOT - 8
_LEAST_LETTERS = 9
_BADGE = 16
_FIGURE = 42
_SIGN = 30
_MANY_NAMES = 3


def drawing(result: MapBoard, view: View) -> Drawing:
    """Return the page as a picture, a slide unless another size is asked for."""
    title = headline(result, picture_words(view.lang))
    return Drawing(title, lambda: _Board(result, view).drawn().dot(), size="slide")


class _Board:
    def __init__(self, result: MapBoard, view: View) -> None:
        self._result = result
        self._words = picture_words(view.lang)
        self._lang = view.lang
        self._p = THEMES[view.theme]
        self._tones = {entry.name: self._p.tones[entry.tone] for entry in result.legend}
        self._panels = fitting(result.panels)
        self._column = _column(self._panels)
        self._hidden = result.hidden + len(result.panels) - len(self._panels)

    def drawn(self) -> Scene:
        scene = Scene(_WIDTH, _HEIGHT, self._p, headline(self._result, self._words))
        self._heading(scene)
        columns = shared(self._panels)
        for side, left in ((0, 0), (1, _WIDTH - _HALF)):
            self._side(scene, side, left, columns)
        middle, at = _WIDTH / 2, _TOP + (_HEIGHT - _TOP) / 2 - _FOOT
        points = [(middle - 16, at), (middle + 16, at)]
        scene.draw(Line("to-target", points, self._p.line, width=3))
        self._foot(scene)
        return scene

    def _heading(self, scene: Scene) -> None:
        words, result = self._words, self._result
        title = Letters(18, self._p.page.text, bold=True)
        lines = wrapped(headline(result, words), Room(_WIDTH, 18, bold=True, most=2))
        scene.place(text(lines, title, _WIDTH, text_height(len(lines), 18) + 2), 0, 0)
        if result.headline.uncovered:
            said = words.say("board_names", names=self._gaps())
            quiet = Letters(10, self._p.alarm)
            shown = wrapped(said, Room(_WIDTH, 10, most=1))
            scene.place(
                text(shown, quiet, _WIDTH, 14),
                0,
                (text_height(len(lines), 18) + text_height(2, 18)) // 2 + 4,
            )
        self._side_names(scene)

    def _side_names(self, scene: Scene) -> None:
        for left, key, side in (
            (0, "board_as_is", self._result.before),
            (_WIDTH - _HALF, "board_target", self._result.after),
        ):
            name = self._words.say(key)
            width = round(text_width(name, 14, bold=True)) + 8
            scene.place(
                text([name], Letters(14, self._p.page.text, bold=True), width, 20, valign="MIDDLE"),
                left,
                _TOP - 30,
            )
            room = _HALF - width
            said = wrapped(state(side, self._lang), Room(room, 10, most=1))
            quiet = Letters(10, self._p.quiet)
            scene.place(text(said, quiet, room, 20, valign="MIDDLE"), left + width, _TOP - 30)

    def _gaps(self) -> str:
        """Return the names of scopes without coverage, with their days."""
        gaps = self._result.headline.uncovered
        told = [f"{one_line(gap.name)} ({days_of(gap, self._words)})" for gap in gaps[:_MANY_NAMES]]
        more = len(gaps) - len(told)
        return ", ".join(told) + (f" + {more}" if more else "")

    def _side(
        self, scene: Scene, side: int, left: int, columns: Sequence[Sequence[BoardPanel]]
    ) -> None:
        spare = max(_ROOM - highest(columns), 0) / (len(max(columns, key=len)) or 1)
        for number, column in enumerate(columns):
            top = float(_TOP)
            for panel in column:
                drawn = self._panel(panel, side)
                scene.place(drawn, left + number * (self._column + _GAP), top)
                top += drawn.height + _GAP + min(spare, _GAP * 2)

    def _panel(self, panel: BoardPanel, side: int) -> Piece:
        inner = self._column - 2
        head = self._row(panel.domain, side, inner, _head(panel, self._column), 11, bold=True)
        rows = [tagged(head, self._tags(panel.domain, side), self._p.header.fill)]
        rows += [
            tagged(self._row(box, side, inner, _ROW, _LEAST_LETTERS), self._tags(box, side))
            for box in panel.boxes
        ]
        if panel.others:
            said = others_of(panel, self._words)
            letters = Letters(_LEAST_LETTERS, self._p.quiet, italic=True)
            shown = wrapped(said, Room(inner - 8, _LEAST_LETTERS, most=1))
            rows.append(inset(text(shown, letters, inner - 8, _MORE, valign="MIDDLE"), 4))
        return framed(rows, self._column, _height(panel, self._column), self._p.panel, {})

    def _row(
        self, box: BoardBox, side: int, width: int, height: int, size: int, bold: bool = False
    ) -> Piece:
        cell = box.after if side else box.before
        leaves = box.after_leaves if side else box.before_leaves
        color = self._p.header.text if bold else self._p.panel.text
        changes = bool(side and box.changed and not bold)
        room = width - _BADGE - _FIGURE - 8 - (_SIGN if changes else 0)
        name = wrapped(
            one_line(box.name), Room(room, size, bold=bold, most=_MOST_LINES if bold else 1)
        )
        told = figure_of(self._result, self._words, cell, leaves)
        figure = Letters(_LEAST_LETTERS, color, bold)
        return beside(
            [
                self._badge(cell, height),
                blank(4, height),
                text(name, Letters(size, color, bold), room, height, valign="MIDDLE"),
                self._change(box.changed, height) if changes else blank(0, height),
                text([told], figure, _FIGURE, height, "RIGHT", None, "MIDDLE"),
                blank(4, height),
            ]
        )

    def _change(self, leaves: int, height: int) -> Piece:
        """Return how many leaves of a group change."""
        paint = self._p.tones["turned"]
        letters = Letters(_LEAST_LETTERS, paint.text, bold=True)
        sign = text(
            [f"± {leaves}"], letters, _SIGN, height - 4, "CENTER", paint.fill, valign="MIDDLE"
        )
        return upon([blank(_SIGN, 2), sign, blank(_SIGN, 2)], _SIGN, height)

    def _badge(self, cell: Cell | None, height: int) -> Piece:
        if cell is None:
            return blank(_BADGE, height)
        paint = self._tones[cell.name]
        letters = Letters(_LEAST_LETTERS, paint.text, bold=True)
        sign = text(
            [cell.letter], letters, _BADGE, height - 4, "CENTER", paint.fill, valign="MIDDLE"
        )
        return upon([blank(_BADGE, 2), sign, blank(_BADGE, 2)], _BADGE, height)

    def _tags(self, box: BoardBox, side: int) -> dict[str, str]:
        cell = box.after if side else box.before
        leaves = box.after_leaves if side else box.before_leaves
        figure = figure_of(self._result, self._words, cell, leaves)
        said = [f"{box.name} ({box.id})", cell.letter if cell else "–", figure]
        title = SEPARATOR.join(part for part in said if part)
        where = "after" if side else "before"
        return {"ID": in_html_label(f"{where}-{box.id}"), "TITLE": in_html_label(title)}

    def _foot(self, scene: Scene) -> None:
        self._about(scene)
        legend, top = 0.0, _HEIGHT - 16
        for entry in legend_of(self._result, self._panels):
            paint = self._p.tones[entry.tone]
            sign = text(
                [entry.letter], Letters(9, paint.text, True), 14, 12, "CENTER", None, "MIDDLE"
            )
            said = self._words.maps.legend_label(self._result.heat, entry)
            width = round(text_width(said, 9)) + 12
            scene.place(framed([sign], 16, 14, paint, {}), legend, top)
            quiet = Letters(9, self._p.page.text)
            scene.place(text([said], quiet, width, 14, valign="MIDDLE"), legend + 20, top)
            legend += 20 + width
        self._source(scene, round(legend), top)

    def _source(self, scene: Scene, legend: int, top: int) -> None:
        """Say at the right where it is from; signs above it where the legend leaves no room."""
        words = self._words
        signs = [words.number("board_hidden", self._hidden)] if self._hidden else []
        signs += [words.say("board_signs")] if self._result.headline.changed else []
        source = words.say("board_source", source=one_line(self._result.source))
        told = SEPARATOR.join([*signs, source])
        if text_width(told, 9) > _WIDTH - legend - 10:
            taken = round(text_width(about(self._result, words), 9))
            self._at_right(scene, SEPARATOR.join(signs), taken, _HEIGHT - _FOOT, 12)
            told = source
        self._at_right(scene, told, legend, top, 14)

    def _at_right(self, scene: Scene, said: str, taken: int, top: int, height: int) -> None:
        room = max(_WIDTH - taken - 10, 60)
        shown = wrapped(said, Room(room, 9, most=1))
        quiet = Letters(9, self._p.quiet)
        drawn = text(shown, quiet, room, height, "RIGHT", None, "MIDDLE")
        scene.place(drawn, _WIDTH - room, top)

    def _about(self, scene: Scene) -> None:
        """Say what colours and figures show: the headline stands where a title would."""
        shown = wrapped(about(self._result, self._words), Room(_WIDTH, 9, most=1))
        quiet = Letters(9, self._p.quiet)
        scene.place(text(shown, quiet, _WIDTH, 12, valign="MIDDLE"), 0, _HEIGHT - _FOOT)


def fitting(panels: Sequence[BoardPanel]) -> list[BoardPanel]:
    """Return domains with as many groups as the page has room for, those that change least out."""
    kept = list(panels)
    while highest(shared(kept)) > _ROOM:
        fullest = max(range(len(kept)), key=lambda n: (len(kept[n].boxes), n))
        panel = kept[fullest]
        if not panel.boxes:
            kept.remove(min(kept, key=lambda each: each.domain.changed))
            continue
        least = min(reversed(panel.boxes), key=lambda box: box.changed)
        boxes = tuple(box for box in panel.boxes if box is not least)
        kept[fullest] = panel.model_copy(
            update={
                "boxes": boxes,
                "others": panel.others + 1,
                "others_changed": panel.others_changed + (least.changed > 0),
            }
        )
    return kept


def shared(panels: Sequence[BoardPanel]) -> list[list[BoardPanel]]:
    """Return the panels in columns of about the same height, in their order."""
    heights = [_height(panel, _column(panels)) + _GAP for panel in panels]
    first: list[BoardPanel] = []
    taken, half = 0, sum(heights) / _COLUMNS
    for panel, height in zip(panels, heights, strict=True):
        if first and taken + height / 2 > half:
            break
        first.append(panel)
        taken += height
    return [first, list(panels[len(first) :])]


def highest(columns: Sequence[Sequence[BoardPanel]]) -> int:
    """Return how high the highest column is."""
    width = _column([panel for column in columns for panel in column])
    return max(sum(_height(panel, width) + _GAP for panel in column) for column in columns)


def _column(panels: Sequence[BoardPanel]) -> int:
    """Return how wide a column is: one domain has all the room."""
    return (_HALF - _GAP) // _COLUMNS if len(panels) > 1 else _HALF


def _head(panel: BoardPanel, width: int) -> int:
    """Return the height of a domain's name, in one line or more; the same on both sides."""
    room = width - 2 - _BADGE - _FIGURE - 8
    lines = wrapped(one_line(panel.domain.name), Room(room, 11, bold=True, most=_MOST_LINES))
    return _HEAD if len(lines) == 1 else text_height(len(lines), 11) + 6


def _height(panel: BoardPanel, width: int) -> int:
    return 2 + _head(panel, width) + _ROW * len(panel.boxes) + (_MORE if panel.others else 0)
