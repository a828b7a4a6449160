"""A drawn picture as SVG for the screen, PNG for a slide, PDF for the printer."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archrepo.render.graphviz_backend import draw
from archrepo.render.picture.palette import THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.render.registry import View

MARGIN = 18
"""Points left free around a picture."""

PAGES = {"a4": (842, 595), "a3": (1191, 842), "slide": (960, 540)}
READABLE = 0.75
"""The least scale to print at: text set at 8 points is 6 points high on paper."""

_PAPER = [(842, 595), (1191, 842), (1684, 1191), (2384, 1684), (3370, 2384)]  # A4 to A0, landscape
_LARGEST = 1.4  # a small picture is enlarged to fill its page, up to that
_POINTS = 72
_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="5" height="5" fill="{fill}"/>'
    '<path d="M0,0V5" stroke="{line}" stroke-width="1" stroke-opacity="0.45"/>'
    "</pattern></defs>\n"
)
_BEST_DPI, _LEAST_DPI, _PAGE_DPI = 192, 72, 144
_MOST_PIXELS = 7_000  # a side; more, and viewers and slides give up
_TIMES_WITH_LINES = 2
_CELL_SIZE = re.compile(r' (WIDTH|HEIGHT|POINT-SIZE|CELLPADDING|BORDER)="(\d+)"')
_LINE_SIZE = re.compile(r"\b(penwidth|arrowsize|nodesep|ranksep|fontsize)=\"([\d.]+)\"")
_PLACE = re.compile(r'\b(pos|margin)="([^"]*)"')
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_SVG_SIZE = re.compile(rb'<svg width="([\d.]+)pt" height="([\d.]+)pt"')


@dataclass(frozen=True, slots=True)
class Page:
    """A picture as DOT, and its size in points.

    Graphviz sets letters on whole points: set `times` as large and scaled down, they stand evenly.
    Dashes do not grow with them, so that pictures with dashed lines are set less large.
    """

    dot: str
    width: float
    height: float
    times: int = 4

    def scale_on(self, paper: tuple[int, int]) -> float:
        """Return how large it prints on a page."""
        return min(_LARGEST, paper[0] / self.width, paper[1] / self.height)


def measured(dot: str, view: View) -> Page:
    """Return a picture that Graphviz lays out, with the size it takes."""
    found = _SVG_SIZE.search(draw(dot, "svg", view.graphviz)[:2000])
    width, height = (float(side) for side in found.groups()) if found else (1.0, 1.0)
    return Page(dot, width, height, _TIMES_WITH_LINES)


def svg(dot: str, view: View) -> bytes:
    """Return a picture as SVG: text as text, a tooltip on every box, the unknown hatched."""
    drawn = draw(dot, "svg", view.graphviz)
    unknown = THEMES[view.theme].tones["unknown"]
    fill = f'fill="{unknown.fill}"'.encode()
    if fill not in drawn:
        return drawn
    hatch = _HATCH.format(fill=unknown.fill, line=unknown.border).encode()
    return drawn.replace(fill, b'fill="url(#hatch)"').replace(
        b"</title>\n", b"</title>\n" + hatch, 1
    )


def png(page: Page, view: View) -> bytes:
    """Return a picture as PNG, fine enough to be printed; as the page asked for where one is."""
    if view.size:
        dot = _on_paper(page, PAGES[view.size], {"dpi": str(_PAGE_DPI)})
        return draw(dot, "png", view.graphviz)
    largest = max(page.width, page.height)
    dpi = min(_BEST_DPI, max(_LEAST_DPI, int(_MOST_PIXELS * _POINTS // largest)))
    return draw(_magnified(page, {"dpi": f"{dpi / page.times:g}"}), "png", view.graphviz)


def sized(view: View, size: str) -> View:
    """Return a view for that page unless it asks for another."""
    return view if view.size else replace(view, size=size)


def smallest_paper(page: Page) -> tuple[int, int]:
    """Return the smallest page, from A4 to A0, on which a picture reads; A0 where none is."""
    return next((p for p in _PAPER if page.scale_on(p) >= READABLE), _PAPER[-1])


def pdf(pages: Sequence[Page], view: View, title: str) -> bytes:
    """Return pictures as landscape pages: of the size asked for, else the smallest they read on."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for page in pages:
        paper = PAGES[view.size] if view.size else smallest_paper(page)
        drawn = draw(_on_paper(page, paper, {}), "pdf", view.graphviz)
        for sheet in PdfReader(io.BytesIO(drawn)).pages:
            writer.add_page(sheet)
    writer.metadata = {"/Title": title, "/Producer": "archrepo"}  # no dates: same map, same bytes
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _on_paper(page: Page, paper: tuple[int, int], more: Mapping[str, str]) -> str:
    """Return the picture for a page: in the middle of its width, from its top."""
    scale = page.scale_on(paper)
    middle = (page.width / 2 - MARGIN) * page.times
    from_top = (page.height - MARGIN - paper[1] / scale / 2) * page.times
    viewport = f"{paper[0]},{paper[1]},{scale / page.times:.5f},{middle:.1f},{from_top:.1f}"
    return _magnified(page, {"margin": "0", "pad": "0", "viewport": viewport, **more})


def _magnified(page: Page, attributes: Mapping[str, str]) -> str:
    """Return a picture at some times its size, with more attributes of the graph.

    Quotes in labels are escaped, so that only attributes are found.
    """
    times = page.times

    def larger(figure: re.Match[str]) -> str:
        return f"{float(figure[0]) * times:g}"

    dot = _CELL_SIZE.sub(lambda found: f' {found[1]}="{int(found[2]) * times}"', page.dot)
    dot = _LINE_SIZE.sub(lambda f: f'{f[1]}="{float(f[2]) * times:g}"', dot)
    dot = _PLACE.sub(lambda f: f'{f[1]}="{_FIGURE.sub(larger, f[2])}"', dot)
    pad = {"pad": f"{MARGIN * times / _POINTS:g}", **attributes}
    lines = "".join(f'  graph [{name}="{value}"];\n' for name, value in pad.items())
    return dot.replace("  node [", f"{lines}  node [", 1)
