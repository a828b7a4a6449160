"""Writes a map as DOT: one node whose label is made of nested HTML-like tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.map_folding import fitted, size_of, without_chips
from archrepo.analysis.map_result import Note
from archrepo.errors import ConfigError
from archrepo.render.capability_map.frames import DENSE
from archrepo.render.capability_map.layout import LANDSCAPE, area_of
from archrepo.render.capability_map.sheet import sheet
from archrepo.render.capability_map.words import words_in
from archrepo.render.picture.pages import MARGIN, PAGES, READABLE, Page
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.scene import FONT, broken, quoted
from archrepo.render.picture.tables import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.render.capability_map.nodes import Node
    from archrepo.render.capability_map.sheet import Said
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.tables import Piece
    from archrepo.render.registry import View

MOST_BOXES = 2500
_SURELY_TOO_MUCH = 0.5  # of it: no layout of that with whole names reads
_NEARLY = (0.97 * READABLE, 0.9 * READABLE)
"""With applications named, and counted: rather that than without names, and whole but tiny."""

_FILLED = (
    0.6  # of a page, by boxes as estimated; its heading and what rows leave free take the rest
)


def written(result: CapabilityMap, view: View, said: Said | None = None) -> Page:
    """Return the map on one page; `said` is above it in the place of its own words.

    Where it would not read on the page asked for, its names are shortened.

    Raises:
        ConfigError: If even its domains alone are too many for one picture.
    """
    page = usual(result, view, said)
    if not view.size or page.scale_on(PAGES[view.size]) >= READABLE:
        return page
    return dense(result, view, said, alone=True) or page


def usual(
    result: CapabilityMap,
    view: View,
    said: Said | None = None,
    quick: dict[int, Node] | None = None,
) -> Page:
    """Return the map on one page with all names whole, whether it reads there or not.

    With boxes laid out before, a good layout is enough.

    Raises:
        ConfigError: If even its domains alone are too many for one picture.
    """
    words, palette = words_in(view.lang), THEMES[view.theme]
    paper = PAGES.get(view.size, LANDSCAPE)
    title = said.title if said and said.title else words.title(result)
    piece = sheet(drawable(result), words, palette, paper, said, quick=quick)
    return on_page(piece, title, palette)


def dense(
    result: CapabilityMap,
    view: View,
    said: Said | None = None,
    alone: bool = False,
) -> Page | None:
    """Return the map so that it reads on one page, A3 unless another is asked for, or None.

    Names are shortened; where that is not enough, applications are counted instead of named. It
    may be a little small where it stands alone; else pages that read follow.
    """
    words, palette = words_in(view.lang), THEMES[view.theme]
    paper = PAGES.get(view.size, PAGES["a3"])
    title = said.title if said and said.title else words.title(result)
    if size_of(result.domains) > MOST_BOXES:
        return None
    told = 1 if alone else 2  # of the pages after it, where there are any
    for shown, nearly in denser(result, told):
        page = on_page(sheet(shown, words, palette, paper, said, DENSE), title, palette)
        if page.scale_on(paper) >= (nearly if alone else READABLE):
            return page
    return None


def denser(result: CapabilityMap, told: int = 1) -> Iterator[tuple[CapabilityMap, float]]:
    """Yield a map that is to be drawn with its names shortened, then its applications counted too.

    With each comes the least scale to draw it at, where it may be a little small.
    """
    counted = tuple(map(without_chips, result.domains))
    for code, boxes, least in zip(
        ("shortened", "counted"), (result.domains, counted), _NEARLY, strict=True
    ):
        notes = (*result.notes, Note(code=code, count=told))
        yield result.model_copy(update={"notes": notes, "domains": boxes}), least


def reads_on(result: CapabilityMap, size: str, maps: int = 1) -> bool:
    """Return whether a map can be read on one page, as far as is known without laying it out.

    Its names may be shortened for that, and its applications counted instead of named; there may
    be several maps of that size on the page.
    """
    paper, name_of = PAGES[size], words_in("en").name
    bare = [without_chips(box) for box in result.domains]
    return maps * area_of(bare, name_of, DENSE) <= _FILLED * paper[0] * paper[1] / READABLE**2


def shortened_on(result: CapabilityMap, size: str, maps: int = 1) -> bool:
    """Return whether names surely are shortened for a map, or several, to be read on one page."""
    paper = PAGES[size]
    area = maps * area_of(result.domains, words_in("en").name)
    return area > _SURELY_TOO_MUCH * paper[0] * paper[1] / READABLE**2


def drawable(result: CapabilityMap) -> CapabilityMap:
    """Return a map of no more boxes than one picture may have, with a note on what is hidden.

    Raises:
        ConfigError: If even its domains alone are too many.
    """
    found = fitted(result, MOST_BOXES)
    if found is None:
        raise ConfigError(
            f"{len(result.domains)} domains are too many for one picture",
            hint="take --domain for a part of it, or --format text or json for the whole",
        )
    return found


def on_page(piece: Piece, title: str, palette: Palette) -> Page:
    """Return a cell as a picture of its own."""
    attributes = {
        "bgcolor": palette.page.fill,
        "charset": "UTF-8",
        "fontname": FONT,
        "pad": f"{MARGIN / 72:g}",
    }
    lines = [f"digraph {quoted(title)} {{"]
    lines += [f"  graph [{name}={quoted(value)}];" for name, value in sorted(attributes.items())]
    lines.append(f'  node [fontname={quoted(FONT)}, margin="0", shape="plain"];')
    lines.append(f'  n1 [id="map", label=<{broken(label(piece))}>];')
    return Page("\n".join(lines) + "\n}\n", piece.width + 2 * MARGIN, piece.height + 2 * MARGIN)
