"""Sets lines of text in the middle of their cells.

Where Graphviz sets them depends on the fonts it finds: up to a third of their size too high. What
it does to each size and weight is measured with a drawing of nothing but letters, and made good.
Letters are measured in cells as high as a line: a font that needs more room (Noto Sans, those of
Chinese) is set from the top of such a cell downwards, and only in a higher one in its middle.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from archrepo.render.picture.tables import text_height

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Style = tuple[str, float, bool, bool, str]
"""Of text: family, size, whether bold, whether italic; what it says if it may take other fonts."""

_CAPITALS = 0.72  # height of capitals and figures, as so many times the size of the letters
_TEXT = re.compile(r'(<text [^>]*? y=")(-?[\d.]+)("[^>]*? font-size="[^>]*>)([^<]*)')
_OTHER = re.compile(r"[^\u0000-\u024f‐-•…€]")  # taken from another font where the usual has none
_FAMILY = re.compile(r'font-family="([^"]*)"')
_SIZE = re.compile(r'font-size="([\d.]+)')


def styles_of(svg: str) -> tuple[Style, ...]:
    """Return the styles of the text in a drawing, sorted."""
    return tuple(sorted({_style(found) for found in _TEXT.finditer(svg)}))


def measured(styles: Sequence[Style], draw: Callable[[str], str]) -> dict[Style, float]:
    """Return how much lower text of each style has to stand to be in the middle of its cell.

    Args:
        styles: Styles of text.
        draw: Returns DOT as SVG, as Graphviz draws it.
    """
    svg = draw(_letters(styles))
    found = [float(match[2]) for match in _TEXT.finditer(svg)]
    if len(found) != len(styles):
        return {}
    bottoms = accumulate((_height(style) for style in reversed(styles)), initial=0)
    return {
        style: style[1] * _CAPITALS / 2 - _height(style) / 2 - bottom - y
        for style, bottom, y in zip(reversed(styles), bottoms, reversed(found), strict=False)
    }


def set_right(svg: str, lower: Mapping[Style, float]) -> str:
    """Return a drawing whose text stands so much lower, style by style."""

    def moved(found: re.Match[str]) -> str:
        y = float(found[2]) + lower.get(_style(found), 0.0)
        return f"{found[1]}{round(y, 2):g}{found[3]}{found[4]}"

    return _TEXT.sub(moved, svg)


def _style(found: re.Match[str]) -> Style:
    said = found[4]
    return _styled(found[3], "" if said.isascii() or not _OTHER.search(said) else said)


@lru_cache(maxsize=4096)
def _styled(attributes: str, said: str) -> Style:
    """Return what the attributes behind its place say of a text."""
    family, size = _FAMILY.search(attributes), _SIZE.search(attributes)
    bold, italic = 'font-weight="bold"' in attributes, 'font-style="italic"' in attributes
    return (family[1] if family else "", float(size[1]) if size else 0.0, bold, italic, said)


def _height(style: Style) -> int:
    return text_height(1, style[1])


def _letters(styles: Sequence[Style]) -> str:
    rows = []
    for style in styles:
        family, size, bold, italic, said = style
        letter = f"<B>{said or 'x'}</B>" if bold else said or "x"
        letter = f"<I>{letter}</I>" if italic else letter
        cell = f'<TD FIXEDSIZE="TRUE" WIDTH="100" HEIGHT="{_height(style)}">'
        font = f'<FONT FACE="{family}" POINT-SIZE="{size:g}">'
        rows.append(f"<TR>{cell}{font}{letter}</FONT></TD></TR>")
    table = '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">'
    return (
        'digraph { graph [pad="0"]; node [margin="0", shape="plain"]; '
        f"n [label=<{table}{''.join(rows)}</TABLE>>] }}"
    )
