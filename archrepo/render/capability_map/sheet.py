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
_TITLE = Letters(18, p.PAGE.text, bold=True)
_SUBTITLE = Letters(10, p.QUIET)
_LEGEND = Letters(9, p.PAGE.text)
_NOTE = Letters(8, p.QUIET)
_BAND = Letters(10, p.QUIET, bold=True)
_SWATCH = 20
_LEGEND_HEIGHT = 15


def sheet(result: CapabilityMap, words: Words) -> Piece:
    """Return the whole map as one cell."""
    laid_out = layout(result.domains, words.name, _LEAST_WIDTH)
    width = laid_out.width
    rows = _wrapped(words.title(result), _TITLE, width, 2)
    rows += _wrapped(words.subtitle(result), _SUBTITLE, width, 2)
    rows += [blank(1, 6), *_legend(result, words, width), blank(1, 2)]
    rows += _notes(words.notes(result), width)
    rows.append(blank(1, 8))
    if not result.domains:
        rows += _wrapped(words.empty(), _SUBTITLE, width, 2)
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
    height = BAND_HEADING - 4
    taken = round(text_width(name.upper(), _BAND.size, True)) + 10
    said = text([name.upper()], _BAND, taken, height, valign="MIDDLE")
    rule = upon(
        [blank(1, height // 2), blank(width - taken, 1, p.PANEL.border)], width - taken, height
    )
    return [beside([said, rule]), blank(1, 4)]


def _legend(result: CapabilityMap, words: Words, width: int) -> list[Piece]:
    """Return the legend, entry beside entry, in as many lines as it takes."""
    entries = [_entry(entry, words.class_label(result.heat, entry.name)) for entry in result.legend]
    lines: list[list[Piece]] = [[]]
    for entry in entries:
        if lines[-1] and sum(e.width for e in lines[-1]) + entry.width > width:
            lines.append([])
        lines[-1].append(entry)
    return [piece for line in lines for piece in (beside(line), blank(1, 3))]


def _entry(entry: LegendEntry, name: str) -> Piece:
    paint = p.TONES[entry.tone]
    letters = Letters(9, paint.text, bold=True)
    sign = text([entry.letter], letters, _SWATCH - 2, _LEGEND_HEIGHT - 2, "CENTER", valign="MIDDLE")
    swatch = framed([sign], _SWATCH, _LEGEND_HEIGHT, paint, {})
    said = f"{name}  {entry.leaves}"
    room = round(text_width(said, _LEGEND.size)) + 22
    told = text([said], _LEGEND, room - 5, _LEGEND_HEIGHT, valign="MIDDLE")
    return beside([swatch, inset(told, 5, 0)])


def _notes(sentences: Sequence[str], width: int) -> list[Piece]:
    """Return the notes one after another, broken between sentences where a line is full."""
    lines: list[str] = []
    for sentence in sentences:
        longer = f"{lines[-1]}   ·   {sentence}" if lines else sentence
        if lines and text_width(longer, _NOTE.size) <= width:
            lines[-1] = longer
        else:
            lines.append(sentence)
    return [piece for line in lines for piece in _wrapped(line, _NOTE, width, 2)]
