"""The map as SVG for the screen, PNG for a slide, PDF for the printer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archrepo.render.capability_map.dot import MARGIN, written
from archrepo.render.graphviz_backend import draw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.render.registry import View

_POINTS = 72
_BEST_DPI, _LEAST_DPI = 192, 72
_MOST_PIXELS = 7_000  # a side; more, and viewers and slides give up
_PAGES = [(842, 595), (1191, 842), (1684, 1191), (2384, 1684), (3370, 2384)]  # A4 to A0, landscape
_READABLE = 0.46  # names are set at 9 points, applications at 8: not below 4.1 and 3.7 on paper
_TIMES = 4
_SIZE = re.compile(r' (WIDTH|HEIGHT|POINT-SIZE|CELLPADDING|BORDER)="(\d+)"')


def svg(result: CapabilityMap, view: View) -> bytes:
    """Return the map as SVG: text as text, a tooltip on every box."""
    return draw(written(result, view)[0], "svg", view.graphviz)


def png(result: CapabilityMap, view: View) -> bytes:
    """Return the map as PNG, fine enough to be printed."""
    dot, size = written(result, view)
    dpi = min(_BEST_DPI, max(_LEAST_DPI, _MOST_PIXELS * _POINTS // max(size)))
    return draw(_magnified(dot, {"dpi": f"{dpi / _TIMES:g}"}), "png", view.graphviz)


def pdf(result: CapabilityMap, view: View) -> bytes:
    """Return the map as one landscape page: the smallest, from A4 to A0, on which it reads."""
    dot, (width, height) = written(result, view)
    scales = [min(1.0, page[0] / width, page[1] / height) for page in _PAGES]
    chosen = next((i for i, scale in enumerate(scales) if scale >= _READABLE), len(_PAGES) - 1)
    page = _PAGES[chosen]
    viewport = f"{page[0]},{page[1]},{scales[chosen] / _TIMES:.5f}"
    return draw(
        _magnified(dot, {"margin": "0", "pad": "0", "viewport": viewport}), "pdf", view.graphviz
    )


def _magnified(dot: str, attributes: Mapping[str, str]) -> str:
    """Return the map at some times its size, with more attributes of the graph.

    Graphviz sets letters on whole points: set large and scaled down, they stand evenly. Quotes in
    labels are escaped, so that only attributes of tables are found.
    """
    larger = _SIZE.sub(lambda found: f' {found[1]}="{int(found[2]) * _TIMES}"', dot)
    pad = {"pad": f"{MARGIN * _TIMES / _POINTS:g}", **attributes}
    lines = "".join(f'  graph [{name}="{value}"];\n' for name, value in pad.items())
    return larger.replace("  node [", f"{lines}  node [", 1)
