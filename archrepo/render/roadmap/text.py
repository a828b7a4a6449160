"""A roadmap in the terminal: a line for each application, gap and project under a time axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.label_text import one_line
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.words import picture_words
from archrepo.render.roadmap.axis import Axis
from archrepo.render.roadmap.chart import rows_of
from archrepo.render.roadmap.pictures import notes_of, subtitle_of, title_of
from archrepo.render.terminal_text import broken, colored, columns_of, padded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from archrepo.analysis.roadmap.result import Roadmap
    from archrepo.render.registry import View
    from archrepo.render.roadmap.chart import Row

_WIDTH, _LEAST = 80, 60
_SIGNS = {
    "best": "█",
    "good": "░",
    "poor": "▒",
    "soon": "·",
    "worst": "!",
    "unknown": "?",
    "aside": "-",
    "step3": "=",
    "step4": "#",
}


def render(result: Roadmap, view: View) -> str:
    """Return the roadmap as lines of at most the view's columns; 80 where it has none."""
    return "\n".join(_lines(result, view)) + "\n"


def _lines(result: Roadmap, view: View) -> Iterator[str]:
    words, width = picture_words(view.lang), max(view.width or _WIDTH, _LEAST)
    yield from broken(title_of(result, words), width)
    yield from broken(subtitle_of(result, words), width)
    for said in (words.say("roadmap_text_key"), *notes_of(result, words)):
        yield from broken(said, width)
    rows = rows_of(result, words)
    if not rows:
        yield from ("", words.say("roadmap_empty"))
        return
    left = width * 2 // 5
    axis = Axis.over(result.at, result.first, result.last, width - left - 1)
    yield ""
    yield _day(axis, left, result.at, words.date(result.at))
    yield from _head(axis, left)
    for row in rows:
        if row.kind == "head":
            yield ""
            yield from broken(one_line(row.name), width)
        else:
            yield _row(row, axis, left, view)
    for plateau in result.plateaus:
        if plateau.date is not None:
            yield from broken(f"▼ {words.date(plateau.date)} {one_line(plateau.name)}", width)


def _day(axis: Axis, left: int, day: dt.date, said: str) -> str:
    """Return a line that points down to the day of the answer on the axis."""
    at = min(int(axis.place(day, day)), int(axis.length) - 1)
    beside = f"▾ {said}"
    if at + columns_of(beside) > axis.length:
        at, beside = at - columns_of(said) - 1, f"{said} ▾"
    return " " * (left + 1 + at) + beside


def _head(axis: Axis, left: int) -> Iterator[str]:
    line = [" "] * int(axis.length)
    for name, start, _, is_year in axis.periods():
        at = int(axis.place(start, start))
        if is_year and at + len(name) < len(line):
            line[at : at + len(name) + 1] = f"|{name}"
    yield " " * (left + 1) + "".join(line).rstrip()


def _row(row: Row, axis: Axis, left: int, view: View) -> str:
    room = left - 2
    sign = f" {row.sign}" if row.sign else ""
    shown = _cut(one_line(row.name), room - len(sign)) + sign
    line = [" "] * int(axis.length)
    for span in row.spans:
        if (span.end or axis.last) <= axis.first or (span.start or axis.first) >= axis.last:
            continue
        first = int(axis.place(span.start, axis.first))
        last = max(int(axis.place(span.end, axis.last)), first + 1)
        line[first:last] = _SIGNS.get(span.tone, "█") * (min(last, len(line)) - first)
    for day, _ in row.marks:
        at = min(int(axis.place(day, day)), len(line) - 1)
        line[at] = "◆"
    bar = "".join(line).rstrip()
    if row.kind == "gap":
        bar += f" {row.spans[0].said}" if len(bar) + len(row.spans[0].said) < axis.length else ""
        shown = colored(padded(shown, room), THEMES[view.theme].alarm) if view.color else shown
    filled = shown if "\x1b" in shown else padded(shown, room)
    return f"  {filled} {bar}".rstrip()


def _cut(text: str, room: int) -> str:
    if columns_of(text) <= room:
        return text
    kept = ""
    for character in text:
        if columns_of(kept + character) > room - 1:
            break
        kept += character
    return kept.rstrip() + "…"
