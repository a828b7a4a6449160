"""What is told of projects: lists and sheets."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar

from archrepo.analysis.results import Part, Result


class Ref(Part):
    """A node by kind, id and name."""

    kind: str
    id: str
    name: str


class Somebody(Part):
    """Who answers for something, and as what; `external` where they are not of the house."""

    id: str
    name: str
    kind: str
    role: str
    external: bool = False
    email: str | None = None


class ActionItem(Part):
    """What a project does to something.

    Attributes:
        project: The project that does it: one of a programme's own, where it is a programme.
        target: What it is done to.
        action: CREATE, MODIFY, EXTEND, REPLACE, RETIRE, MIGRATE, ROLL_OUT or WITHDRAW.
        on: Its own date, else the project's end.
        dated: Whether the date is its own.
        committed: Whether it counts in the committed plan.
    """

    project: str
    target: Ref
    action: str
    on: dt.date | None = None
    dated: bool
    committed: bool


class MilestoneItem(Part):
    """A dated point; `days` from the day of the answer, negative where it is past."""

    id: str
    name: str
    project: str
    date: dt.date | None = None
    days: int | None = None


class DependencyItem(Part):
    """Who waits for whom: `project` starts `lag_days` after what it waits for.

    Attributes:
        project: The project that waits.
        waits_for: The project or milestone it waits for.
        ready_on: The end or date of that, plus the lag.
        start: When the waiting project starts.
    """

    project: Ref
    waits_for: Ref
    lag_days: int = 0
    ready_on: dt.date | None = None
    start: dt.date | None = None

    @property
    def is_late(self) -> bool:
        """Whether the project starts before what it waits for is there."""
        return self.ready_on is not None and self.start is not None and self.start < self.ready_on


class NeedItem(Part):
    """A need that a project answers, and what it is about."""

    id: str
    name: str
    status: str | None = None
    priority: str | None = None
    expected_by: dt.date | None = None
    concerns: tuple[Ref, ...] = ()


class PlateauItem(Part):
    """A state of the architecture that a project brings about."""

    id: str
    name: str
    category: str | None = None
    date: dt.date | None = None


class PayerItem(Part):
    """Who pays for a project: a share in percent, or an amount in the project's currency."""

    id: str
    name: str
    share: float | None = None
    amount: float | None = None


class ProjectItem(Part):
    """A project in a list.

    Attributes:
        programme: Name of the programme it is part of.
        director: Who directs it.
        targets: How many things it acts on.
        next_milestone: The first milestone not past.
    """

    id: str
    name: str
    programme: str | None = None
    method: str | None = None
    status: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    director: Somebody | None = None
    targets: int = 0
    next_milestone: MilestoneItem | None = None


class Collision(Part):
    """Two projects act on the same thing at the same time.

    Attributes:
        target: What both act on.
        start: The first day of both, where both state one.
        end: The day of the first of the two actions, where stated: until then both act.
        mild: Whether both only modify or extend it.
    """

    target: Ref
    first: Ref
    first_action: str
    second: Ref
    second_action: str
    start: dt.date | None = None
    end: dt.date | None = None
    mild: bool


class CollisionList(Result):
    """The collisions of projects, the hard ones first."""

    schema_name: ClassVar[str] = "archrepo/project-collisions/1"

    at: dt.date
    collisions: tuple[Collision, ...]


class ProjectList(Result):
    """The projects of a portfolio, by programme, start and id."""

    schema_name: ClassVar[str] = "archrepo/project-list/1"

    at: dt.date
    projects: tuple[ProjectItem, ...]


class ProjectSheet(Result):
    """All that is stated of one project, or of a programme with its projects.

    Attributes:
        at: The day of the answer.
        parts: The projects of a programme.
        people: Who answers for it, the director first.
        teams: Who delivers it.
        actions: What it does, by date.
        milestones: By date.
        waits_for: What it depends on.
        awaited_by: What depends on it.
        needs: What it answers.
    """

    schema_name: ClassVar[str] = "archrepo/project/1"

    at: dt.date
    id: str
    name: str
    programme: Ref | None = None
    parts: tuple[Ref, ...] = ()
    method: str | None = None
    status: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    objective: str | None = None
    description: str | None = None
    budget: float | None = None
    currency: str | None = None
    people: tuple[Somebody, ...] = ()
    teams: tuple[Ref, ...] = ()
    payers: tuple[PayerItem, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    milestones: tuple[MilestoneItem, ...] = ()
    waits_for: tuple[DependencyItem, ...] = ()
    awaited_by: tuple[DependencyItem, ...] = ()
    needs: tuple[NeedItem, ...] = ()
    plateaus: tuple[PlateauItem, ...] = ()

    @property
    def is_agile(self) -> bool:
        """Whether it works in increments rather than phases."""
        return self.method == "AGILE"
