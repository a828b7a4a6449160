"""A drawn picture as SVG for the screen, PNG for a slide, PDF for the printer.

Graphviz draws the SVG; PNG and PDF are that same SVG on a page, so that all three look alike.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.errors import ConfigError
from archrepo.render.graphviz_backend import draw
from archrepo.render.label_text import one_line
from archrepo.render.picture.palette import THEMES
from archrepo.render.typesetter import typeset

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
_BEST_PPI, _LEAST_PPI, _PAGE_PPI = 192, 72, 144
_MOST_PIXELS = 7_000  # a side; more, and viewers and slides give up
_MOST_AREA = 300_000_000  # pixels; each takes four bytes, and more than one copy of them
_SVG_SIZE = re.compile(rb'<svg[^>]*? width="([\d.]+)(?:pt)?" height="([\d.]+)(?:pt)?"')
_SVG_FRAME = re.compile(rb' width="[\d.]+(?:pt)?" height="[\d.]+(?:pt)?"(\s+viewBox="[^"]*")?')
_BARELY = 1e-5  # so much less than whole pixels, for what is rounded up never to be one more
_PROLOGUE = re.compile(r"\A.*?(?=<svg)", re.DOTALL)  # XML declaration


@dataclass(frozen=True, slots=True)
class Page:
    """A picture as DOT, and its size in points."""

    dot: str
    width: float
    height: float

    def scale_on(self, paper: tuple[int, int]) -> float:
        """Return how large it prints on a page."""
        return min(_LARGEST, paper[0] / self.width, paper[1] / self.height)


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


def inline(drawn: bytes) -> str:
    """Return an SVG as it stands in a page of HTML."""
    return _PROLOGUE.sub("", drawn.decode("utf-8"))


def png(drawn: bytes, view: View, size: str = "") -> bytes:
    """Return an SVG as PNG, fine enough to be printed; as a page where `size` names one.

    Raises:
        ConfigError: So many pixels would it have that hardly a program opens it.
    """
    page = Page("", *size_of(drawn))
    if size:
        ppi, paper = float(_PAGE_PPI), PAGES[size]
    else:
        paper = (round(page.width), round(page.height))
        ppi = min(_BEST_PPI, max(_LEAST_PPI, _MOST_PIXELS * _POINTS / max(paper)))
        width, height = (round(side * ppi / _POINTS) for side in paper)
        if width * height > _MOST_AREA:
            raise ConfigError(
                f"a PNG of {width} × {height} pixels is more than programs open",
                hint="take --format svg, html or pdf, or draw a part of it",
            )
    return _typeset([(page, paper, drawn)], view, "", ppi)


def pdf(drawn: Sequence[bytes], view: View, title: str, size: str = "") -> bytes:
    """Return SVGs as landscape pages: of the size named, else the smallest they read on."""
    sheets = []
    for each in drawn:
        page = Page("", *size_of(each))
        sheets.append((page, PAGES[size] if size else smallest_paper(page), each))
    return _typeset(sheets, view, title)


def smallest_paper(page: Page) -> tuple[int, int]:
    """Return the smallest page, from A4 to A0, on which a picture reads; A0 where none is."""
    return next((p for p in _PAPER if page.scale_on(p) >= READABLE), _PAPER[-1])


def size_of(drawn: bytes) -> tuple[float, float]:
    """Return width and height of an SVG in points."""
    found = _SVG_SIZE.search(drawn[:2000])
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)


def _typeset(
    sheets: Sequence[tuple[Page, tuple[int, int], bytes]],
    view: View,
    title: str,
    ppi: float | None = None,
) -> bytes:
    """Return pictures on pages: each in the middle of its width, from its top."""
    pages: list[Mapping[str, Any]] = []
    files = {}
    for number, (page, paper, drawn) in enumerate(sheets, 1):
        name = f"picture-{number}.svg"
        files[name] = drawn
        fits = paper == (round(page.width), round(page.height))
        scale = 1.0 if fits else page.scale_on(paper)
        width = page.width * scale
        if ppi:
            files[name], width = _in_whole_pixels(drawn, scale, ppi)
        pages.append({"file": name, "width": paper[0], "height": paper[1], "drawn": width})
    content = {"title": one_line(title), "fill": THEMES[view.theme].page.fill, "pages": pages}
    return typeset("pictures.typ", content, files, ppi)


def _in_whole_pixels(drawn: bytes, scale: float, ppi: float) -> tuple[bytes, float]:
    """Return an SVG with its edges moved to those of pixels, and how many points wide it then is.

    Typst draws it by itself and copies its pixels. Were these not as many as there is room for on
    the page, rows and columns would be left out in the middle of the picture: an 8 becomes a 3.
    """
    pixels = scale * ppi / _POINTS
    # The height is cut twice as much: it is told from the width, and rounded up as well.
    width, height = (
        math.ceil(side * pixels * (1 - _BARELY)) * (1 - cut) / pixels
        for side, cut in zip(size_of(drawn), (_BARELY, 2 * _BARELY), strict=True)
    )
    frame = f' width="{width:.4f}" height="{height:.4f}" viewBox="0 0 {width:.4f} {height:.4f}"'
    return _SVG_FRAME.sub(frame.encode(), drawn, count=1), width * scale
