"""What the page for a management board says, whatever its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.notes import leaves_note
from archrepo.resources.typography import number_text, percent, share_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_board import BoardPanel, MapBoard, Uncovered
    from archrepo.analysis.map_result import Cell, LegendEntry
    from archrepo.render.picture.words import PictureWords


def headline(result: MapBoard, words: PictureWords) -> str:
    """Return what to say of the two states in one sentence."""
    said = result.headline
    total = number_text(said.scopes, words.lang)
    told = words.number("board_changed", said.changed)
    if not said.changed:
        told = words.number("board_none", max(said.scopes, 1))  # there may be none at all
    parts = [told.replace("{total}", total)]
    closing = [u for u in said.uncovered if u.until is not None]
    if closing:
        last = max(u.until for u in closing if u.until is not None)
        parts.append(words.number("board_gap", len(closing)).replace("{date}", words.date(last)))
    lasting = len(said.uncovered) - len(closing)
    if lasting:
        parts.append(words.number("board_lost", lasting))
    if said.run_cost_before and said.run_cost_after is not None:
        share = round(100 * (said.run_cost_after / said.run_cost_before - 1))
        sign = "+" if share > 0 else "−" if share < 0 else "±"
        parts.append(words.say("board_cost", change=sign + percent(abs(share), words.lang)))
    return words.say("and").join(parts)


def about(result: MapBoard, words: PictureWords) -> str:
    """Return what colours and figures show."""
    figures = leaves_note(result.heat, legend_of(result, result.panels), words.maps)
    return f"{words.maps.heat_title(result.heat)} · {figures}"


def legend_of(result: MapBoard, panels: Sequence[BoardPanel]) -> list[LegendEntry]:
    """Return the classes that stand on the page, on either side."""
    boxes = [box for panel in panels for box in (panel.domain, *panel.boxes)]
    names = {cell.name for box in boxes for cell in (box.before, box.after) if cell}
    return [entry for entry in result.legend if entry.name in names]


def days_of(gap: Uncovered, words: PictureWords) -> str:
    """Return from when to when a scope is uncovered."""
    start = words.date(gap.start)
    if gap.until is None:
        return words.say("board_from", start=start)
    return words.say("board_between", start=start, end=words.date(gap.until))


def figure_of(
    result: MapBoard, words: PictureWords, cell: Cell | None, leaves: tuple[int, int]
) -> str:
    """Return the figure of a box: a sum under heats that have one, else how many leaves do well."""
    if "k/n" not in about(result, words):
        return words.maps.figure(cell.figure) if cell else ""
    good, total = leaves
    return share_text(good, total, words.lang) if total else ""


def others_of(panel: BoardPanel, words: PictureWords) -> str:
    """Return how many groups of a domain are not shown, and whether they change."""
    if panel.others_changed:
        said = words.number("board_left", panel.others)
        return said.replace("{changed}", number_text(panel.others_changed, words.lang))
    return words.number("board_others" if panel.boxes else "board_same", panel.others)
