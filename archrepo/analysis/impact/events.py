"""The events whose impact can be asked for: what strikes what, when, under which plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from archrepo.domain.validity import PlanChoice


@dataclass(frozen=True, slots=True)
class Retire:
    """An application is switched off.

    Attributes:
        target: Its id; a name or an alias where only one application bears it.
        at: The first day without it.
        plan: Which projects' actions count.
    """

    type: ClassVar[str] = "retire"

    target: str
    at: dt.date
    plan: PlanChoice = field(default_factory=PlanChoice)


Event = Retire
"""Any of the events; a union once there is a second."""
