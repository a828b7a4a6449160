"""The map as SVG for the screen, PNG for a slide, PDF for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.dot import written
from archrepo.render.capability_map.paging import paged
from archrepo.render.capability_map.words import words_in
from archrepo.render.picture import pages

if TYPE_CHECKING:
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.render.registry import View


def svg(result: CapabilityMap, view: View) -> bytes:
    """Return the map as SVG: text as text, a tooltip on every box."""
    return pages.svg(written(result, view).dot, view)


def png(result: CapabilityMap, view: View) -> bytes:
    """Return the map as PNG, fine enough to be printed."""
    return pages.png(written(result, view), view)


def pdf(result: CapabilityMap, view: View) -> bytes:
    """Return the map as one landscape page, or as several where it would not be readable on one.

    Unless a size is asked for, the page is the smallest, from A4 to A0, on which it reads.
    """
    return pages.pdf(paged(result, view), view, words_in(view.lang).title(result))
