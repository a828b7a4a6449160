"""What stands above every picture: title, date and counts, legend, what to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.render.picture.tables import (
    Letters,
    Piece,
    beside,
    blank,
    framed,
    inset,
    text,
    text_height,
)
from archrepo.render.text_metrics import Room, text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.render.picture.palette import Paint, Palette

_PLAIN_WIDTH = 1500  # pictures wider than that have larger headings, to be read from where they are
_MOST_TIMES = 2.0
_PARTS = " · "


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: a sign on its colours, and what they mean."""

    sign: str
    paint: Paint
    meaning: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said above a picture."""

    title: str
    subtitle: str
    keys: Sequence[Key] = ()
    notes: Sequence[str] = ()

    def rows(self, width: int, palette: Palette) -> list[Piece]:
        """Return it as cells from top to bottom, no wider than `width`."""
        return _Rows(self, width, palette).drawn()


class _Rows:
    def __init__(self, heading: Heading, width: int, palette: Palette) -> None:
        self._said = heading
        self._width = width
        self._times = min(max(width / _PLAIN_WIDTH, 1.0), _MOST_TIMES)
        self._title = Letters(self._sized(18), palette.page.text, bold=True)
        self._subtitle = Letters(self._sized(10), palette.quiet)
        self._key = Letters(self._sized(9), palette.page.text)
        self._note = Letters(self._sized(8), palette.quiet)

    def _sized(self, points: int) -> int:
        return round(points * self._times)

    def drawn(self) -> list[Piece]:
        said, width = self._said, self._width
        rows = lines_of_text(said.title, self._title, width, 2)
        rows += self._sentences(said.subtitle.split(_PARTS), _PARTS, self._subtitle)
        rows += [blank(1, 6), *self._legend(), blank(1, 2)]
        rows += self._sentences(said.notes, f"  {_PARTS}  ", self._note)
        return [*rows, blank(1, 8)]

    def _legend(self) -> list[Piece]:
        """Return the legend, entry beside entry, in as many lines as it takes."""
        lines: list[list[Piece]] = [[]]
        for key in self._said.keys:
            drawn = self._entry(key)
            if lines[-1] and sum(e.width for e in lines[-1]) + drawn.width > self._width:
                lines.append([])
            lines[-1].append(drawn)
        return [piece for line in lines if line for piece in (beside(line), blank(1, 3))]

    def _entry(self, key: Key) -> Piece:
        size = self._key.size
        width, height, gap = self._sized(20), self._sized(15), self._sized(5)
        letters = Letters(size, key.paint.text, bold=True)
        sign = text([key.sign], letters, width - 2, height - 2, "CENTER", valign="MIDDLE")
        swatch = framed([sign], width, height, key.paint, {})
        room = min(round(text_width(key.meaning, size)) + self._sized(22), self._width - width)
        shown = wrapped(key.meaning, Room(room - gap, size, most=1))
        told = text(shown, self._key, room - gap, height, valign="MIDDLE")
        return beside([swatch, inset(told, gap, 0)])

    def _sentences(self, said: Sequence[str], between: str, letters: Letters) -> list[Piece]:
        """Return sentences one after another, broken between them where a line is full."""
        lines: list[str] = []
        for sentence in said:
            longer = f"{lines[-1]}{between}{sentence}" if lines else sentence
            if lines and text_width(longer, letters.size) <= self._width:
                lines[-1] = longer
            else:
                lines.append(sentence)
        return [p for line in lines for p in lines_of_text(line, letters, self._width, 3)]


def lines_of_text(said: str, letters: Letters, width: int, most: int) -> list[Piece]:
    """Return text in lines no wider than `width`, as one cell."""
    lines = wrapped(said, Room(width, letters.size, bold=letters.bold, most=most))
    return [text(lines, letters, width, text_height(len(lines), letters.size) + 2)]
