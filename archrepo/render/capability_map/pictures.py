"""The map as SVG for the screen, PNG for a slide, PDF for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.dot import written
from archrepo.render.graphviz_backend import draw

if TYPE_CHECKING:
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.render.registry import View

_POINTS = 72
_BEST_DPI, _LEAST_DPI = 192, 96
_MOST_PIXELS = 7_000  # a side; more, and viewers and slides give up
_PAGES = [(842, 595), (1191, 842), (1684, 1191), (2384, 1684), (3370, 2384)]  # A4 to A0, landscape
_READABLE = 0.62  # names are set at 9 points, applications at 8: not below 5 on paper


def svg(result: CapabilityMap, view: View) -> bytes:
    """Return the map as SVG: text as text, a tooltip on every box."""
    return draw(written(result, view, {})[0], "svg")


def png(result: CapabilityMap, view: View) -> bytes:
    """Return the map as PNG, fine enough to be printed."""
    _, size = written(result, view, {})
    dpi = min(_BEST_DPI, max(_LEAST_DPI, _MOST_PIXELS * _POINTS // max(size)))
    return draw(written(result, view, {"dpi": str(dpi)})[0], "png")


def pdf(result: CapabilityMap, view: View) -> bytes:
    """Return the map as one landscape page: the smallest, from A4 to A0, on which it reads."""
    _, (width, height) = written(result, view, {})
    scales = [min(1.0, page[0] / width, page[1] / height) for page in _PAGES]
    chosen = next((i for i, scale in enumerate(scales) if scale >= _READABLE), len(_PAGES) - 1)
    page = _PAGES[chosen]
    viewport = f"{page[0]},{page[1]},{scales[chosen]:.4f}"
    return draw(written(result, view, {"viewport": viewport})[0], "pdf")
