"""The whole sheet of a map: title, counts, legend, what to know, then the panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map import frames as f
from archrepo.render.capability_map import palette as p
from archrepo.render.capability_map.drawing import MapDrawing
from archrepo.render.capability_map.layout import BAND_HEADING, layout
from archrepo.render.capability_map.tables import (
    Letters,
    Piece,
    beside,
    blank,
    framed,
    inset,
    text,
    upon,
)
from archrepo.render.text_metrics import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_result import CapabilityMap, LegendEntry
    from archrepo.render.capability_map.words import Words

_LEAST_WIDTH = 600
_PLAIN_WIDTH = 1500  # maps wider than that have larger headings, to be read from where they are
_MOST_TIMES = 2.0
_BAND = Letters(9, p.QUIET, bold=True)


class _Heading:
    """Sizes of what stands above the panels of a map so wide."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.times = min(max(width / _PLAIN_WIDTH, 1.0), _MOST_TIMES)
        self.title = Letters(self.sized(18), p.PAGE.text, bold=True)
        self.subtitle = Letters(self.sized(10), p.QUIET)
        self.legend = Letters(self.sized(9), p.PAGE.text)
        self.note = Letters(self.sized(8), p.QUIET)

    def sized(self, points: int) -> int:
        return round(points * self.times)


def sheet(result: CapabilityMap, words: Words) -> Piece:
    """Return the whole map as one cell."""
    laid_out = layout(result.domains, words.name, _LEAST_WIDTH)
    width = laid_out.width
    head = _Heading(width)
    rows = _wrapped(words.title(result), head.title, width, 2)
    rows += _wrapped(words.subtitle(result), head.subtitle, width, 2)
    rows += [blank(1, 6), *_legend(result, words, head), blank(1, 2)]
    rows += _notes(words.notes(result), head)
    rows.append(blank(1, 8))
    if not result.domains:
        rows += _wrapped(words.empty(), head.subtitle, width, 2)
    drawing = MapDrawing(result, words)
    for band in laid_out.strips:
        rows += _band(words.band(band.band), laid_out.width) if band.headed else []
        for panels in band.rows:
            rows += [_row([drawing.panel(panel) for panel in panels]), blank(1, f.PANEL_GAP)]
    return upon(rows, width)


def _wrapped(said: str, letters: Letters, width: int, most: int) -> list[Piece]:
    lines = wrapped(said, width, width, letters.size, letters.bold, most)
    return [text(lines, letters, width, f.text_height(len(lines), letters.size) + 2)]


def _row(panels: Sequence[Piece]) -> Piece:
    spaced = [panels[0]]
    for panel in panels[1:]:
        spaced += [blank(f.PANEL_GAP, panel.height), panel]
    return beside(spaced)


def _band(name: str, width: int) -> list[Piece]:
    """Return the heading of a row of bands: its name, and a line to the right end."""
    height = BAND_HEADING - 2
    taken = round(text_width(name.upper(), _BAND.size, True)) + 10
    said = text([name.upper()], _BAND, taken, height, valign="MIDDLE")
    rule = upon(
        [blank(1, height // 2), blank(width - taken, 1, p.PANEL.border)], width - taken, height
    )
    return [beside([said, rule]), blank(1, 2)]


def _legend(result: CapabilityMap, words: Words, head: _Heading) -> list[Piece]:
    """Return the legend, entry beside entry, in as many lines as it takes."""
    lines: list[list[Piece]] = [[]]
    for entry in result.legend:
        drawn = _entry(entry, words.entry(result.heat, entry), head)
        if lines[-1] and sum(e.width for e in lines[-1]) + drawn.width > head.width:
            lines.append([])
        lines[-1].append(drawn)
    return [piece for line in lines for piece in (beside(line), blank(1, 3))]


def _entry(entry: LegendEntry, name: str, head: _Heading) -> Piece:
    paint, size = p.TONES[entry.tone], head.legend.size
    letters = Letters(size, paint.text, bold=True)
    width, height, gap = head.sized(20), head.sized(15), head.sized(5)
    sign = text([entry.letter], letters, width - 2, height - 2, "CENTER", valign="MIDDLE")
    swatch = framed([sign], width, height, paint, {})
    said = f"{name}  {entry.leaves}"
    room = min(round(text_width(said, size)) + head.sized(22), head.width - width)
    told = text([said], head.legend, room - gap, height, valign="MIDDLE")
    return beside([swatch, inset(told, gap, 0)])


def _notes(sentences: Sequence[str], head: _Heading) -> list[Piece]:
    """Return the notes one after another, broken between sentences where a line is full."""
    lines: list[str] = []
    for sentence in sentences:
        longer = f"{lines[-1]}   ·   {sentence}" if lines else sentence
        if lines and text_width(longer, head.note.size) <= head.width:
            lines[-1] = longer
        else:
            lines.append(sentence)
    return [piece for line in lines for piece in _wrapped(line, head.note, head.width, 2)]
