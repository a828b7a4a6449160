"""The page for a management board: headline, as-is at the left, target at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.notes import leaves_note
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
from archrepo.render.terminal_text import broken, columns_of, flowed, padded
from archrepo.render.text_metrics import Room, text_width, wrapped
from archrepo.resources.typography import colon, number_text, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.map_board import BoardBox, BoardPanel, MapBoard, Uncovered
    from archrepo.analysis.map_result import Cell, LegendEntry
    from archrepo.render.picture.words import PictureWords
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


def headline(result: MapBoard, words: PictureWords) -> str:
    """Return what to say of the two states in one sentence."""
    said = result.headline
    total = number_text(said.scopes, words.lang)
    parts = [words.number("board_changed", said.changed).replace("{total}", total)]
    closing = [u for u in said.uncovered if u.until is not None]
    if closing:
        last = max(u.until for u in closing if u.until is not None)
        parts.append(words.number("board_gap", len(closing)).replace("{date}", words.date(last)))
    lasting = len(said.uncovered) - len(closing)
    if lasting:
        parts.append(words.number("board_lost", lasting))
    if said.run_cost_before and said.run_cost_after is not None:
        share = round(100 * (said.run_cost_after / said.run_cost_before - 1))
        sign = "+" if share > 0 else "−" if share < 0 else "±"
        parts.append(words.say("board_cost", change=sign + percent(abs(share), words.lang)))
    return words.say("and").join(parts)


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
        told = [f"{one_line(gap.name)} ({_days(gap, self._words)})" for gap in gaps[:_MANY_NAMES]]
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
            said = _others(panel, self._words)
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
        told = _figure(self._result, self._words, cell, leaves)
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
        figure = _figure(self._result, self._words, cell, leaves)
        said = [f"{box.name} ({box.id})", cell.letter if cell else "–", figure]
        title = SEPARATOR.join(part for part in said if part)
        where = "after" if side else "before"
        return {"ID": in_html_label(f"{where}-{box.id}"), "TITLE": in_html_label(title)}

    def _foot(self, scene: Scene) -> None:
        self._about(scene)
        legend, top = 0.0, _HEIGHT - 16
        for entry in _legend(self._result, self._panels):
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
        source = self._words.say("board_source", source=one_line(self._result.source))
        if self._hidden:
            source = self._words.number("board_hidden", self._hidden) + " · " + source
        room = max(_WIDTH - round(legend) - 10, 60)
        shown = wrapped(source, Room(room, 9, most=1))
        quiet = Letters(9, self._p.quiet)
        scene.place(text(shown, quiet, room, 14, "RIGHT", None, "MIDDLE"), _WIDTH - room, top)

    def _about(self, scene: Scene) -> None:
        """Say what colours and figures show: the headline stands where a title would."""
        shown = wrapped(_about(self._result, self._words), Room(_WIDTH, 9, most=1))
        quiet = Letters(9, self._p.quiet)
        scene.place(text(shown, quiet, _WIDTH, 12, valign="MIDDLE"), 0, _HEIGHT - _FOOT)


def _about(result: MapBoard, words: PictureWords) -> str:
    """Return what colours and figures show."""
    figures = leaves_note(result.heat, _legend(result, result.panels), words.maps)
    return f"{words.maps.heat_title(result.heat)} · {figures}"


def _legend(result: MapBoard, panels: Sequence[BoardPanel]) -> list[LegendEntry]:
    """Return the classes that stand on the page, on either side."""
    boxes = [box for panel in panels for box in (panel.domain, *panel.boxes)]
    names = {cell.name for box in boxes for cell in (box.before, box.after) if cell}
    return [entry for entry in result.legend if entry.name in names]


def _days(gap: Uncovered, words: PictureWords) -> str:
    """Return from when to when a scope is uncovered."""
    start = words.date(gap.start)
    if gap.until is None:
        return words.say("board_from", start=start)
    return words.say("board_between", start=start, end=words.date(gap.until))


def _figure(
    result: MapBoard, words: PictureWords, cell: Cell | None, leaves: tuple[int, int]
) -> str:
    """Return the figure of a box: a sum under heats that have one, else how many leaves do well."""
    if "k/n" not in _about(result, words):
        return words.maps.figure(cell.figure) if cell else ""
    good, total = leaves
    return f"{good}/{total}" if total else ""


def _others(panel: BoardPanel, words: PictureWords) -> str:
    """Return how many groups of a domain are not shown, and whether they change."""
    if panel.others_changed:
        said = words.number("board_left", panel.others)
        return said.replace("{changed}", str(panel.others_changed))
    return words.number("board_others" if panel.boxes else "board_same", panel.others)


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
                "others_changed": panel.others_changed + 1,
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


def render_text(result: MapBoard, view: View) -> str:
    """Return the page as lines for the terminal."""
    return "\n".join(_lines(result, view)) + "\n"


def _lines(result: MapBoard, view: View) -> Iterator[str]:
    words, width = picture_words(view.lang), max(view.width or 80, 40)
    yield from broken(headline(result, words), width)
    dates = f"{state(result.before, view.lang)} → {state(result.after, view.lang)}"
    yield from broken(dates, width)
    for gap in result.headline.uncovered:
        told = f"! {one_line(gap.name)}{colon(view.lang)}{_days(gap, words)}"
        yield from broken(told, width)
    yield from broken(_about(result, words), width)
    legend = (
        f"{e.letter} {words.maps.legend_label(result.heat, e)}"
        for e in _legend(result, result.panels)
    )
    source = words.say("board_source", source=one_line(result.source))
    yield from flowed([*legend, source], width)
    for panel in result.panels:
        yield ""
        yield _line(result, words, panel.domain, "", width)
        yield from (_line(result, words, box, "  ", width) for box in panel.boxes)
        if panel.others:
            yield "  " + _others(panel, words)
    if result.hidden:
        yield from ("", words.number("board_hidden", result.hidden))


def _line(result: MapBoard, words: PictureWords, box: BoardBox, indent: str, width: int) -> str:
    sides = [
        f"{cell.letter if cell else ' '} {_figure(result, words, cell, leaves):>7}"
        for cell, leaves in (
            (box.before, box.before_leaves),
            (box.after, box.after_leaves),
        )
    ]
    told = " → ".join(sides) + f" {f'± {box.changed}' if indent and box.changed else '':>5}"
    room = width - columns_of(told) - len(indent) - 1
    name = broken(one_line(box.name), room)[0]
    return f"{indent}{padded(name, room)} {told}"
