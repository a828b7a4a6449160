"""Two maps compared, drawn: one grid with the differences, or both side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.dot import denser, drawable, on_page, written
from archrepo.render.capability_map.frames import DENSE, USUAL
from archrepo.render.capability_map.layout import LANDSCAPE
from archrepo.render.capability_map.paging import paged
from archrepo.render.capability_map.sheet import Said, sheet_of_two
from archrepo.render.capability_map.words import SEPARATOR, words_in
from archrepo.render.comparison.words import heading, states
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.pages import PAGES, READABLE
from archrepo.render.picture.palette import THEMES

if TYPE_CHECKING:
    from archrepo.analysis.map_comparison import MapComparison
    from archrepo.render.capability_map.frames import Sizes
    from archrepo.render.picture.pages import Page
    from archrepo.render.registry import View


def drawing(result: MapComparison, view: View) -> Drawing:
    """Return the comparison; the merged map takes as many pages as it needs."""
    said = _said(result, view)
    parts = None if result.sides else lambda: [p.dot for p in paged(result.merged, view, said)]
    return Drawing(said.title, lambda: _page(result, view).dot, parts)


def _said(result: MapComparison, view: View) -> Said:
    title, subtitle, notes = heading(result, view.lang)
    return Said(title, subtitle, notes)


def _page(result: MapComparison, view: View) -> Page:
    said = _said(result, view)
    if result.sides is None:
        return written(result.merged, view, said)
    drawn = _side_by_side(result, view, USUAL)
    if not view.size or drawn.scale_on(PAGES[view.size]) >= READABLE:
        return drawn
    for (before, least), (after, _) in zip(*map(denser, result.sides), strict=True):
        shown = result.model_copy(update={"sides": (before, after)})
        tried = _side_by_side(shown, view, DENSE)
        if tried.scale_on(PAGES[view.size]) >= least:
            return tried
    return drawn


def _side_by_side(result: MapComparison, view: View, sizes: Sizes) -> Page:
    said, palette, words = _said(result, view), THEMES[view.theme], words_in(view.lang)
    sides = [
        (SEPARATOR.join([stated, *words.subtitle_parts(side)[2:]]), drawable(side))
        for stated, side in zip(states(result, view.lang), result.sides or (), strict=True)
    ]
    paper = PAGES.get(view.size, LANDSCAPE)
    piece = sheet_of_two(sides, words, palette, paper, said, sizes)
    return on_page(piece, said.title, palette)
