"""Text stands in the middle of its cell, whatever fonts Graphviz finds."""

from __future__ import annotations

import itertools
import re

import pytest

from archrepo.render.graphviz_backend import draw
from archrepo.render.picture.tables import Letters, Piece, label, text, text_height, upon

CAPITALS = 0.72
FILL = "#fedcba"


@pytest.mark.parametrize("family", ["Helvetica,Arial,sans-serif", "DejaVu Sans", "No Such Font"])
@pytest.mark.parametrize(("bold", "italic"), [(False, False), (True, False), (False, True)])
def test_a_line_stands_in_the_middle_of_its_cell(family: str, bold: bool, italic: bool) -> None:
    for size in (7, 8, 9, 11, 18):
        letters = Letters(size, "#000000", bold, italic)
        height = text_height(1, size)
        drawn = svg(upon([text(["Axg"], letters, 200, height, color=FILL)], 200), family)
        (top, bottom), (baseline,) = cell_of(drawn), baselines(drawn)
        middle = baseline - CAPITALS * size / 2
        assert middle == pytest.approx((top + bottom) / 2, abs=0.1)
        assert top < baseline - CAPITALS * size
        assert baseline < bottom - 0.1 * size


def test_lines_are_equally_far_apart_and_all_within_their_cell() -> None:
    size, letters = 8, Letters(8, "#000000")
    lines = ["Customer data", "<platform>", "& more"]
    drawn = svg(upon([text(lines, letters, 200, text_height(3, size), color=FILL)], 200))
    (top, bottom), found = cell_of(drawn), baselines(drawn)
    apart = [b - a for a, b in itertools.pairwise(found)]
    assert apart == pytest.approx([10, 10], abs=0.02)  # coordinates are rounded to hundredths
    assert top < found[0] - CAPITALS * size
    assert found[-1] < bottom - 0.1 * size


def test_a_picture_without_text_is_drawn() -> None:
    assert "<text" not in draw('digraph { n [label=""] }', "svg").decode()


def svg(piece: Piece, family: str = "Helvetica,Arial,sans-serif") -> str:
    markup = label(piece)
    dot = (
        f'digraph {{ node [fontname="{family}", margin="0", shape="plain"]; n [label=<{markup}>] }}'
    )
    return draw(dot, "svg").decode()


def cell_of(drawn: str) -> tuple[float, float]:
    found = re.search(rf'<polygon fill="{FILL}"[^>]* points="([^"]*)"', drawn)
    assert found
    heights = [float(point.split(",")[1]) for point in found[1].split()]
    return min(heights), max(heights)


def baselines(drawn: str) -> list[float]:
    return [float(y) for y in re.findall(r'<text [^>]*? y="([-\d.]+)"', drawn)]
