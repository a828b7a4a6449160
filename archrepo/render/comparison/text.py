"""Two maps compared, in the terminal: what differs, domain by domain, with its sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.notes import Notes
from archrepo.render.comparison.words import SIGNS, heading
from archrepo.render.label_text import one_line
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.words import picture_words
from archrepo.render.terminal_text import broken, colored, columns_of, flowed
from archrepo.resources.typography import colon, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.map_comparison import MapChange, MapComparison
    from archrepo.render.registry import View

_WIDTH = 80
_LEAST = 40


def render(result: MapComparison, view: View) -> str:
    """Return the differences as lines of at most the view's columns; 80 where it has none."""
    return "\n".join(_lines(result, view)) + "\n"


def _lines(result: MapComparison, view: View) -> Iterator[str]:
    width, words = max(view.width or _WIDTH, _LEAST), picture_words(view.lang)
    title, subtitle, notes = heading(result, view.lang)
    yield from broken(title, width)
    yield from broken(subtitle, width)
    counts = [(name, number_text(n, view.lang)) for name, n in result.counts.items() if n]
    entries = [
        f"{SIGNS[name]} {words.maps.class_label(result.merged, name)}{colon(view.lang)}{count}"
        for name, count in counts
    ]
    yield from flowed(entries, width)
    if result.sides is None:
        for note in (*notes[1:], *Notes(result.merged, words.maps).levels()):
            yield from broken(note, width)  # the first is on parents, which have no figure here
    if not result.changes:
        yield from ("", words.say("compare_nothing"))
    top: str | None = None
    for change in result.changes:
        domain = one_line(change.place[0]) if change.place else ""
        if domain != top:
            top = domain
            yield ""
            yield from broken(domain or words.say("compare_top"), width)
        yield from _change(change, view, width)


def _change(change: MapChange, view: View, width: int) -> Iterator[str]:
    words = picture_words(view.lang)
    sign = SIGNS[change.sign]
    if view.color:
        sign = colored(sign, THEMES[view.theme].solid(_TONES[change.sign]), bold=True)
    inner = change.kind == "Application"
    indent = "      " if inner else "  "
    name = one_line(change.name)
    if inner:
        name = words.say("compare_covers", application=name, scope=one_line(change.place[-1]))
    name += "  " + " → ".join(sign for sign in (change.before, change.after) if sign)
    if change.moved_from:
        name += " " + words.say("compare_moved", parent=one_line(change.moved_from))
    room = width - columns_of(indent) - 2
    first, *rest = broken(name, room)
    yield f"{indent}{sign} {first}"
    yield from (f"{indent}  {line}" for line in rest)


_TONES = {
    "ADDED": "best",
    "BETTER": "good",
    "CHANGED": "turned",
    "MOVED": "hue7",
    "WORSE": "poor",
    "REMOVED": "worst",
}
