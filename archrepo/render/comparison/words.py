"""What is said of two maps compared: their dates, and how much differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.notes import boxes_of
from archrepo.render.label_text import one_line
from archrepo.render.picture.words import SEPARATOR, picture_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.analysis.map_comparison import MapComparison, MapState
    from archrepo.render.picture.words import PictureWords

SIGNS = {
    "ADDED": "+",
    "BETTER": "↑",
    "CHANGED": "±",
    "MOVED": "→",
    "WORSE": "↓",
    "REMOVED": "−",
    "SAME": "·",
}


def heading(result: MapComparison, lang: str) -> tuple[str, str, list[str]]:
    """Return title, subtitle and notes of a comparison; none beside those of two maps."""
    words = picture_words(lang)
    before, after = states(result, lang)
    title = words.say("compare_title", heat=words.maps.heat_name(result.heat))
    scopes = words.number("compare_scopes", _changed(result.counts))
    coverages = words.number("compare_coverages", _changed(result.coverage_counts))
    subtitle = SEPARATOR.join([f"{before} → {after}", scopes, coverages])
    if result.sides is not None:
        title = words.say("compare_sides", heat=words.maps.heat_name(result.heat))
        return title, subtitle, []
    return title, subtitle, [words.say("compare_note"), *_letters(result, words)]


def _letters(result: MapComparison, words: PictureWords) -> Iterator[str]:
    """Yield what the letters mean that stand beside scopes."""
    figures = {box.cell.figure for box in boxes_of(result.merged.domains)} - {""}
    letters = {letter for figure in figures for letter in figure.split("→")}
    if letters:
        meant = ", ".join(
            f"{entry.letter} {words.maps.legend_label(result.heat, entry)}"
            for entry in result.classes
            if entry.letter in letters
        )
        yield words.say("compare_letters", letters=meant)


def states(result: MapComparison, lang: str) -> tuple[str, str]:
    """Return both states in words; after one of the past, the other is that of now."""
    before, after = state(result.before, lang), state(result.after, lang)
    if result.before.batch or result.before.backup:
        after += " " + picture_words(lang).say("as_now")
    return before, after


def state(side: MapState, lang: str) -> str:
    """Return a state in words: date, plateau or plan, the batch or backup it was read from."""
    words = picture_words(lang)
    if side.plateau:
        return f"{one_line(side.plateau)} ({words.date(side.at)})"
    told = f"{words.date(side.at)} ({words.plan(side.plan)})"
    if side.batch:
        told += " " + words.say("after_batch", batch=side.batch)
    if side.backup:
        told += " " + words.say("from_backup", file=side.backup)
    return told


def _changed(counts: Mapping[str, int]) -> int:
    return sum(n for name, n in counts.items() if name != "SAME")
