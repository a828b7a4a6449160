"""The rows of a roadmap: what stands on each line, as data that the picture and the text share."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.vocabulary import Criticality
from archrepo.render.picture.words import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.roadmap.result import ApplicationBar, GapWindow, ProjectBar, Roadmap
    from archrepo.render.picture.words import PictureWords

PHASE_TONES = {
    "PLANNED": "soon",
    "PHASE_IN": "good",
    "ACTIVE": "best",
    "PHASE_OUT": "poor",
    "RETIRED": "aside",
}
STATUS_TONES = {
    "IDEA": "soon",
    "FRAMING": "soon",
    "BUILD": "step3",
    "DEPLOYING": "step4",
    "DONE": "aside",
    "STOPPED": "unknown",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line; an open end is unknown."""

    tone: str
    start: dt.date | None
    end: dt.date | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a roadmap.

    Attributes:
        kind: `head`, `application`, `gap` or `project`.
        identifier: Id of it in the picture.
        name: What stands at its left.
        title: What the pointer shows over it.
        spans: Its bars.
        marks: Its milestones: day and name.
        weight: How critical what it tells of is.
        sign: What stands after its name, however long that is.
    """

    kind: str
    identifier: str
    name: str
    title: str = ""
    spans: tuple[Span, ...] = ()
    marks: tuple[tuple[dt.date, str], ...] = ()
    weight: int = 0
    sign: str = ""

    @property
    def label(self) -> str:
        """Its name and sign."""
        return f"{self.name} {self.sign}".rstrip()


def rows_of(result: Roadmap, words: PictureWords) -> list[Row]:
    """Return the lines: domains with their applications and gaps, then projects."""
    return list(_rows(result, words))


def count_of(result: Roadmap) -> int:
    """Return how many lines there are."""
    known = {row.id for row in result.rows if row.id is not None}
    elsewhere = any(gap.domain not in known for gap in result.gaps)
    projects = sum(not is_past(bar, result) for bar in result.projects)
    bars = sum(1 + len(row.applications) for row in result.rows)
    return bars + len(result.gaps) + elsewhere + projects + (projects > 0)


def _rows(result: Roadmap, words: PictureWords) -> Iterator[Row]:
    gaps: dict[str | None, list[GapWindow]] = defaultdict(list)
    known = {row.id for row in result.rows if row.id is not None}
    for gap in result.gaps:
        gaps[gap.domain if gap.domain in known else None].append(gap)
    for row in result.rows:
        name = row.name or words.say("landscape_nowhere")
        yield Row("head", f"domain-{row.id or 'none'}", name, name)
        yield from (_application(bar, result, words) for bar in row.applications)
        yield from (_gap(gap, result, words) for gap in (gaps.pop(row.id, []) if row.id else []))
    left = [gap for found in gaps.values() for gap in found]
    if left:
        name = words.say("roadmap_gaps")
        yield Row("head", "gaps", name, name)
        yield from (_gap(gap, result, words) for gap in left)
    drawn = [bar for bar in result.projects if not is_past(bar, result)]
    if drawn:
        name = words.say("roadmap_projects")
        yield Row("head", "projects", name, name)
        yield from (_project(bar, result, words) for bar in drawn)


def is_past(bar: ProjectBar, result: Roadmap) -> bool:
    """Return whether a project should have ended before the day: its bar would lie off the axis."""
    return bar.end is not None and bar.end <= result.at


def _application(bar: ApplicationBar, result: Roadmap, words: PictureWords) -> Row:
    spans = tuple(
        Span(PHASE_TONES.get(p.phase, "best"), p.start, p.end, words.value("Phase", p.phase))
        for p in bar.phases
    )
    if not spans and not bar.never:
        spans = (Span("unknown" if bar.undated else "best", bar.start, bar.end),)
    told = [f"{bar.name} ({bar.id})", words.value("Disposition", bar.disposition)]
    told += [_from_to(bar.start, bar.end, words)]
    doers = dict.fromkeys(p for p in (bar.started_by, bar.ended_by) if p)
    told += [result.project_names.get(p, p) for p in doers]
    title = SEPARATOR.join(part for part in told if part)
    sign = f"[{bar.disposition[0]}]" if bar.disposition else ""
    return Row("application", f"app-{bar.id}", bar.name, title, spans, sign=sign)


def _gap(gap: GapWindow, result: Roadmap, words: PictureWords) -> Row:
    said = words.number("days", gap.days) if gap.days is not None else words.say("no_end")
    whom = words.maps.segments(gap.segments, result.segment_names)
    segments = f" ({whom})" if whom else ""
    lost = ", ".join(named.name for named in gap.lost)
    title = SEPARATOR.join(
        part
        for part in (
            f"{gap.name}{segments} ({gap.scope})",
            words.say("weak_UNCOVERED"),
            _from_to(gap.start, gap.end, words),
            said,
            lost,
        )
        if part
    )
    span = Span("worst", gap.start, gap.end, said)
    part = "".join(f"-{segment}" for segment in gap.segments)
    identifier = f"gap-{gap.scope}{part}-{gap.start}"
    weight = Criticality(gap.criticality).rank + 1 if gap.criticality else 0
    return Row("gap", identifier, f"! {gap.name}{segments}", title, (span,), weight=weight)


def _project(bar: ProjectBar, result: Roadmap, words: PictureWords) -> Row:
    tone = STATUS_TONES.get(bar.status or "", "unknown")
    status = words.value("ProjectStatus", bar.status)
    marks = tuple(
        (m.date, m.name) for m in result.milestones if m.project == bar.id and m.date is not None
    )
    unstated = words.labels.relation("IMPACTS", words.lang)
    actions = [
        f"{words.value('Action', a.action or None) or unstated} {a.name}"
        for a in bar.actions
        if a.counted
    ]
    told = [f"{bar.name} ({bar.id})", status, _from_to(bar.start, bar.end, words), *actions]
    title = SEPARATOR.join(part for part in told if part)
    spans = (Span(tone, bar.start, bar.end, status),)
    return Row("project", f"project-{bar.id}", bar.name, title, spans, marks)


def _from_to(start: dt.date | None, end: dt.date | None, words: PictureWords) -> str:
    if start is None and end is None:
        return ""
    return f"{words.date(start) if start else '…'} → {words.date(end) if end else '…'}"
