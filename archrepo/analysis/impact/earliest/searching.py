"""Goes from one change to the next until nothing changes any more, and says what that means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.asking import resolved
from archrepo.analysis.impact.assessment import assess, lines_without_people
from archrepo.analysis.impact.earliest.conditions import conditions_of, roots_of
from archrepo.analysis.impact.earliest.result import Blocker, EarliestRetirement, Season, Step
from archrepo.analysis.impact.earliest.watching import WatchedFacts
from archrepo.analysis.impact.settings import ImpactSettings
from archrepo.analysis.impact.stored import StoredFacts
from archrepo.domain.steadily import steadily
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.impact.events import Retire
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.findings import Note
    from archrepo.analysis.impact.report import ImpactLine
    from archrepo.domain.ports import GraphStore

_LONGEST_SEASON = 800  # days; freezes that follow each other for longer leave no day


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the report of one day comes to."""

    day: dt.date
    verdict: Severity
    blockers: tuple[Blocker, ...]
    roots: frozenset[tuple[str, str]]


def earliest_of(
    event: Retire, below: Severity, store: GraphStore, settings: ImpactSettings | None = None
) -> EarliestRetirement:
    """Return when `event.target` can be switched off, by the portfolio in `store`.

    Raises:
        NotFoundError: The target, or a project of the plan, is unknown.
        ConfigError: The target is no application.
    """

    def answer() -> EarliestRetirement:
        facts = StoredFacts(store)
        target = resolved(event, facts, store).target
        return earliest(replace(event, target=target), below, facts, settings)

    return steadily(store, answer)


def earliest(
    event: Retire, below: Severity, facts: Facts, settings: ImpactSettings | None = None
) -> EarliestRetirement:
    """Return when `event.target`, an id, can be switched off, from `event.at` on."""
    chosen = settings or ImpactSettings()
    watched = WatchedFacts(facts)
    judged: list[_Judged] = []
    day: dt.date | None = event.at
    while day is not None:
        lines = lines_without_people(replace(event, at=day), watched, chosen)
        judged.append(_judged(day, lines, below))
        day = watched.next_change(day, chosen.gap_tolerance_days)
    clear = _first_clear(judged)
    found = _after_seasons(replace(event, at=clear), below, facts, chosen) if clear else None
    report = assess(replace(event, at=found or judged[-1].day), facts, chosen)
    in_the_way = report.lines if clear else _apart_from_seasons(report.lines)
    return EarliestRetirement(
        target=event.target,
        name=report.event.name,
        at=event.at,
        plan=str(event.plan),
        below=below,
        day=found,
        but_for_freezes=clear if clear != found else None,
        verdict=worst_of(_apart_from_seasons(report.lines)),
        conditions=() if found else conditions_of(report, in_the_way, below, facts),
        conditions_from=None if found else _left_from(judged),
        steps=_steps(judged),
        seasons=_seasons(watched),
        days_assessed=len(judged),
        knowledge=report.knowledge,
    )


def worst_of(lines: Iterable[ImpactLine]) -> Severity:
    """Return the worst final severity; INFO where nothing happens."""
    return max((line.final for line in lines), key=lambda s: s.rank, default=Severity.INFO)


def is_seasonal(line: ImpactLine) -> bool:
    """Return whether a line is only there because of freezes that come back every year."""
    freezes = [note for note in _notes(line) if note.key == "freeze"]
    return bool(freezes) and all(note.filled.get("yearly") for note in freezes)


def _notes(line: ImpactLine) -> list[Note]:
    return [*line.notes, *(note for cause in line.causes for note in cause.notes)]


def _apart_from_seasons(lines: Iterable[ImpactLine]) -> list[ImpactLine]:
    return [line for line in lines if not is_seasonal(line)]


def _judged(day: dt.date, found: Iterable[ImpactLine], below: Severity) -> _Judged:
    lines = _apart_from_seasons(found)
    too_bad = [line for line in lines if line.final.rank >= below.rank]
    blockers = tuple(
        Blocker(
            node=line.node, kind=line.kind, name=line.name, effect=line.effect, final=line.final
        )
        for line in too_bad
    )
    roots = frozenset((root.node, root.effect) for root in roots_of(too_bad, lines))
    return _Judged(day, worst_of(lines), blockers, roots)


def _first_clear(judged: Sequence[_Judged]) -> dt.date | None:
    """Return the first day from which nothing is too bad any more; None where there is none."""
    clear = None
    for one in reversed(judged):
        if one.blockers:
            break
        clear = one.day
    return clear


def _after_seasons(
    event: Retire, below: Severity, facts: Facts, settings: ImpactSettings
) -> dt.date | None:
    """Return the first day from `event.at` on that no seasonal freeze makes too bad."""
    day = event.at
    while (day - event.at).days < _LONGEST_SEASON:
        lines = lines_without_people(replace(event, at=day), facts, settings)
        too_bad = [x for x in lines if is_seasonal(x) and x.final.rank >= below.rank]
        if not too_bad:
            return day
        ends = [note.filled["end"] for line in too_bad for note in _notes(line)]
        day = max(end for end in ends if isinstance(end, dt.date))
    return None


def _left_from(judged: Sequence[_Judged]) -> dt.date:
    """Return the first day from which only what is left at the end stands in the way."""
    left = judged[-1].day
    for one in reversed(judged):
        if one.roots != judged[-1].roots:
            break
        left = one.day
    return left


def _steps(judged: Sequence[_Judged]) -> tuple[Step, ...]:
    """Return the days on which the verdict or what is too bad changes."""
    steps: list[Step] = []
    before: _Judged | None = None
    for one in judged:
        if before and (one.verdict, one.blockers) == (before.verdict, before.blockers):
            continue
        known = {(b.node, b.effect) for b in before.blockers} if before else set()
        now = {(b.node, b.effect) for b in one.blockers}
        steps.append(
            Step(
                day=one.day,
                verdict=one.verdict,
                blockers=one.blockers,
                came=tuple(b for b in one.blockers if (b.node, b.effect) not in known),
                went=tuple(
                    b for b in (before.blockers if before else ()) if (b.node, b.effect) not in now
                ),
            )
        )
        before = one
    return tuple(steps)


def _seasons(watched: WatchedFacts) -> tuple[Season, ...]:
    return tuple(
        Season(
            period=period,
            name=node.name,
            starts_on=node.values.get("starts_on"),
            ends_on=node.values.get("ends_on"),
        )
        for period, node in sorted(watched.seasons.items())
    )
