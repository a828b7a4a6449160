"""When something holds: intervals, lifecycles, and what projects do to them.

An interval holds its first day and not its last (`start <= day < end`); an open end is unknown or
for ever, never today.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from archrepo.domain.many_facts import unchanging
from archrepo.domain.metamodel import LIFECYCLE_DATES
from archrepo.domain.relation_vocabulary import Action
from archrepo.domain.vocabulary import Phase, ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LIFE = frozenset((*LIFECYCLE_DATES, "phase"))
"""What tells when a node lives; most flows and modules say nothing of it."""

_STARTS = (Action.CREATE, Action.ROLL_OUT)
_ENDS = (Action.RETIRE, Action.REPLACE, Action.WITHDRAW)
_COMMITTED_STATUSES = (ProjectStatus.BUILD, ProjectStatus.DEPLOYING, ProjectStatus.DONE)


@unchanging
class Interval:
    """A span of days; None leaves an end open."""

    start: dt.date | None = None
    end: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Return whether `day` is within."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Interval) -> bool:
        """Return whether the two have a day in common."""
        return _before(self.start, other.end) and _before(other.start, self.end)

    def within(self, other: Interval) -> Interval:
        """Return the days the two have in common; NEVER where there are none."""
        if other.start is None and other.end is None:
            return self
        start, end = self.start, self.end
        if start is None or (other.start is not None and other.start > start):
            start = other.start
        if end is None or (other.end is not None and other.end < end):
            end = other.end
        if start is not None and end is not None and start >= end:
            return NEVER
        unchanged = start is self.start and end is self.end
        return self if unchanged else Interval(start, end)

    def last_day_before(self, day: dt.date) -> dt.date | None:
        """Return its last day before `day`; None where it has none."""
        if self == NEVER:
            return None
        last = eve_of(day if self.end is None else min(day, self.end))
        return last if last < day and self.holds(last) else None


ALWAYS = Interval()
"""The interval of what has no dates."""

NEVER = Interval(dt.date.max, dt.date.min)
"""The interval that holds no day."""


def eve_of(day: dt.date) -> dt.date:
    """Return the day before; of the first day that can be written, that day itself."""
    return day if day == dt.date.min else day - dt.timedelta(days=1)


def later(day: dt.date, days: int) -> dt.date:
    """Return the day so many days later; what many tools write for ever, 9999-12-31, stays."""
    return day if (dt.date.max - day).days < days else day + dt.timedelta(days=days)


def _before(start: dt.date | None, end: dt.date | None) -> bool:
    return start is None or end is None or start < end


def relation_interval(values: Mapping[str, Any]) -> Interval:
    """Return the interval of a relation from `valid_from` and `valid_to`."""
    start, end = values.get("valid_from"), values.get("valid_to")
    return ALWAYS if start is None and end is None else Interval(start, end)


def lifecycle_interval(values: Mapping[str, Any]) -> Interval:
    """Return when something with a lifecycle is live, by its dates, else by its stated phase.

    It starts on the earlier of `phase_in` and `active` and ends on `retired`. With only `planned`
    it is never live. A stated phase decides where no date does: RETIRED ends it on `phase_on` (at
    all times where that is unset), PLANNED keeps it from starting.
    """
    if LIFE.isdisjoint(values):
        return ALWAYS
    starts = [d for d in (values.get("phase_in"), values.get("active")) if d is not None]
    start = min(starts) if starts else None
    end = values.get("retired")
    stated = values.get("phase")
    if end is None and stated == Phase.RETIRED:
        end = values.get("phase_on")
        if end is None:
            return NEVER
    if start is None and stated == Phase.PLANNED:
        return NEVER
    only_planned = values.get("planned") is not None and not any(
        values.get(name) for name in LIFECYCLE_DATES[1:]
    )
    return NEVER if only_planned and stated is None else Interval(start, end)


def lifecycle_is_known(values: Mapping[str, Any]) -> bool:
    """Return whether a date or a stated phase says anything about being live."""
    return any(values.get(name) is not None for name in (*LIFECYCLE_DATES, "phase"))


def phase_at(values: Mapping[str, Any], day: dt.date) -> Phase | None:
    """Return the phase on `day`, by the dates, else as stated; None where nothing is known."""
    dated = [(name, values[name]) for name in LIFECYCLE_DATES if values.get(name) is not None]
    reached = [name for name, start in dated if start <= day]
    stated = values.get("phase")
    if reached:
        by_date = Phase(reached[-1].upper())
        later = stated is not None and Phase(stated).rank > by_date.rank
        undated = later and values.get(str(stated).lower()) is None
        on = values.get("phase_on")
        return Phase(str(stated)) if undated and (on is None or on <= day) else by_date
    if stated is not None:
        return Phase(stated)
    if any(name in ("planned", "phase_in", "active") for name, _ in dated):
        return Phase.PLANNED
    return Phase.ACTIVE if dated else None


class PlanWord(StrEnum):
    """Which projects' actions count."""

    COMMITTED = "committed"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """Which projects' actions a state takes into account: a word, or just the projects named."""

    word: PlanWord | None = PlanWord.COMMITTED
    projects: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> PlanChoice:
        """Return the choice that `committed`, `all`, `none` or `project-a,project-b` names."""
        if text in set(PlanWord):
            return cls(PlanWord(text))
        return cls(None, frozenset(part.strip() for part in text.split(",") if part.strip()))

    def __str__(self) -> str:
        """Return the text `parse` takes."""
        return self.word.value if self.word else ",".join(sorted(self.projects))


