"""The page for a management board: headline, as-is at the left, target at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.comparison.board_layout import (
    BADGE,
    FOOT,
    GAP,
    HALF,
    HEIGHT,
    LEAST_LETTERS,
    MORE,
    ROOM,
    TOP,
    WIDTH,
    Name,
    column_of,
    fitting,
    highest,
    shared,
)
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
from archrepo.resources.typography import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_board import BoardBox, BoardPanel, MapBoard
    from archrepo.analysis.map_result import Cell
    from archrepo.render.registry import View

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
        self._column = column_of(self._panels)
        self._hidden = result.hidden + len(result.panels) - len(self._panels)

    def drawn(self) -> Scene:
        scene = Scene(WIDTH, HEIGHT, self._p, headline(self._result, self._words))
        self._heading(scene)
        columns = shared(self._panels)
        for side, left in ((0, 0), (1, WIDTH - HALF)):
            self._side(scene, side, left, columns)
        middle, at = WIDTH / 2, TOP + (HEIGHT - TOP) / 2 - FOOT
        points = [(middle - 16, at), (middle + 16, at)]
        scene.draw(Line("to-target", points, self._p.line, width=3))
        self._foot(scene)
        return scene

    def _heading(self, scene: Scene) -> None:
        words, result = self._words, self._result
        title = Letters(18, self._p.page.text, bold=True)
        lines = wrapped(headline(result, words), Room(WIDTH, 18, bold=True, most=2))
        scene.place(text(lines, title, WIDTH, text_height(len(lines), 18) + 2), 0, 0)
        if result.headline.uncovered:
            said = words.say("board_names", names=self._gaps())
            quiet = Letters(10, self._p.alarm)
            shown = wrapped(said, Room(WIDTH, 10, most=1))
            scene.place(
                text(shown, quiet, WIDTH, 14),
                0,
                (text_height(len(lines), 18) + text_height(2, 18)) // 2 + 4,
            )
        self._side_names(scene)

    def _side_names(self, scene: Scene) -> None:
        for left, key, side in (
            (0, "board_as_is", self._result.before),
            (WIDTH - HALF, "board_target", self._result.after),
        ):
            name = self._words.say(key)
            width = round(text_width(name, 14, bold=True)) + 8
            scene.place(
                text([name], Letters(14, self._p.page.text, bold=True), width, 20, valign="MIDDLE"),
                left,
                TOP - 30,
            )
            room = HALF - width
            said = wrapped(state(side, self._lang), Room(room, 10, most=1))
            quiet = Letters(10, self._p.quiet)
            scene.place(text(said, quiet, room, 20, valign="MIDDLE"), left + width, TOP - 30)

    def _gaps(self) -> str:
        """Return the names of scopes without coverage, with their days."""
        gaps = self._result.headline.uncovered
        told = [f"{one_line(gap.name)} ({days_of(gap, self._words)})" for gap in gaps[:_MANY_NAMES]]
        more = len(gaps) - len(told)
        return ", ".join(told) + (f" + {more}" if more else "")

    def _side(
        self, scene: Scene, side: int, left: int, columns: Sequence[Sequence[BoardPanel]]
    ) -> None:
        spare = max(ROOM - highest(columns), 0) / (len(max(columns, key=len)) or 1)
        for number, column in enumerate(columns):
            top = float(TOP)
            for panel in column:
                drawn = self._panel(panel, side)
                scene.place(drawn, left + number * (self._column.width + GAP), top)
                top += drawn.height + GAP + min(spare, GAP * 2)

    def _panel(self, panel: BoardPanel, side: int) -> Piece:
        inner = self._column.width - 2
        head = self._row(panel.domain, side, self._column.domain(panel.domain))
        rows = [tagged(head, self._tags(panel.domain, side), self._p.header.fill)]
        for box in panel.boxes:
            row = self._row(box, side, self._column.group(box))
            rows.append(tagged(row, self._tags(box, side)))
        if panel.others:
            said = others_of(panel, self._words)
            letters = Letters(LEAST_LETTERS, self._p.quiet, italic=True)
            shown = wrapped(said, Room(inner - 8, LEAST_LETTERS, most=1))
            rows.append(inset(text(shown, letters, inner - 8, MORE, valign="MIDDLE"), 4))
        width, height = self._column.width, self._column.height(panel)
        return framed(rows, width, height, self._p.panel, {})

    def _row(self, box: BoardBox, side: int, name: Name) -> Piece:
        cell = box.after if side else box.before
        leaves = box.after_leaves if side else box.before_leaves
        color = self._p.header.text if name.bold else self._p.panel.text
        letters, height = Letters(name.size, color, name.bold), name.height
        told = figure_of(self._result, self._words, cell, leaves)
        figure = Letters(LEAST_LETTERS, color, name.bold)
        return beside(
            [
                self._badge(cell, height),
                blank(4, height),
                text(name.lines, letters, name.room, height, valign="MIDDLE"),
                self._change(box.changed if side else 0, name.sign, height),
                text([told], figure, self._column.figure, height, "RIGHT", None, "MIDDLE"),
                blank(4, height),
            ]
        )

    def _change(self, leaves: int, width: int, height: int) -> Piece:
        """Return how many leaves of a group change, where there is room for it."""
        if not (leaves and width):
            return blank(width, height)
        paint = self._p.tones["turned"]
        letters = Letters(LEAST_LETTERS, paint.text, bold=True)
        told = f"± {number_text(leaves, self._lang)}"
        sign = text([told], letters, width, height - 4, "CENTER", paint.fill, valign="MIDDLE")
        return upon([blank(width, 2), sign, blank(width, 2)], width, height)

    def _badge(self, cell: Cell | None, height: int) -> Piece:
        if cell is None:
            return blank(BADGE, height)
        paint = self._tones[cell.name]
        letters = Letters(LEAST_LETTERS, paint.text, bold=True)
        sign = text(
            [cell.letter], letters, BADGE, height - 4, "CENTER", paint.fill, valign="MIDDLE"
        )
        return upon([blank(BADGE, 2), sign, blank(BADGE, 2)], BADGE, height)

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
        legend, top = 0.0, HEIGHT - 16
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
        if text_width(told, 9) > WIDTH - legend - 10:
            taken = round(text_width(about(self._result, words), 9))
            self._at_right(scene, SEPARATOR.join(signs), taken, HEIGHT - FOOT, 12)
            told = source
        self._at_right(scene, told, legend, top, 14)

    def _at_right(self, scene: Scene, said: str, taken: int, top: int, height: int) -> None:
        room = max(WIDTH - taken - 10, 60)
        shown = wrapped(said, Room(room, 9, most=1))
        quiet = Letters(9, self._p.quiet)
        drawn = text(shown, quiet, room, height, "RIGHT", None, "MIDDLE")
        scene.place(drawn, WIDTH - room, top)

    def _about(self, scene: Scene) -> None:
        """Say what colours and figures show: the headline stands where a title would."""
        shown = wrapped(about(self._result, self._words), Room(WIDTH, 9, most=1))
        quiet = Letters(9, self._p.quiet)
        scene.place(text(shown, quiet, WIDTH, 12, valign="MIDDLE"), 0, HEIGHT - FOOT)
