"""The TIME chart as a picture: a bubble an application, by the two fits.

Every fit has four steps, so that many applications share a field: bubbles are set side by side in
it, the dearest first, and numbered; the key beside the chart names them, of very many the dearest.
"""

from __future__ import annotations

import html
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import FunctionalFit, TechnicalFit
from archrepo.render.label_text import one_line
from archrepo.render.picture import pages
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.scene import FONT
from archrepo.render.picture.words import picture_words
from archrepo.render.text_metrics import Room, text_width, wrapped
from archrepo.render.time_key import INDENT, LETTERS, in_columns, key_of
from archrepo.render.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archrepo.analysis.time_chart import TimeChart, TimePoint
    from archrepo.render.picture.palette import Palette
    from archrepo.render.registry import View
    from archrepo.render.time_key import Entry

_FIELD = 150.0  # side of one of the 4 × 4 fields
_LEFT, _TOP = 110.0, 96.0
_LARGEST, _SMALLEST = 34.0, 7.0
_KEY_WIDTH, _LINE = 250.0, 15.0
_TITLE_LINE = 25.0
_USERS = ("step1", "step2", "step3", "step4")
_TINTS = {
    "light": {
        "INVEST": "#eef6fd",
        "MIGRATE": "#fdf3e3",
        "TOLERATE": "#f4f4f6",
        "ELIMINATE": "#fbeaec",
    },
    "dark": {
        "INVEST": "#14212e",
        "MIGRATE": "#2a2114",
        "TOLERATE": "#1b1e24",
        "ELIMINATE": "#2b171b",
    },
}


@dataclass(frozen=True, slots=True)
class _Bubble:
    number: int | None
    point: TimePoint
    x: float
    y: float
    radius: float


def png(result: TimeChart, view: View) -> bytes:
    """Return the chart for a slide."""
    return pages.png(svg(result, view).encode(), view, view.size)


def pdf(result: TimeChart, view: View) -> bytes:
    """Return the chart for the printer."""
    title = Wording(view.lang, "legacy").titled("time_title", result.domain_name)
    return pages.pdf([svg(result, view).encode()], view, title, view.size)


def svg(result: TimeChart, view: View) -> str:
    """Return the chart; text is text, every bubble tells its application when pointed at."""
    words = Wording(view.lang, "legacy")
    title = words.titled("time_title", result.domain_name)
    palette = THEMES[view.theme]
    side = 4 * _FIELD
    per_column = int((side + 40) // _LINE)
    key = key_of(result.points, words, per_column)
    bubbles = list(_bubbles(result.points, {name: each.number for name, each in key.items()}))
    columns = in_columns(list(key.values()), per_column)
    width = _LEFT + side + 30 + len(columns) * _KEY_WIDTH
    lines = wrapped(one_line(title), Room(int(width) - 48, 20, bold=True))
    below = (len(lines) - 1) * _TITLE_LINE
    height = _TOP + side + 92 + below
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONT}" role="img">',
        f"<title>{_safe(title)}</title>",
        f'<rect width="100%" height="100%" fill="{palette.page.fill}"/>',
        f'<g fill="{palette.chip.text}">',
        *(_text(24, 34 + n * _TITLE_LINE, line, 20, bold=True) for n, line in enumerate(lines)),
        f'<g transform="translate(0 {below:.0f})">',
        _text(24, 56, _subtitle(result, words), 12, color=palette.quiet),
        *(
            _legend(result.points, len(key), words, palette)
            if result.points
            else [_text(24, 77, words.said["nothing_placed"], 11, color=palette.alarm)]
        ),
        *_fields(words, palette, _TINTS[view.theme]),
        *(_bubble(bubble, result.points, words, palette) for bubble in bubbles),
        *_key(columns),
        "</g>",
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _subtitle(result: TimeChart, words: Wording) -> str:
    """Return its date, plan and counts, as every picture has them."""
    said = picture_words(words.lang)
    placed = said.number("applications", len(result.points))
    left = len(result.unplaced)
    return said.subtitle(
        result.at, result.plan, placed, words.say("not_placed", n=left) if left else ""
    )


