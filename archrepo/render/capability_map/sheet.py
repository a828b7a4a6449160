"""The whole sheet of a map: title, counts, legend, what to know, then the panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archrepo.render.capability_map import frames as f
from archrepo.render.capability_map.drawing import MapDrawing
from archrepo.render.capability_map.layout import BAND_HEADING, Paper, layout
from archrepo.render.capability_map.notes import Notes, shown_legend
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
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.render.capability_map.nodes import Node
    from archrepo.render.capability_map.words import Words
    from archrepo.render.picture.palette import Palette

_LEAST_WIDTH = 600
_BETWEEN = 36  # points between two maps side by side


@dataclass(frozen=True, slots=True)
class Said:
    """What is said above a map in the place of its own title, subtitle and notes.

    Attributes:
        title: What it shows.
        subtitle: Its date and counts.
        notes: What to know.
        page: Which page it is of several.
    """

    title: str = ""
    subtitle: str = ""
    notes: Sequence[str] = ()
    page: str = ""


def sheet(
    result: CapabilityMap,
    words: Words,
    palette: Palette,
    paper: Paper,
    said: Said | None = None,
    sizes: f.Sizes = f.USUAL,
    quick: dict[int, Node] | None = None,
) -> Piece:
    """Return the whole map as one cell, laid out for a page."""
    width, panels = panels_of(result, words, palette, paper, sizes=sizes, quick=quick)
    rows = heading_of(result, words, palette, said or Said()).rows(width, palette)
    if not result.domains:
        rows += lines_of_text(words.empty(), Letters(10, palette.quiet), width, 2)
    return upon([*rows, *panels], width)


def sheet_of_two(
    sides: Sequence[tuple[str, CapabilityMap]],
    words: Words,
    palette: Palette,
    paper: Paper,
    said: Said,
    sizes: f.Sizes = f.USUAL,
) -> Piece:
    """Return two maps side by side under one heading, each under a line of its own."""
    drawn = []
    half = (paper[0] // 2, paper[1])
    for (line, side), prefix in zip(sides, ("before-", "after-"), strict=True):
        width, panels = panels_of(side, words, palette, half, prefix, sizes)
        own = lines_of_text(line, Letters(10, palette.page.text, True), width, 2)
        drawn.append(upon([*own, blank(1, 4), *panels], width))
    highest = max(piece.height for piece in drawn)
    both = [upon([piece], piece.width, highest) for piece in drawn]
    row = beside([both[0], blank(_BETWEEN, highest), both[1]])
    before, after = (side for _, side in sides)
    earlier = {entry.name: entry.leaves for entry in before.legend}
    shown = {entry.name for side in (before, after) for entry in shown_legend(side)}
    keys = [
        Key(e.letter, palette.tones[e.tone], words.counted_twice(after, e, earlier.get(e.name, 0)))
        for e in after.legend
        if e.name in shown
    ]
    heading = replace(heading_of(after, words, palette, said), keys=keys)
    return upon([*heading.rows(row.width, palette), row], row.width)


def heading_of(result: CapabilityMap, words: Words, palette: Palette, said: Said) -> Heading:
    """Return what stands above a map."""
    subtitle = said.subtitle or words.subtitle(result)
    notes = words.notes(result)
    if said.notes:
        notes = [*said.notes, *Notes(result, words).of_drawing()]
    return Heading(
        said.title or words.title(result),
        SEPARATOR.join([subtitle, said.page]) if said.page else subtitle,
        [
            Key(e.letter, palette.tones[e.tone], words.counted(result.heat, e))
            for e in shown_legend(result)
        ],
        notes,
    )


def panels_of(
    result: CapabilityMap,
    words: Words,
    palette: Palette,
    paper: Paper,
    prefix: str = "",
    sizes: f.Sizes = f.USUAL,
    quick: dict[int, Node] | None = None,
) -> tuple[int, list[Piece]]:
    """Return the width of a map, and its panels row by row under the headings of their bands.

    Ids in the picture start with `prefix`.
    """
    laid_out = layout(result.domains, words.name, paper, _LEAST_WIDTH, sizes, quick)
    drawing = MapDrawing(result, words, palette, prefix, sizes)
    rows: list[Piece] = []
    for band in laid_out.strips:
        rows += _band(words.band(band.band), laid_out.width, palette) if band.headed else []
        for panels in band.rows:
            row = _row([drawing.panel(panel) for panel in panels], sizes.panel_gap)
            rows += [row, blank(1, sizes.panel_gap)]
    return laid_out.width, rows


def _row(panels: Sequence[Piece], gap: int) -> Piece:
    spaced = [panels[0]]
    for panel in panels[1:]:
        spaced += [blank(gap, panel.height), panel]
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
