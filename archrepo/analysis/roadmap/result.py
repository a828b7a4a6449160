"""What a roadmap tells: bars, arrows and marks on a time axis, as data."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar, Literal

from pydantic import Field

from archrepo.analysis.named import Named
from archrepo.analysis.results import Part, Result

Meeting = Literal["GAP", "OVERLAP", "SEAMLESS", "UNKNOWN"]


class PhaseSpan(Part):
    """A stretch of a lifecycle; an open end is unknown."""

    phase: str
    start: dt.date | None = None
    end: dt.date | None = None


class ApplicationBar(Part):
    """The life of an application under the plan.

    Attributes:
        domain: The domain with most of what it covers; None for what covers nothing.
        start: First day; None where unknown.
        end: First day without it; None where none is known.
        started_by: The project whose action starts it, where one does.
        ended_by: The project whose action ends it, where one does.
        phases: The phases within start and end, in order; empty where no phase is stated.
        undated: Whether neither a date nor a phase nor a project says anything of its life.
        never: Whether it never comes into service under the plan.
    """

    id: str
    name: str
    domain: str | None = None
    disposition: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    started_by: str | None = None
    ended_by: str | None = None
    phases: tuple[PhaseSpan, ...] = ()
    undated: bool = False
    never: bool = False


class DomainRow(Part):
    """A domain, in the order of the map, with the applications at home in it."""

    id: str | None = None
    name: str
    applications: tuple[ApplicationBar, ...]


class Replacement(Part):
    """An application and what takes over from it.

    Attributes:
        scopes: The scopes it takes over; all where empty.
        old_end: First day without the old one.
        new_start: First day of the new one.
        meeting: GAP, OVERLAP (both run), SEAMLESS, or UNKNOWN where a date is missing.
        days: Days without either (GAP), or with both (OVERLAP).
    """

    old: str
    old_name: str
    new: str
    new_name: str
    scopes: tuple[str, ...] = ()
    old_end: dt.date | None = None
    new_start: dt.date | None = None
    meeting: Meeting
    days: int | None = None


class ActionMark(Part):
    """What a project does to something, on its own date, else at the project's end."""

    target: str
    kind: str
    name: str
    action: str
    on: dt.date | None = None
    counted: bool


class ProjectBar(Part):
    """A project; `counted` actions are those of the plan."""

    id: str
    name: str
    programme: str | None = None
    status: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    plateaus: tuple[str, ...] = ()
    actions: tuple[ActionMark, ...] = ()


class MilestoneMark(Part):
    """A dated point of a project."""

    id: str
    name: str
    project: str | None = None
    date: dt.date | None = None


class PlateauMark(Part):
    """A state of the architecture, with the projects that bring it about."""

    id: str
    name: str
    category: str | None = None
    date: dt.date | None = None
    projects: tuple[str, ...] = ()


class GapWindow(Part):
    """Days on which a scope that was covered is not.

    Attributes:
        domain: The nearest domain the scope lies in.
        segments: For whom, where coverage is stated for segments; everyone where empty.
        start: First day without coverage.
        end: First day with coverage again; None where none is known to come.
        days: Length; None without an end.
        lost: Applications whose coverage ends then.
        back: Applications that cover it from `end` on.
    """

    scope: str
    name: str
    domain: str | None = None
    criticality: str | None = None
    segments: tuple[str, ...] = ()
    start: dt.date
    end: dt.date | None = None
    days: int | None = None
    lost: tuple[Named, ...] = ()
    back: tuple[Named, ...] = ()


class Roadmap(Result):
    """What comes and goes in a portfolio, under a plan.

    Attributes:
        at: The day it is looked at from: what was over before is left out.
        plan: Whose projects' actions count.
        domain: The domain or scope it is restricted to.
        first: Earliest day told of; the time axis starts there.
        last: Latest day told of.
        rows: Domains with their applications; the last one, without id, holds those of no domain.
        gaps: Windows that are not over on the day, by start.
        unchanged: Applications left out since nothing is known to start or end.
        segment_names: What the organisations in segments are called.
        project_names: What the projects that start or end applications are called.
    """

    schema_name: ClassVar[str] = "archrepo/roadmap/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    first: dt.date
    last: dt.date
    rows: tuple[DomainRow, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    projects: tuple[ProjectBar, ...] = ()
    milestones: tuple[MilestoneMark, ...] = ()
    plateaus: tuple[PlateauMark, ...] = ()
    gaps: tuple[GapWindow, ...] = ()
    unchanged: int = 0
    segment_names: dict[str, str] = Field(default_factory=dict)
    project_names: dict[str, str] = Field(default_factory=dict)