def _legend(
    points: Sequence[TimePoint], named: int, words: Wording, palette: Palette
) -> Iterator[str]:
    """Yield what shades, sizes and dashes say: a swatch for each number of users, then words."""
    told = []
    most: dict[str, int] = {}
    for point in points:
        shade = _shade(point, points)
        most[shade] = max(most.get(shade, 0), point.users or 0)
    for shade in (*_USERS, "unknown"):
        if shade in most:
            stated = words.number(most[shade])
            key = "users_upto" if shade in _USERS else "users_unknown"
            told.append((shade, words.say(key, users=stated)))
    x = 24.0
    for shade, said in told:
        paint = palette.tones[shade]
        yield (
            f'<rect x="{x:.1f}" y="66" width="18" height="13" fill="{paint.fill}" '
            f'stroke="{paint.border}"/>'
        )
        yield _text(x + 24, 77, said, 11)
        x += 24 + text_width(said, 11) + 18
    about = [words.said["chart_area"]]
    if any(p.differs for p in points):
        about.append(words.said["chart_dashed"])
    if named < len(points):
        about.append(words.say("chart_named", n=named))
    yield _text(x, 77, " · ".join(about), 11, color=palette.quiet)


def _bubbles(points: Sequence[TimePoint], numbers: Mapping[str, int]) -> Iterator[_Bubble]:
    """Yield bubbles set in rows within their field; a full field makes all of its own smaller."""
    largest = max((p.run_cost or 0.0 for p in points), default=0.0) or 1.0
    fields: dict[tuple[int, int], list[TimePoint]] = defaultdict(list)
    for point in points:
        row = FunctionalFit(point.functional_fit).rank
        column = TechnicalFit(point.technical_fit).rank
        fields[column, row].append(point)
    for (column, row), inside in sorted(fields.items()):
        inside.sort(key=lambda p: (-(p.run_cost or 0.0), by_name(p)))
        radii = [
            max(_LARGEST * math.sqrt((p.run_cost or 0.0) / largest), _SMALLEST) for p in inside
        ]
        scale, places = _packed(radii)
        left, top = _LEFT + column * _FIELD, _TOP + (3 - row) * _FIELD
        for point, (x, y), radius in zip(inside, places, radii, strict=True):
            yield _Bubble(numbers.get(point.id), point, left + x, top + y, radius * scale)


def _packed(radii: Sequence[float]) -> tuple[float, list[tuple[float, float]]]:
    """Return by how much to shrink circles so that rows of them fit a field, and their centres."""
    scale = 1.0
    while True:
        places = _in_rows([radius * scale for radius in radii])
        if places is not None or scale < 0.02:
            return scale, places or [(_FIELD / 2, _FIELD / 2)] * len(radii)
        scale *= 0.9


def _in_rows(radii: Sequence[float]) -> list[tuple[float, float]] | None:
    gap = 3.0
    x, y, tallest = gap, 22.0, 0.0  # the field's name stands above
    places = []
    for radius in radii:
        if x + 2 * radius + gap > _FIELD and x > gap:
            x, y, tallest = gap, y + tallest + gap, 0.0
        tallest = max(tallest, 2 * radius)
        if y + 2 * radius + gap > _FIELD:
            return None
        places.append((x + radius, y + radius))
        x += 2 * radius + gap
    return places


