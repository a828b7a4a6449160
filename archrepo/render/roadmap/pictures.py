"""A roadmap drawn: bars on a time axis, arrows from what goes to what comes, gaps in red."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.render.label_text import one_line
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.heading import Heading, Key
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.scene import Line, Scene
from archrepo.render.picture.tables import (
    Letters,
    Piece,
    blank,
    framed,
    inset,
    tagged,
    tags,
    text,
    upon,
)
from archrepo.render.picture.words import picture_words
from archrepo.render.roadmap.axis import Axis
from archrepo.render.roadmap.chart import PHASE_TONES, Row, Span, is_past, rows_of
from archrepo.render.roadmap.folding import LOSES, counts, folded
from archrepo.render.text_metrics import Room, text_width, wrapped
from archrepo.resources.typography import about

if TYPE_CHECKING:
    from archrepo.analysis.roadmap.result import Replacement, Roadmap
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View

_LEFT, _CHART = 216, 820
_WIDTH = _LEFT + _CHART
_PALE = 3  # points that a bar with a border takes
_ROW, _BAR, _HEAD, _HIGH_HEAD = 18, 11, 20, 28
_YEAR, _QUARTER = 16, 13
_PLATEAU = 14
_SMALL = 8
_TIME = ("TOLERATE", "INVEST", "MIGRATE", "ELIMINATE")
_DASH, _BETWEEN = 4, 3
_MOST_NAMED = 12  # of those counted in one bar
_HEAD_ROOM = Room(_WIDTH - 20, 10, bold=True, most=1)
_PHASES = ("PLANNED", "PHASE_IN", "ACTIVE", "PHASE_OUT")


def title_of(result: Roadmap, words: PictureWords) -> str:
    """Return what the picture shows."""
    return about(words.say("roadmap_title"), result.domain_name)


def subtitle_of(result: Roadmap, words: PictureWords) -> str:
    """Return its date, plan and counts."""
    applications = sum(len(row.applications) for row in result.rows)
    return words.subtitle(
        result.at,
        result.plan,
        words.number("applications", applications),
        words.number("projects", len(result.projects)),
        words.number("roadmap_gap_count", len(result.gaps)),
    )


def notes_of(result: Roadmap, words: PictureWords) -> list[str]:
    """Return what to know, whatever its form."""
    bars = [bar for row in result.rows for bar in row.applications]
    stated = {bar.disposition for bar in bars if bar.disposition}
    told = [f"[{d[0]}] {words.value('Disposition', d).lower()}" for d in _TIME if d in stated]
    notes = [", ".join(told)] if told else []
    if result.unchanged:
        notes.append(words.number("roadmap_unchanged", result.unchanged))
    if past := sum(is_past(bar, result) for bar in result.projects):
        notes.append(words.number("roadmap_past", past))
    return notes


def drawing(result: Roadmap, view: View) -> Drawing:
    """Return the picture."""
    title = title_of(result, picture_words(view.lang))
    return Drawing(title, lambda: _Chart(result, view).drawn().dot())


class _Chart:
    def __init__(self, result: Roadmap, view: View) -> None:
        self._result = result
        self._words = picture_words(view.lang)
        self._p: Palette = THEMES[view.theme]
        self._axis = Axis.over(result.at, result.first, result.last, _CHART)
        self._folded = folded(rows_of(result, self._words), result)
        self._rows = self._folded.rows
        self._tops: dict[str, float] = {}

    def drawn(self) -> Scene:
        head = upon(self._heading().rows(_WIDTH, self._p), _WIDTH)
        plateaus = self._plateau_lines()
        axis_top = head.height
        if not self._rows:
            scene = Scene(_WIDTH, head.height, self._p, title_of(self._result, self._words))
            scene.place(head, 0, 0)
            return scene
        body = axis_top + _YEAR + _QUARTER + _PLATEAU * plateaus + 4
        height = body + sum(map(self._height, self._rows))
        scene = Scene(_WIDTH, height, self._p, title_of(self._result, self._words))
        scene.place(head, 0, 0)
        self._grid(scene, axis_top, height)
        self._plateaus(scene, axis_top + _YEAR + _QUARTER, height)
        self._day(scene, axis_top + _YEAR + _QUARTER, body, height)
        top = float(body)
        for row in self._rows:
            self._tops[row.identifier] = top
            self._row(scene, row, top)
            top += self._height(row)
        self._arrows(scene)
        return scene

    def _heading(self) -> Heading:
        words, tones = self._words, self._p.tones
        shown = {span.tone for row in self._rows for span in row.spans}
        phases = [p for p in _PHASES if PHASE_TONES[p] in shown]
        keys = [Key("", tones[PHASE_TONES[p]], words.value("Phase", p)) for p in phases]
        kinds = {row.kind for row in self._rows}
        if "gap" in kinds:
            keys.append(Key("!", tones["worst"], words.say("weak_UNCOVERED")))
        if "project" in kinds:
            keys.append(Key("", tones["step3"], words.say("roadmap_project")))
            keys += self._over()
        if any(row.marks for row in self._rows):
            keys.append(Key("◆", self._p.page, words.say("roadmap_milestone")))
        meetings = {each.meeting for each in self._replaced_here()}
        if meetings - {"GAP"}:
            keys.append(Key("→", tones["hue7"], words.say("flows_replaces")))
        if "GAP" in meetings:
            keys.append(Key("→", tones["worst"], words.say("roadmap_replaced_late")))
        notes = [words.say("roadmap_day")] if self._rows else [words.say("roadmap_empty")]
        if self._rows and self._plateau_lines():
            notes.insert(0, words.say("roadmap_plateaus"))
        notes += notes_of(self._result, words)
        if counted := sum(map(len, self._folded.counted.values())):
            notes.append(words.number("roadmap_counted", counted))
        if self._folded.hidden:
            notes.append(words.number("roadmap_cut", self._folded.hidden))
        title, subtitle = title_of(self._result, words), subtitle_of(self._result, words)
        return Heading(title, subtitle, keys, notes)

    def _over(self) -> list[Key]:
        """Return what grey bars of projects say: a short one has no room for its status."""
        spans = {span for row in self._rows if row.kind == "project" for span in row.spans}
        greys = {(span.tone, span.said) for span in spans if span.tone in ("aside", "unknown")}
        unstated = self._words.maps.say("class", "UNKNOWN")
        return [Key("", self._p.tones[tone], said or unstated) for tone, said in sorted(greys)]

    def _x(self, day: dt.date | None, otherwise: dt.date) -> float:
        return _LEFT + self._axis.place(day, otherwise)

    def _grid(self, scene: Scene, top: float, bottom: float) -> None:
        """Draw years and quarters, and a thin line where each starts."""
        for name, start, end, is_year in self._axis.periods():
            left, right = self._x(start, start), self._x(end, end)
            width = max(round(right - left) - 1, 1)
            size = 10 if is_year else _SMALL
            said = name if is_year else self._words.say("quarter", n=name)
            fits = text_width(said, size, is_year) <= width
            letters = Letters(size, self._p.page.text if is_year else self._p.quiet, is_year)
            height = _YEAR if is_year else _QUARTER
            cell = text([said if fits else ""], letters, width, height, "CENTER", None, "MIDDLE")
            scene.place(cell, left + 1, top if is_year else top + _YEAR)
            line = blank(1, max(round(bottom - top - _YEAR), 1), self._p.track)
            scene.place(line, left, top + _YEAR)

    def _plateau_lines(self) -> int:
        return len([p for p in self._result.plateaus if p.date is not None])

    def _plateaus(self, scene: Scene, top: float, bottom: float) -> None:
        for number, plateau in enumerate(p for p in self._result.plateaus if p.date is not None):
            day = plateau.date or self._result.at
            if not self._axis.first <= day <= self._axis.last:
                continue
            x, at = self._x(day, day), top + number * _PLATEAU
            tone = self._p.tones["hue3"].border
            height = round(bottom - at - _PLATEAU / 2)
            scene.place(blank(1, max(height, 1), tone), x, at + _PLATEAU / 2)
            said = f"{one_line(plateau.name)} ({self._words.date(day)})"
            wanted = round(text_width(said, _SMALL, True)) + 6
            before = x - _LEFT > _CHART / 2
            room = min(wanted, round(x - 4 if before else _WIDTH - x - 4))
            shown = wrapped(said, Room(room - 4, _SMALL, bold=True, most=1))
            letters = Letters(_SMALL, self._p.page.text, bold=True)
            align = "RIGHT" if before else "LEFT"
            cell = text(shown, letters, room, _PLATEAU - 2, align, self._p.page.fill, "MIDDLE")
            title = f"{plateau.name} ({plateau.id}) · {self._words.date(day)}"
            drawn = tagged(cell, tags(f"plateau-{plateau.id}", title))
            scene.place(drawn, x - room - 2 if before else x + 3, at)

    def _row(self, scene: Scene, row: Row, top: float) -> None:
        if row.kind == "head":
            self._head(scene, row, top + 2)
            return
        color = self._p.alarm if row.kind == "gap" else self._p.page.text
        room = _LEFT - 10
        bold = row.kind == "gap"
        taken = text_width(f" {row.sign}", _SMALL, bold) if row.sign else 0
        (shown,) = wrapped(one_line(row.name), Room(room - taken, _SMALL, bold=bold, most=1))
        told = f"{shown} {row.sign}".rstrip()
        name = text([told], Letters(_SMALL, color, bold), room, _ROW, valign="MIDDLE")
        scene.place(tagged(name, tags(f"name-{row.identifier}", row.title)), 4, top)
        for number, span in enumerate(row.spans):
            self._span(scene, row, span, number, top)
        self._marks(scene, row, top)

    def _height(self, row: Row) -> int:
        if row.kind != "head":
            return _ROW
        counted = row.identifier in self._folded.counted
        return _HIGH_HEAD if counted and len(_beside(row.name)) > 1 else _HEAD

    def _head(self, scene: Scene, row: Row, top: float) -> None:
        """Draw the bar of a domain; one with counts in it is lighter, its name stands before."""
        counted = self._folded.counted.get(row.identifier, [])
        paint, size, shown = self._p.header, 10, wrapped(one_line(row.name), _HEAD_ROOM)
        if counted:
            paint, size, shown = self._p.group, _SMALL, _beside(row.name)
        height = self._height(row) - 4
        letters = Letters(size, paint.text, bold=True)
        cell = text(shown, letters, _WIDTH - 8, height, valign="MIDDLE")
        band = tagged(inset(cell, 4), tags(row.identifier, row.title), paint.fill)
        scene.place(band, 0, top)
        for number, (first, last, said, names) in enumerate(counts(counted, self._axis)):
            left, right = self._x(first, first), self._x(last, last)
            width = round(right - left) - 2
            if text_width(said, _SMALL, True) > width:
                continue
            told = names[:_MOST_NAMED]
            if more := len(names) - len(told):
                told.append(self._words.maps.number("cell", "more", more))
            letters = Letters(_SMALL, self._p.alarm if LOSES in said else paint.text, bold=True)
            cell = text([said], letters, width, height, "CENTER", None, "MIDDLE")
            tip = tags(f"{row.identifier}-counted-{number}", ", ".join(told))
            scene.place(tagged(cell, tip), left + 1, top)

    def _span(self, scene: Scene, row: Row, span: Span, number: int, top: float) -> None:
        first, last = self._axis.first, self._axis.last
        if (span.end or last) <= first or (span.start or first) >= last:
            return
        left, right = self._x(span.start, first), self._x(span.end, last)
        width = max(round(right - left), 2)
        paint = self._p.tones[span.tone]
        told = tags(f"{row.identifier}--{number}", row.title)
        y = top + (_ROW - _BAR) / 2
        if paint.hollow:
            scene.place(framed([], width, _BAR, paint, told), left, y)
        elif span.tone == "aside" and width > _PALE:  # it is as pale as the page
            said = self._bar(span, width - 2, paint.fill, paint.text, {}, _BAR - 2)
            scene.place(framed([said], width, _BAR, paint, told), left, y)
        else:
            scene.place(self._bar(span, width, paint.fill, paint.text, told), left, y)
        if span is row.spans[-1]:
            self._end(scene, row, span, right, top)

    def _bar(
        self,
        span: Span,
        width: int,
        fill: str,
        color: str,
        tags: dict[str, str],
        height: int = _BAR,
    ) -> Piece:
        """Return a bar, with what it says on it where there is room."""
        fits = bool(span.said) and text_width(span.said, 7, True) + 4 <= width
        letters = Letters(7, color, bold=True)
        said = span.said if fits else ""
        return tagged(text([said], letters, width, height, "CENTER", fill, "MIDDLE"), tags)

    def _end(self, scene: Scene, row: Row, span: Span, right: float, top: float) -> None:
        """Write the day something ends beside its bar; a gap says its days there."""
        if span.end is None or not self._axis.first < span.end < self._axis.last:
            return
        said = self._words.date(span.end)
        if row.kind == "gap" and span.said:
            said = f"{span.said} → {said}"
        width = round(text_width(said, 7)) + 4
        if right + width + 6 > _WIDTH or row.marks:
            return
        color = self._p.alarm if row.kind == "gap" else self._p.quiet
        fill = self._p.page.fill  # no line of the grid runs through it
        drawn = text([said], Letters(7, color), width, _BAR, "LEFT", fill, "MIDDLE")
        scene.place(drawn, right + 6, top + (_ROW - _BAR) / 2)

    def _marks(self, scene: Scene, row: Row, top: float) -> None:
        for number, (day, name) in enumerate(row.marks):
            if self._axis.first <= day <= self._axis.last:
                under = [s for s in row.spans if _holds(s, day)]
                tones = self._p.tones
                color = tones[under[0].tone].text if under else self._p.page.text
                sign = Letters(11, color, bold=True)
                cell = text(["◆"], sign, 14, _ROW, "CENTER", None, "MIDDLE")
                title = f"{name} · {self._words.date(day)}"
                drawn = tagged(cell, tags(f"{row.identifier}-mark-{number}", title))
                scene.place(drawn, self._x(day, day) - 7, top)

    def _day(self, scene: Scene, top: float, body: float, bottom: float) -> None:
        """Draw the day it is seen from behind the bars, in dashes: no name is crossed by it."""
        x = self._x(self._result.at, self._result.at) - 1
        told = tags("day", self._words.date(self._result.at))
        for start, end, tag in ((top - _QUARTER, top, {}), (body, bottom, told)):
            dashes = int(end - start) // (_DASH + _BETWEEN)
            pair = [blank(2, _DASH, self._p.page.text), blank(2, _BETWEEN)]
            scene.place(tagged(upon(pair * dashes, 2), tag), x, start)

    def _replaced_here(self) -> list[Replacement]:
        """Return those of whom both lines are drawn, and the end of the old one."""
        drawn = {row.identifier for row in self._rows}
        return [
            each
            for each in self._result.replacements
            if {f"app-{each.old}", f"app-{each.new}"} <= drawn
            and each.old_end is not None
            and each.old_end <= self._axis.last
        ]

    def _arrows(self, scene: Scene) -> None:
        """Draw an arrow from the end of what goes to the start of what comes."""
        for each in self._replaced_here():
            places = [self._tops[f"app-{i}"] for i in (each.old, each.new)]
            start = self._x(each.old_end, self._axis.last)
            end = max(self._x(each.new_start, self._axis.first), start)  # it may run already
            y1, y2 = places[0] + _ROW / 2, places[1] + _ROW / 2
            y2 += -_BAR / 2 if y1 < y2 else _BAR / 2
            gap = each.meeting == "GAP"
            color = self._p.alarm if gap else self._p.tones["hue7"].border
            points = [(start, y1), (start, y2)]
            if end > start:  # it turns between two bars
                turn = places[0] + (_ROW if y1 < y2 else 0)
                points = [(start, y1), (start, turn), (end, turn), (end, y2)]
            names = {"old": each.old_name, "new": each.new_name}
            title = self._words.say("replaced_by", **names)
            if gap and each.days is not None:
                title += " · " + self._words.number("days", each.days)
            scene.draw(Line(f"replaced-{each.old}--{each.new}", points, color, title, width=1.2))


def _beside(name: str) -> tuple[str, ...]:
    """Return a domain's name in lines, before what is counted in its bar."""
    return wrapped(one_line(name), Room(_LEFT - 12, _SMALL, bold=True, most=2))


def _holds(span: Span, day: dt.date) -> bool:
    return (span.start or day) <= day < (span.end or dt.date.max)
