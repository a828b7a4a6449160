"""What is told of plateaus."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar

from pydantic import Field

from archrepo.analysis.map_result import CapabilityMap
from archrepo.analysis.named import Named
from archrepo.analysis.results import Part, Result


class Turn(Part):
    """An application that starts or stops on a day."""

    id: str
    name: str
    on: dt.date


class CoverageCount(Part):
    """How the leaf scopes fare: covered of those meant to be, by class of coverage."""

    covered: int
    total: int
    by_level: dict[str, int]


class ScenarioItem(Part):
    """A plateau in a list.

    Attributes:
        category: AS_IS, INTERIM, TARGET or ALTERNATIVE.
        projects: Those that bring it about.
        coverage: How leaf scopes fare on its day, under its projects; absent without a date.
        applications: How many are live.
    """

    id: str
    name: str
    category: str | None = None
    date: dt.date | None = None
    projects: tuple[Named, ...] = ()
    coverage: CoverageCount | None = None
    applications: int | None = None


class ScenarioList(Result):
    """The plateaus of a portfolio, by date."""

    schema_name: ClassVar[str] = "archrepo/scenario-list/1"

    scenarios: tuple[ScenarioItem, ...]


class Scenario(Result):
    """A plateau on its day: what is live then, under the projects that lead to it.

    Attributes:
        plan: Whose actions count.
        since: The day it is compared with: that of the as-is plateau, else today.
        starting: Applications that start after `since`, by its day at the latest, by day.
        stopping: Applications that stop in that time.
        leading: All projects that lead to it.
        map: The capability map on its day, for pictures; no part of the JSON form.
    """

    schema_name: ClassVar[str] = "archrepo/scenario/1"

    id: str
    name: str
    category: str | None = None
    date: dt.date
    description: str | None = None
    plan: str
    since: dt.date
    projects: tuple[Named, ...] = ()
    leading: tuple[Named, ...] = ()
    coverage: CoverageCount
    applications: int
    starting: tuple[Turn, ...] = ()
    stopping: tuple[Turn, ...] = ()
    map: CapabilityMap = Field(exclude=True)
