"""A journey drawn: a column for each step, from left to right, in rows where they are many."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from archrepo.render.label_text import one_line
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.heading import Heading, Key
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.scene import Line, Scene
from archrepo.render.picture.tables import (
    Letters,
    Piece,
    beside,
    blank,
    framed,
    inset,
    tagged,
    tags,
    text,
    text_height,
    upon,
)
from archrepo.render.picture.words import SEPARATOR, picture_words
from archrepo.render.text_metrics import Room, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.journey_map import JourneyMap, JourneyStep, StepApplication, Weak
    from archrepo.render.picture.palette import Paint, Palette
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View

_COLUMN, _GAP, _BETWEEN_ROWS = 148, 22, 26
_MOST_COLUMNS = 5
_SMALL, _NAME, _STEP = 8, 9, 10
_PAD = 5
_INNER = _COLUMN - 2 * _PAD - 2
_BADGE = 14
_MOST_APPLICATIONS = 8
_MOST_DATA = 5


def title_of(result: JourneyMap) -> str:
    """Return what the picture shows."""
    return result.name


def subtitle_of(result: JourneyMap, words: PictureWords) -> str:
    """Return its sort, date, plan and counts."""
    weak = sum(bool(step.weak) for step in result.steps)
    sort = words.value("JourneyCategory", result.category)
    counted = [
        words.number("journey_steps", len(result.steps)),
        words.number("journey_weak", weak),
    ]
    said = words.subtitle(result.at, result.plan, *counted)
    return SEPARATOR.join(part for part in (sort, said) if part)


def weak_words(weak: Weak, words: PictureWords) -> str:
    """Return why a step is weak."""
    return words.say(f"weak_{weak.code}", names=", ".join(map(one_line, weak.names)))


def drawing(result: JourneyMap, view: View) -> Drawing:
    """Return the picture."""
    return Drawing(title_of(result), lambda: _Journey(result, view).drawn().dot())


class _Journey:
    def __init__(self, result: JourneyMap, view: View) -> None:
        self._result = result
        self._words = picture_words(view.lang)
        self._p: Palette = THEMES[view.theme]
        self._tones = {entry.name: self._p.tones[entry.tone] for entry in result.legend}

    def drawn(self) -> Scene:
        steps = self._result.steps
        most = max(_MOST_COLUMNS, math.isqrt(2 * len(steps)))  # in the shape of a page
        rows = -(-len(steps) // most) or 1
        columns = -(-len(steps) // rows) or 1
        width = max(columns * (_COLUMN + _GAP) - _GAP, 620)
        head = upon(self._heading().rows(width, self._p), width)
        lines = [steps[i : i + columns] for i in range(0, len(steps), columns)]
        heights = [self._heights(line) for line in lines]
        total = head.height + sum(sum(h) + _BETWEEN_ROWS for h in heights)
        scene = Scene(width, max(total - _BETWEEN_ROWS, head.height), self._p, self._result.name)
        scene.place(head, 0, 0)
        top, number = float(head.height), 0
        for line, height in zip(lines, heights, strict=True):
            for column, step in enumerate(line):
                number += 1
                left = column * (_COLUMN + _GAP)
                self._step(scene, step, number, left, top, height)
                if column + 1 < len(line):
                    self._arrow(scene, number, left, top + height[0] + height[1] / 2)
            top += sum(height) + _BETWEEN_ROWS
        return scene

    def _heading(self) -> Heading:
        words, result = self._words, self._result
        keys = [
            Key(e.letter, self._p.tones[e.tone], words.maps.counted("coverage", e))
            for e in result.legend
            if e.name in self._shown()
        ]
        return Heading(title_of(result), subtitle_of(result, words), keys, self._notes())

    def _shown(self) -> set[str]:
        """Return the classes that stand on the picture."""
        covering = (a for step in self._result.steps for a in step.applications)
        levels = {application.level or "UNKNOWN" for application in covering}
        return levels | {step.coverage.name for step in self._result.steps}

    def _notes(self) -> list[str]:
        words, steps = self._words, self._result.steps
        said = [] if steps else [words.say("journey_empty")]
        if self._result.persona:
            said.append(words.say("journey_persona", persona=self._result.persona))
        if any(step.applications for step in steps):
            said.append(words.say("journey_levels"))
        if not all(step.essential for step in steps):
            said.append(words.say("journey_dashed_step"))
        if any(application.leaving for step in steps for application in step.applications):
            said.append(words.say("journey_dashed_application"))
        return said

    def _heights(self, steps: Sequence[JourneyStep]) -> list[int]:
        """Return the heights of the five bands of a row of steps."""
        parts = [self._parts(step, i) for i, step in enumerate(steps)]
        return [max((p[band].height for p in parts), default=1) for band in range(5)]

    def _step(
        self,
        scene: Scene,
        step: JourneyStep,
        number: int,
        left: float,
        top: float,
        heights: Sequence[int],
    ) -> None:
        for piece, height in zip(self._parts(step, number, heights), heights, strict=True):
            scene.place(piece, left, top)
            top += height

    def _parts(
        self, step: JourneyStep, number: int, heights: Sequence[int] = (0, 0, 0, 0, 0)
    ) -> list[Piece]:
        """Return channel, step, scope, applications and data, each as high as its band."""
        return [
            self._channel(step),
            self._name(step, number, heights[1]),
            self._scope(step, heights[2]),
            self._applications(step, heights[3]),
            self._data(step),
        ]

    def _channel(self, step: JourneyStep) -> Piece:
        shown = wrapped(one_line(step.channel or ""), Room(_COLUMN, _SMALL, most=1))
        letters = Letters(_SMALL, self._p.quiet, italic=True)
        return text(shown, letters, _COLUMN, 14, "CENTER", valign="MIDDLE")

    def _name(self, step: JourneyStep, number: int, height: int) -> Piece:
        paint = self._p.header if step.essential else self._p.ghost
        said = f"{number}. {one_line(step.step or step.scope_name)}"
        lines = wrapped(said, Room(_INNER, _STEP, bold=True))
        rows = [
            blank(_INNER, 4),
            text(lines, Letters(_STEP, paint.text, True), _INNER, text_height(len(lines), _STEP)),
        ]
        if not step.essential:
            optional = Letters(_SMALL, paint.text, italic=True)
            rows.append(text([self._words.say("journey_optional")], optional, _INNER, 10))
        rows.append(blank(_INNER, 4))
        return self._boxed(rows, paint, height, f"step-{number}", said)

    def _scope(self, step: JourneyStep, height: int) -> Piece:
        """Return the scope on the colour of its coverage, and why it is weak."""
        paint = self._tones[step.coverage.name]
        lines = wrapped(one_line(step.scope_name), Room(_INNER - 12, _NAME, most=4))
        tall = text_height(len(lines), _NAME)
        letter = text([step.coverage.letter], Letters(_NAME, paint.text, True), 12, tall)
        name = beside([letter, text(lines, Letters(_NAME, paint.text), _INNER - 12, tall)])
        rows = [blank(_INNER, 3), name]
        for weak in step.weak:
            rows.append(blank(_INNER, 2))
            rows.append(self._weak(weak))
        rows.append(blank(_INNER, 3))
        said = [weak_words(weak, self._words) for weak in step.weak]
        title = SEPARATOR.join([f"{step.scope_name} ({step.scope})", step.coverage.letter, *said])
        piece = self._boxed(rows, paint, height - 5 if height else 0, self._id(step), title)
        return upon([blank(_COLUMN, 5), piece], _COLUMN)

    def _id(self, step: JourneyStep) -> str:
        return f"scope-{step.order if step.order is not None else 'x'}-{step.scope}"

    def _weak(self, weak: Weak) -> Piece:
        paint = self._p.tones["worst"]
        room = _INNER - 6
        lines = wrapped("! " + weak_words(weak, self._words), Room(room, _SMALL, bold=True))
        height = text_height(len(lines), _SMALL) + 2
        said = text(lines, Letters(_SMALL, paint.text, True), room, height, valign="MIDDLE")
        return tagged(inset(said, 3), {}, paint.fill)

    def _applications(self, step: JourneyStep, height: int) -> Piece:
        shown = step.applications[:_MOST_APPLICATIONS]
        rows = [blank(_COLUMN, 5)]
        for application in shown:
            rows += [self._application(application, step), blank(_COLUMN, 2)]
        if len(step.applications) > len(shown):
            more = self._words.maps.number("cell", "more", len(step.applications) - len(shown))
            rows.append(text([more], Letters(_SMALL, self._p.quiet, italic=True), _COLUMN, 11))
        if not step.applications:
            said = self._words.say("journey_no_application")
            quiet = Letters(_SMALL, self._p.quiet, italic=True)
            rows.append(text([said], quiet, _COLUMN, 12, "CENTER"))
        return upon(rows, _COLUMN, height or None)

    def _application(self, application: StepApplication, step: JourneyStep) -> Piece:
        paint = self._tones.get(application.level or "UNKNOWN", self._p.group)
        box = self._p.ghost if application.leaving else self._p.folded
        room = _INNER - _BADGE
        lines = wrapped(one_line(application.name), Room(room, _SMALL, most=2))
        tall = text_height(len(lines), _SMALL) + 2
        sign = text(
            [application.letter],
            Letters(_SMALL, paint.text, True),
            _BADGE,
            tall,
            "CENTER",
            paint.fill,
            valign="MIDDLE",
        )
        name = text(lines, Letters(_SMALL, box.text), room, tall, valign="MIDDLE")
        row = beside([sign, blank(4, tall), name])
        rows = [row]
        ends = application.ends
        if application.leaving or (ends is not None and ends > self._result.at):
            until = (
                self._words.maps.say("cell", "until", date=self._words.date(ends)) if ends else ""
            )
            said = until or self._words.value("Disposition", "ELIMINATE")
            note = Letters(7, self._p.alarm if application.leaving else box.text)
            rows.append(beside([blank(_BADGE + 4, 10), text([said], note, room, 10)]))
        title = SEPARATOR.join(
            [
                f"{application.name} ({application.id})",
                application.letter,
                *self._only_for(application),
            ]
        )
        identifier = f"app-{self._id(step)}--{application.id}"
        total = sum(r.height for r in rows) + 2
        return framed(rows, _COLUMN, total, box, tags(identifier, title))

    def _only_for(self, application: StepApplication) -> list[str]:
        names = self._result.segment_names
        told = self._words.maps.segments(application.segments, names)
        return [told] if told else []

    def _data(self, step: JourneyStep) -> Piece:
        if not step.data:
            return blank(_COLUMN, 1)
        shown = list(step.data[:_MOST_DATA])
        more = len(step.data) - len(shown)
        lines = [
            line
            for name in shown
            for line in wrapped(f"• {one_line(name)}", Room(_COLUMN, _SMALL, most=2))
        ]
        lines += [f"+ {more}"] if more else []
        quiet = Letters(_SMALL, self._p.quiet, bold=True)
        head = text([self._words.say("journey_data") + " →"], quiet, _COLUMN, 12)
        body = text(
            lines, Letters(_SMALL, self._p.page.text), _COLUMN, text_height(len(lines), _SMALL)
        )
        return upon([blank(_COLUMN, 4), head, body], _COLUMN)

    def _boxed(
        self, rows: list[Piece], paint: Paint, height: int, identifier: str, title: str
    ) -> Piece:
        inside = [inset(row, _PAD) for row in rows]
        own = sum(row.height for row in rows) + 2
        return framed(inside, _COLUMN, max(own, height), paint, tags(identifier, title))

    def _arrow(self, scene: Scene, number: int, left: float, middle: float) -> None:
        points = [(left + _COLUMN + 2, middle), (left + _COLUMN + _GAP - 2, middle)]
        scene.draw(Line(f"next-{number}", points, self._p.line, width=1.6))
