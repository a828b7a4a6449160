"""The events whose impact can be asked for: what strikes what, when, under which plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from archrepo.domain.validity import PlanChoice


class ChangeKind(StrEnum):
    """What is changed about an application."""

    FUNCTIONAL = "functional"
    INTERFACE = "interface"
    DATA_MODEL = "data-model"
    TECHNICAL = "technical"


class ScopeAction(StrEnum):
    """What is done to a scope."""

    RETIRE = "retire"
    MODIFY = "modify"
    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"


class DataAction(StrEnum):
    """What is done to a data object."""

    SCHEMA = "schema"
    STOP_COLLECTING = "stop-collecting"
    RECLASSIFY = "reclassify"
    CHANGE_MASTER = "change-master"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every event says.

    Attributes:
        target: Id of what it strikes; a name or an alias where only one such node bears it.
        at: The first day on which it has taken place; of a project, the day on which it is asked.
        plan: Which projects' actions count; of a project, besides its own.
    """

    target: str
    at: dt.date
    plan: PlanChoice = field(default_factory=PlanChoice)


@dataclass(frozen=True, slots=True)
class Retire(_Asked):
    """An application is switched off."""

    type: ClassVar[str] = "retire"


@dataclass(frozen=True, slots=True)
class Change(_Asked):
    """An application is changed; nothing is lost.

    Attributes:
        kind: What is changed about it.
        flows: Of an interface change, the flows changed; none named means all.
        breaking: Of an interface change, whether the other ends must change with it.
    """

    type: ClassVar[str] = "change"

    kind: ChangeKind = ChangeKind.FUNCTIONAL
    flows: frozenset[str] = frozenset()
    breaking: bool = False


@dataclass(frozen=True, slots=True)
class Outage(_Asked):
    """An application is down for some hours.

    Attributes:
        hours: For how long.
    """

    type: ClassVar[str] = "outage"

    hours: float = 24


@dataclass(frozen=True, slots=True)
class ScopeChange(_Asked):
    """A scope is retired, modified, split, merged or moved.

    Attributes:
        action: What is done to it.
        into: The scope it is merged into.
        under: The domain or scope it is moved under.
    """

    type: ClassVar[str] = "scope"

    action: ScopeAction = ScopeAction.MODIFY
    into: str | None = None
    under: str | None = None


@dataclass(frozen=True, slots=True)
class DataChange(_Asked):
    """A data object changes its schema, its source, its class or its master.

    Attributes:
        action: What is done to it.
        by: The application that stops collecting it.
        to: Its new class, or its new master.
        personal: What it is reclassified as: PERSONAL, SENSITIVE.
    """

    type: ClassVar[str] = "data"

    action: DataAction = DataAction.SCHEMA
    by: str | None = None
    to: str | None = None
    personal: str | None = None


@dataclass(frozen=True, slots=True)
class TechnologyEnd:
    """The support of a technology ends.

    Attributes:
        target: Its id, or a name or alias of its own.
        at: The first day without support; its `vendor_support_end` where None.
        plan: Which projects' actions count.
    """

    type: ClassVar[str] = "technology"

    target: str
    at: dt.date | None = None
    plan: PlanChoice = field(default_factory=PlanChoice)


@dataclass(frozen=True, slots=True)
class ProjectEvent(_Asked):
    """A project does what it is to do, late or not at all.

    Attributes:
        at: The day on which the question is asked: actions before it are past.
        slip: Days by which it is late.
        cancel: Whether it is given up.
    """

    type: ClassVar[str] = "project"

    slip: int = 0
    cancel: bool = False


Event = Retire | Change | Outage | ScopeChange | DataChange | TechnologyEnd | ProjectEvent
"""Any of the events; those with a row in `assessment` can be asked for."""
