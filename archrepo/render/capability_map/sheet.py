"""The whole sheet of a map: title, counts, legend, what to know, then the panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map import frames as f
from archrepo.render.capability_map.drawing import MapDrawing
from archrepo.render.capability_map.layout import BAND_HEADING, Paper, layout
from archrepo.render.capability_map.words import SEPARATOR
from archrepo.render.picture.heading import Heading, Key, lines_of_text
from archrepo.render.picture.tables import (
    Letters,
    Piece,
    beside,
    blank,
    text,
    upon,
)
from archrepo.render.text_metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.render.capability_map.words import Words
    from archrepo.render.picture.palette import Palette

_LEAST_WIDTH = 600


def sheet(result: CapabilityMap, words: Words, palette: Palette, paper: Paper, page: str) -> Piece:
    """Return the whole map as one cell, laid out for a page; `page` says which of several."""
    laid_out = layout(result.domains, words.name, paper, _LEAST_WIDTH)
    width = laid_out.width
    subtitle = words.subtitle(result)
    heading = Heading(
        words.title(result),
        SEPARATOR.join([subtitle, page]) if page else subtitle,
        [
            Key(e.letter, palette.tones[e.tone], f"{words.entry(result, e)}  {e.leaves}")
            for e in result.legend
        ],
        words.notes(result),
    )
    rows = heading.rows(width, palette)
    if not result.domains:
        rows += lines_of_text(words.empty(), Letters(10, palette.quiet), width, 2)
    drawing = MapDrawing(result, words, palette)
    for band in laid_out.strips:
        rows += _band(words.band(band.band), laid_out.width, palette) if band.headed else []
        for panels in band.rows:
            rows += [_row([drawing.panel(panel) for panel in panels]), blank(1, f.PANEL_GAP)]
    return upon(rows, width)


def _row(panels: Sequence[Piece]) -> Piece:
    spaced = [panels[0]]
    for panel in panels[1:]:
        spaced += [blank(f.PANEL_GAP, panel.height), panel]
    return beside(spaced)


def _band(name: str, width: int, p: Palette) -> list[Piece]:
    """Return the heading of a row of bands: its name, and a line to the right end."""
    height = BAND_HEADING - 2
    taken = round(text_width(name.upper(), 9, True)) + 10
    said = text([name.upper()], Letters(9, p.quiet, bold=True), taken, height, valign="MIDDLE")
    rule = upon(
        [blank(1, height // 2), blank(width - taken, 1, p.panel.border)], width - taken, height
    )
    return [beside([said, rule]), blank(1, 2)]
