"""Draws the boxes of a laid out map as table cells."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from archrepo.render.capability_map import frames as f
from archrepo.render.capability_map.notes import has_own_figures
from archrepo.render.label_text import in_html_label
from archrepo.render.picture.tables import (
    Letters,
    Piece,
    beside,
    blank,
    framed,
    inset,
    midway,
    tagged,
    text,
    text_height,
    upon,
)
from archrepo.render.text_metrics import text_width

if TYPE_CHECKING:
    from archrepo.analysis.map_result import Box, CapabilityMap, Cell, Chip
    from archrepo.render.capability_map.words import Words
    from archrepo.render.picture.palette import Paint, Palette

ABSENT = {"LATER": "›", "ENDED": "‹"}
COMPUTED = "~"
SOME_SEGMENTS = "*"
_SMALL = 7


class MapDrawing:
    """Draws the frames of one map."""

    def __init__(
        self,
        result: CapabilityMap,
        words: Words,
        palette: Palette,
        prefix: str = "",
        sizes: f.Sizes = f.USUAL,
    ) -> None:
        self._z = sizes
        self._prefix = prefix
        self._result = result
        self._p = palette
        self._heat = result.heat
        self._words = words
        self._counts = not has_own_figures(result)
        self._classes = [entry.name for entry in result.legend]
        self._tones = {entry.name: self._p.tones[entry.tone] for entry in result.legend}

    def panel(self, frame: f.Frame) -> Piece:
        """Return the panel of a domain, or of what stands at the top in its place."""
        if frame.box.is_empty:
            return self._empty(frame)
        box, inner = frame.box, frame.width - 2 * f.BORDER
        width = inner - 2 * self._z.panel_pad
        head = self._p.header if box.present else self._p.ghost
        name = self._name_row(frame, width, self._z.domain, head)
        rows = [tagged(inset(name, self._z.panel_pad), {}, head.fill)]
        rows += [self._bar(box, inner), blank(inner, self._z.panel_pad)]
        rows.append(inset(self._body(frame, width), self._z.panel_pad))
        paint = self._p.panel if box.present else self._p.ghost
        return framed(rows, frame.width, frame.height, paint, self._tags(box))

    def _empty(self, frame: f.Frame) -> Piece:
        """Return the box of a domain with nothing in it: no more than its name."""
        box, inner = frame.box, frame.width - 2 * (f.BORDER + self._z.card_pad)
        paint = self._p.tones["aside"] if box.present else self._p.ghost
        name = text(frame.lines, Letters(self._z.name, paint.text), inner, frame.header)
        return framed([name], frame.width, frame.height, paint, self._tags(box), self._z.card_pad)

    def _group(self, frame: f.Frame) -> Piece:
        """Return the box of a scope, or of a domain in a domain, that has scopes in it."""
        box, inner = frame.box, frame.width - 2 * (f.BORDER + self._z.group_pad)
        paint = self._p.group if box.present else self._p.ghost
        rows = [self._name_row(frame, inner, self._z.group, paint)]
        rows += [self._bar(box, inner), blank(inner, self._z.group_pad), self._body(frame, inner)]
        tags = self._tags(box)
        return framed(rows, frame.width, frame.height, paint, tags, self._z.group_pad)

    def _name_row(self, frame: f.Frame, width: int, size: int, paint: Paint) -> Piece:
        """Return letter and name of a parent, and how many of its leaves do well."""
        box, one = frame.box, text_height(1, size)
        top = size == self._z.domain
        above = 5 if top else 0
        height = frame.header - f.BAR - (self._z.panel_pad if top else self._z.group_pad)
        below = height - above
        judged = bool(box.leaves and box.leaves.by_class)
        badge = blank(f.badge_width(size), below)
        if box.present and (judged or box.chips):
            sign = self._badge(box.cell, badge.width, one, size - 1)
            badge = upon([sign], badge.width, below)
        said = self._summary(box) if box.present else ""
        said = said if width >= f.NARROW else said.split(" ")[0]
        room = f.proportion_width(box, size, width)
        letters, small = (
            Letters(size, paint.text, bold=True),
            Letters(max(size - 2, _SMALL), paint.text),
        )
        name_width = width - badge.width - f.GAP
        first, *others = frame.lines
        figure = text([said], small, room, one, "RIGHT", valign="MIDDLE")
        if all(text_width(line, size, bold=True) <= name_width - room for line in others):
            name = text(frame.lines, letters, name_width - room, below)
            told = beside([name, upon([figure], room, below)])
        else:  # they reach below the figure
            left = text_height(len(frame.lines), size) - one
            above_all = beside([text([first], letters, name_width - room, one), figure])
            told = upon([above_all, text(others, letters, name_width, left)], name_width, below)
        return upon([blank(width, above), beside([badge, blank(f.GAP, below), told])], width)

    def _summary(self, box: Box) -> str:
        """Return the figure of a parent: a sum where the heat has one, else how many do well."""
        if box.cell.figure and box.leaves is not None and box.cell.value is not None:
            return self._words.figure(box.cell.figure)
        return self._words.proportion(box.leaves)

    def _figure(self, box: Box) -> str:
        """Return what stands in the corner of a card."""
        if not box.present:
            return ""
        told = self._words.figure(box.cell.figure) or (COMPUTED if box.cell.computed else "")
        if box.leaves is not None and box.cell.value is None and not (box.derived and told):
            return self._words.share(box.leaves)
        return told or (str(box.hidden) if box.hidden and self._counts else "")

    def _bar(self, box: Box, width: int) -> Piece:
        """Return a bar divided as the leaves are among the classes, the best first."""
        leaves = box.leaves
        if leaves is None or not leaves.by_class or not box.present:
            return blank(width, f.BAR, self._p.track)
        total = sum(leaves.by_class.values())
        parts, before, drawn = [], 0, 0
        for name in self._classes:
            before += leaves.by_class.get(name, 0)
            upto = width * before // total
            if upto > drawn:
                paint = self._tones[name]
                parts.append(
                    blank(upto - drawn, f.BAR, paint.border if paint.hollow else paint.fill)
                )
            drawn = upto
        return beside(parts)

    def _body(self, frame: f.Frame, width: int) -> Piece:
        """Return what stands in a parent: its own applications, then its scopes, row by row."""
        rows: list[Piece] = []
        for chips in frame.chips:
            rows += [self._chips(chips, frame.box), blank(1, 1)]
        if frame.chips and frame.parts:
            rows.append(blank(1, f.GAP))
        for position, part in enumerate(frame.parts):
            rows += [blank(1, f.GAP)] if position else []
            rows.append(self._columns(part))
        return upon(rows or [blank(width, 1)], width)

    def _columns(self, columns: list[list[f.Frame]]) -> Piece:
        """Return columns of boxes side by side, made equally high."""
        drawn: list[Piece] = []
        for column in columns:
            boxes: list[Piece] = []
            for frame in column:
                boxes += [blank(1, f.GAP)] if boxes else []
                boxes.append(self._box(frame))
            drawn.append(upon(boxes, column[0].width))
        highest = max(piece.height for piece in drawn)
        return _spaced([upon([piece], piece.width, highest) for piece in drawn])

    def _box(self, frame: f.Frame) -> Piece:
        """Return a box in a panel."""
        return self._card(frame) if frame.is_card else self._group(frame)

    def _card(self, frame: f.Frame) -> Piece:
        """Return the box of a leaf, or of a parent whose scopes are folded."""
        box, inner = frame.box, frame.width - 2 * (f.BORDER + self._z.card_pad)
        paint = self._tones[box.cell.name] if box.present else self._p.ghost
        if box.folded and box.present:
            paint = self._p.folded
        rows = [self._card_name(frame, inner, paint)]
        if box.folded:
            said = self._words.number("cell", "folded", box.folded)
            rows += [self._remark(said, inner, paint), blank(1, 1), self._bar(box, inner)]
        for position, chips in enumerate(frame.chips):
            figure = self._figure(box) if position == frame.figure_row else ""
            rows += [blank(1, 1), self._chips(chips, box, figure, paint)]
        tags = self._tags(box)
        return framed(rows, frame.width, frame.height, paint, tags, self._z.card_pad)

    def _remark(self, said: str, width: int, paint: Paint) -> Piece:
        height = text_height(1, self._z.chip)
        letters = Letters(self._z.chip, paint.text, italic=True)
        room = width - self._z.letter
        return beside([blank(self._z.letter, height), text([said], letters, room, height)])

    def _card_name(self, frame: f.Frame, width: int, paint: Paint) -> Piece:
        """Return letter, name and, at the end of its last line, the figure."""
        box, height = frame.box, frame.header
        bold = Letters(self._z.name, paint.text, bold=True)
        one = text_height(1, self._z.name)
        if box.folded and box.present:
            badge = self._badge(box.cell, self._z.letter - 2, one, self._z.name - 1)
            letter = upon([badge], self._z.letter, height)
        else:
            letter = text([box.cell.letter if box.present else ""], bold, self._z.letter, height)
        plain, room = Letters(self._z.name, paint.text), width - self._z.letter
        *upper, last = frame.lines
        figure = self._figure(box) if frame.figure_row is None else ""
        taken = self._room_of(figure, box)
        told = text([last], plain, room - taken, one)
        if figure:
            quiet = Letters(_SMALL, paint.text)
            told = beside([told, text([figure], quiet, taken, one, "RIGHT", valign="MIDDLE")])
        above = [text(upper, plain, room, height - one)] if upper else []
        return beside([letter, upon([*above, told], room, height)])

    def _chips(
        self, row: list[f.ChipFrame], box: Box, figure: str = "", paint: Paint | None = None
    ) -> Piece:
        """Return applications side by side, a figure at the end if there is one."""
        paint = paint or self._p.chip
        height, last = row[0].height, row[-1]
        spaced: list[Piece] = []
        for chip in row:
            spaced += [blank(f.CHIP_GAP, height)] if spaced else []
            taken = self._room_of(figure, box) if chip is last else 0
            spaced.append(self._chip(chip, box, chip.width - taken, height))
        if figure:
            letters = Letters(_SMALL, paint.text)
            spaced.append(text([figure], letters, self._room_of(figure, box), height, "RIGHT"))
        return beside(spaced)

    def _room_of(self, figure: str, box: Box) -> int:
        """Return how wide a figure is drawn; a long one takes more than was kept for it."""
        if not figure:
            return 0
        return max(math.ceil(text_width(figure, _SMALL)), f.figure_width(box, self._z))

    def _chip(self, framed_chip: f.ChipFrame, box: Box, width: int, height: int) -> Piece:
        """Return an application: its class, its name, its level."""
        chip = framed_chip.chip
        if chip is None:
            said = self._words.number("cell", "more", framed_chip.more)
            letters = Letters(self._z.chip, self._p.chip.text, italic=True)
            more = text([said], letters, width - 2 * f.CHIP_PAD, height, valign="MIDDLE")
            return tagged(inset(more, f.CHIP_PAD), {}, self._p.chip.fill)
        paint = self._p.ghost if chip.absent or not box.present else self._p.chip
        room = width - self._z.sign - f.CHIP_PAD - self._z.level
        name = text(framed_chip.lines, Letters(self._z.chip, paint.text), room, height)
        level = "" if self._heat == "coverage" else chip.level_letter
        level += SOME_SEGMENTS if chip.segments else ""
        told = text([level], Letters(_SMALL, paint.text), self._z.level, height, "CENTER")
        cells = [*self._sign(chip, height, paint), blank(f.CHIP_PAD, height), name, told]
        tip = self._words.chip_tip(chip, self._result)
        tags = {
            "ID": in_html_label(f"{self._prefix}chip-{box.place}--{chip.application}"),
            "TITLE": in_html_label(tip),
        }
        return tagged(beside(cells), tags, paint.fill)

    def _sign(self, chip: Chip, height: int, paint: Paint) -> list[Piece]:
        """Return the class of an application on its day, or that it is not there."""
        if chip.absent:
            quiet = Letters(_SMALL, paint.text)
            return [text([ABSENT[chip.absent]], quiet, self._z.sign, height, "CENTER")]
        if not chip.cell.letter:
            return [blank(self._z.sign, height)]
        badge = self._badge(chip.cell, self._z.sign - 1, height - 2, _SMALL)
        return [blank(1, height), midway(badge, height)]

    def _badge(self, cell: Cell, width: int, height: int, size: int) -> Piece:
        """Return a letter on the colour of its class."""
        paint = self._tones[cell.name]
        sign = (COMPUTED if cell.computed else "") + cell.letter
        letters = Letters(size, paint.text, bold=True)
        return text([sign], letters, width, height, "CENTER", paint.fill, valign="MIDDLE")

    def _tags(self, box: Box) -> dict[str, str]:
        tip = self._words.box_tip(box, self._result)
        return {"ID": in_html_label(f"{self._prefix}box-{box.place}"), "TITLE": in_html_label(tip)}


def _spaced(pieces: list[Piece]) -> Piece:
    """Return cells side by side with gaps between them."""
    height = max(piece.height for piece in pieces)
    spaced: list[Piece] = []
    for piece in pieces:
        spaced += [blank(f.GAP, height), piece] if spaced else [piece]
    return beside(spaced)