def _fields(words: Wording, palette: Palette, tints: Mapping[str, str]) -> Iterator[str]:
    half = 2 * _FIELD
    corners = {"MIGRATE": (0, 0), "INVEST": (1, 0), "ELIMINATE": (0, 1), "TOLERATE": (1, 1)}
    for quadrant, (column, row) in corners.items():
        x, y = _LEFT + column * half, _TOP + row * half
        yield (
            f'<rect x="{x}" y="{y}" width="{half}" height="{half}" fill="{tints[quadrant]}" '
            f'stroke="{palette.panel.border}"/>'
        )
        yield _text(x + 8, y + 16, words.code("Disposition", quadrant), 13, bold=True)
    for n in (1, 3):
        x, y = _LEFT + n * _FIELD, _TOP + n * _FIELD
        line = f'stroke="{palette.line}" stroke-dasharray="2 4"'
        yield f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{_TOP + 2 * half}" {line}/>'
        yield f'<line x1="{_LEFT}" y1="{y}" x2="{_LEFT + 2 * half}" y2="{y}" {line}/>'
    for n, fit in enumerate(TechnicalFit):
        x = _LEFT + (n + 0.5) * _FIELD
        yield _text(x, _TOP + 2 * half + 20, words.code("TechnicalFit", fit.value), 11, middle=True)
    yield _text(_LEFT + half, _TOP + 2 * half + 44, words.said["technical"], 13, True, middle=True)
    for n, functional in enumerate(FunctionalFit):
        y = _TOP + (3 - n + 0.5) * _FIELD
        label = words.code("FunctionalFit", functional.value)
        yield _text(_LEFT - 12, y, label, 11, middle=True, turned=True)
    label = words.said["functional"]
    yield _text(_LEFT - 48, _TOP + half, label, 13, True, middle=True, turned=True)


def _bubble(bubble: _Bubble, points: Sequence[TimePoint], words: Wording, palette: Palette) -> str:
    point = bubble.point
    paint = palette.tones[_shade(point, points)]
    wide = min(2.5, bubble.radius / 5)
    dashes = f' stroke-dasharray="{1.6 * wide:.1f} {1.2 * wide:.1f}" stroke-width="{wide:.1f}"'
    dashes = dashes if point.differs else ""
    border = palette.alarm if point.differs else paint.border
    told = [point.name, words.code("Disposition", point.quadrant)]
    told += [words.code("Disposition", point.declared)] if point.differs else []
    told += [words.amount(point.run_cost, point.currency)]
    size = max(min(bubble.radius, 13.0), 6.0)
    number = (
        f'<text x="{bubble.x:.1f}" y="{bubble.y + size / 3:.1f}" font-size="{size:.1f}" '
        f'text-anchor="middle" fill="{paint.text}">{bubble.number}</text>'
        if bubble.number
        else ""
    )
    return (
        f'<g id="{_safe(point.id)}"><title>{_safe(", ".join(t for t in told if t))}</title>'
        f'<circle cx="{bubble.x:.1f}" cy="{bubble.y:.1f}" r="{bubble.radius:.1f}" '
        f'fill="{paint.fill}" stroke="{border}"{dashes}/>{number}</g>'
    )


def _shade(point: TimePoint, points: Sequence[TimePoint]) -> str:
    """Return the tone of a number of users: quarters of those stated."""
    if point.users is None:
        return "unknown"
    known = sorted(p.users for p in points if p.users is not None)
    below = sum(users < point.users for users in known)
    return _USERS[min(4 * below // len(known), 3)]


def _key(columns: Sequence[Sequence[Entry]]) -> Iterator[str]:
    for column, entries in enumerate(columns):
        x, y = _LEFT + 4 * _FIELD + 30 + column * _KEY_WIDTH, _TOP + 10
        for entry in entries:
            yield _text(x, y, str(entry.number), LETTERS)
            for line in entry.lines:
                yield _text(x + INDENT, y, line, LETTERS)
                y += _LINE


def _text(
    x: float,
    y: float,
    text: str,
    size: float,
    bold: bool = False,
    *,
    middle: bool = False,
    turned: bool = False,
    color: str = "",
) -> str:
    about = ' font-weight="bold"' if bold else ""
    about += ' text-anchor="middle"' if middle else ""
    about += f' fill="{color}"' if color else ""
    about += f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}"{about}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    return html.escape(one_line(text))
