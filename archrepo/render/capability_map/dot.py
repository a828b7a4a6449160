"""Writes a map as DOT: one node whose label is made of nested HTML-like tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.map_folding import fitted
from archrepo.errors import ConfigError
from archrepo.render.capability_map.sheet import sheet
from archrepo.render.capability_map.tables import label
from archrepo.render.capability_map.words import words_in
from archrepo.render.label_text import one_line

if TYPE_CHECKING:
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.render.registry import View

FONT = "Helvetica,Arial,DejaVu Sans,sans-serif"
MOST_BOXES = 2500
MARGIN = 18
"""Points left free around the map."""


def render(result: CapabilityMap, view: View) -> str:
    """Return the map as DOT: the same bytes for the same map, on every machine."""
    return written(result, view)[0]


def written(result: CapabilityMap, view: View) -> tuple[str, tuple[int, int]]:
    """Return the map as DOT, and its size in points.

    Raises:
        ConfigError: If even its domains alone are too many for one picture.
    """
    drawable = fitted(result, MOST_BOXES)
    if drawable is None:
        raise ConfigError(
            f"{len(result.domains)} domains are too many for one picture",
            hint="take --domain for a part of it, or --format text or json for the whole",
        )
    words = words_in(view.lang)
    piece = sheet(drawable, words)
    attributes = {
        "bgcolor": "#ffffff",
        "charset": "UTF-8",
        "fontname": FONT,
        "pad": f"{MARGIN / 72:g}",
    }
    lines = [f"digraph {_quoted(words.title(result))} {{"]
    lines += [f"  graph [{name}={_quoted(value)}];" for name, value in sorted(attributes.items())]
    lines.append(f'  node [fontname={_quoted(FONT)}, margin="0", shape="plain"];')
    lines.append(f'  n1 [id="map", label=<{_broken(label(piece))}>];')
    size = (piece.width + 2 * MARGIN, piece.height + 2 * MARGIN)
    return "\n".join(lines) + "\n}\n", size


def _quoted(value: str) -> str:
    return '"' + one_line(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _broken(markup: str) -> str:
    """Return `markup` with a line for each row, so that differences can be read."""
    return markup.replace("<TR>", "\n<TR>")