@unchanging
class ProjectAction:
    """What one project does to one target, with what decides whether and when it counts."""

    project: str
    action: str
    date: dt.date | None
    committed: bool | None
    status: str | None
    project_end: dt.date | None

    @property
    def day(self) -> dt.date | None:
        """The action's own date, else its project's end."""
        return self.date or self.project_end

    def counts_in(self, plan: PlanChoice) -> bool:
        """Return whether `plan` takes this action into account.

        Unstated, an action is committed when its project is in BUILD, DEPLOYING or DONE.
        """
        if plan.word is None:
            return self.project in plan.projects
        if plan.word is PlanWord.NONE or self.status == ProjectStatus.STOPPED:
            return False
        if plan.word is PlanWord.ALL or self.committed is not None:
            return plan.word is PlanWord.ALL or bool(self.committed)
        return self.status in _COMMITTED_STATUSES


def acting_interval(start: dt.date | None, day: dt.date | None) -> Interval:
    """Return when a project acts: from its start until `day`, that of its action.

    What begins on that day or after acts on that day alone.
    """
    if day is not None and start is not None and day <= start:
        return Interval(day, later(day, 1))
    return Interval(start, day)


def planned_interval(own: Interval, actions: Iterable[ProjectAction], plan: PlanChoice) -> Interval:
    """Return `own` with its ends replaced by what the counted actions do.

    The earliest CREATE or ROLL_OUT starts the target, the earliest RETIRE, REPLACE or WITHDRAW ends
    it. An action without any date moves nothing.
    """
    dated = [(a.action, a.day) for a in actions if a.counts_in(plan) and a.day is not None]
    starts = [day for action, day in dated if action in _STARTS and day is not None]
    ends = [day for action, day in dated if action in _ENDS and day is not None]
    if own == NEVER and not starts:
        return own
    start = min(starts) if starts else own.start
    own_end = None if own == NEVER else own.end
    return Interval(start, min(ends) if ends else own_end)


@dataclass(frozen=True, slots=True)
class Lives:
    """When something is live: by its dates alone, under committed plans, and under all plans."""

    none: Interval = ALWAYS
    committed: Interval = ALWAYS
    all: Interval = ALWAYS

    @classmethod
    def of(cls, own: Interval, actions: Sequence[ProjectAction] = ()) -> Lives:
        """Return the lives of what is live on `own`, given all that projects do to it."""
        if not actions:
            return cls(own, own, own)
        return cls(own, *(planned_interval(own, actions, plan) for plan in _PLANS))

    def within(self, other: Lives) -> Lives:
        """Return when both are live; a module is only while its application is."""
        return Lives(
            self.none.within(other.none),
            self.committed.within(other.committed),
            self.all.within(other.all),
        )


_PLANS = (PlanChoice(PlanWord.COMMITTED), PlanChoice(PlanWord.ALL))
