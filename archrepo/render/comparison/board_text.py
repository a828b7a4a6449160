"""The page for a management board in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.comparison.board_words import (
    about,
    days_of,
    figure_of,
    headline,
    legend_of,
    others_of,
)
from archrepo.render.comparison.words import state
from archrepo.render.label_text import one_line
from archrepo.render.picture.words import picture_words
from archrepo.render.terminal_text import broken, columns_of, flowed, padded
from archrepo.resources.typography import colon, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.map_board import BoardBox, MapBoard
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View


def render(result: MapBoard, view: View) -> str:
    """Return the page as lines for the terminal."""
    return "\n".join(_lines(result, view)) + "\n"


def _lines(result: MapBoard, view: View) -> Iterator[str]:
    words, width = picture_words(view.lang), max(view.width or 80, 40)
    yield from broken(headline(result, words), width)
    dates = f"{state(result.before, view.lang)} → {state(result.after, view.lang)}"
    yield from broken(dates, width)
    for gap in result.headline.uncovered:
        told = f"! {one_line(gap.name)}{colon(view.lang)}{days_of(gap, words)}"
        yield from broken(told, width)
    yield from broken(about(result, words), width)
    legend = (
        f"{e.letter} {words.maps.legend_label(result.heat, e)}"
        for e in legend_of(result, result.panels)
    )
    signs = [words.say("board_signs")] if result.headline.changed else []
    source = words.say("board_source", source=one_line(result.source))
    yield from flowed([*legend, *signs, source], width)
    rows = [(panel, (panel.domain, *panel.boxes)) for panel in result.panels]
    figures = {id(box): _figures(result, words, box) for _, boxes in rows for box in boxes}
    room = max((len(figure) for sides in figures.values() for _, figure in sides), default=0)
    for panel, boxes in rows:
        yield ""
        for box in boxes:
            indent = "" if box is panel.domain else "  "
            sides = [f"{letter} {figure:>{max(room, 7)}}" for letter, figure in figures[id(box)]]
            yield from _row(box, indent, sides, width, words.lang)
        if panel.others:
            yield "  " + others_of(panel, words)
    if result.hidden:
        yield from ("", words.number("board_hidden", result.hidden))


def _figures(result: MapBoard, words: PictureWords, box: BoardBox) -> list[tuple[str, str]]:
    """Return letter and figure of a box, before and after."""
    sides = ((box.before, box.before_leaves), (box.after, box.after_leaves))
    return [
        (cell.letter if cell else " ", figure_of(result, words, cell, leaves))
        for cell, leaves in sides
    ]


def _row(box: BoardBox, indent: str, sides: Sequence[str], width: int, lang: str) -> Iterator[str]:
    """Yield a name with both sides after it, and below it what has no room beside them."""
    changed = f"± {number_text(box.changed, lang)}" if indent and box.changed else ""
    told = " → ".join(sides) + f" {changed:>5}"
    room = width - columns_of(told) - len(indent) - 1
    first, *others = broken(one_line(box.name), room)
    yield f"{indent}{padded(first, room)} {told}"
    yield from (f"{indent}  {line}" for line in others)
