"""Windows in time: from when to when a scope that was covered is covered no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import segments_of, serves
from archrepo.domain.validity import ALWAYS, NEVER, Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.covered_portfolio import Covering
    from archrepo.analysis.situation import Situation


@dataclass(frozen=True, slots=True)
class Window:
    """Days without coverage, after days with it.

    Attributes:
        start: First day without.
        end: First day with coverage again; None where none is known to come.
        segments: Whom it is about, sorted, `EVERYONE` for those no coverage names; none: everyone.
        lost: Applications whose coverage ends at `start`, by id.
        back: Applications whose coverage starts at `end`, by id.
    """

    start: dt.date
    end: dt.date | None
    segments: tuple[str, ...]
    lost: tuple[str, ...]
    back: tuple[str, ...]


def windows_of(situation: Situation, scope: str) -> tuple[Window, ...]:
    """Return the windows without coverage of a scope that end after the day, by start.

    A scope never covered has none: nothing is lost. Where coverage is stated for segments, each is
    judged by itself, and equal windows of several are told once.
    """
    every = [c for c in situation.portfolio.coverings.get(scope, ()) if c.counts]
    spans = [(covering, span(covering.intervals)) for covering in every]
    if all(held.end is None for _, held in spans):
        return ()
    stated = [c.stated for c in every]
    # As on any day: those whom nothing names count while something serves everyone.
    unnamed = any(
        not c.stated.segments and (held.end is None or held.end > situation.day)
        for c, held in spans
    )
    parents = situation.portfolio.organisation_parents
    found: dict[tuple[dt.date, dt.date | None], list[str]] = {}
    judged = segments_of(stated, (), for_everyone=unnamed)
    for segment in judged:
        serving = [held for c, held in spans if serves(c.stated, segment, parents)]
        for window in between(serving):
            if window[1] is None or window[1] > situation.day:
                found.setdefault(window, []).append(segment)
    return tuple(
        Window(
            start,
            end,
            () if len(segments) == len(judged) else tuple(segments),
            _applications((c, held.end) for c, held in spans if held.end == start),
            _applications((c, held.start) for c, held in spans if end and held.start == end),
        )
        for (start, end), segments in sorted(
            found.items(), key=lambda item: (item[0][0], item[0][1] or dt.date.max)
        )
    )


def _applications(found: Iterable[tuple[Covering, dt.date | None]]) -> tuple[str, ...]:
    return tuple(sorted({covering.application for covering, _ in found}))


def span(intervals: Iterable[Interval]) -> Interval:
    """Return the days on which all of `intervals` hold."""
    common = ALWAYS
    for interval in intervals:
        common = common.within(interval)
    return common


def between(spans: Sequence[Interval]) -> list[tuple[dt.date, dt.date | None]]:
    """Return the stretches after the first span that no span holds; the last may be open."""
    held = sorted(
        (s for s in spans if s != NEVER), key=lambda s: (s.start or dt.date.min, s.end is None)
    )
    found: list[tuple[dt.date, dt.date | None]] = []
    reached: dt.date | None = None
    for position, one in enumerate(held):
        if position and reached is None:
            break
        if position and reached is not None and one.start is not None and one.start > reached:
            found.append((reached, one.start))
        if one.end is None:
            reached = None
        elif not position or (reached is not None and one.end > reached):
            reached = one.end
    if held and reached is not None:
        found.append((reached, None))
    return found
