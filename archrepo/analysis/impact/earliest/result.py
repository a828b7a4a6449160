"""When an application can be switched off, as scripts get it: a published schema."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar

from pydantic import Field

from archrepo.analysis.impact.findings import Note
from archrepo.analysis.impact.report import Knowledge
from archrepo.analysis.results import Part, Result
from archrepo.domain.vocabulary import Severity


class Owner(Part):
    """Somebody who can clear a condition.

    Attributes:
        person: Id of a person or organisation.
        name: Their name.
        inherited: Set where they answer only for something above.
    """

    person: str
    name: str
    inherited: bool | None = None


class Condition(Part):
    """What must come true before the application can go, whatever the day.

    Attributes:
        node: Id of who or what is struck while it is not.
        kind: Its kind.
        name: Its name.
        effect: What happens to it.
        rule: The rule that says so.
        final: How bad the worst of it is, what follows from it included.
        text: The condition, in English.
        objects: The data objects concerned.
        by: Ids of the successors that could clear it.
        threatens: Ids of those struck badly only because of it.
        owners: Who answers for the node.
        key: Which wording; with `filled`, for other languages.
        filled: What to fill in.
        notes: What else there is to know, for other languages.
    """

    node: str
    kind: str
    name: str
    effect: str
    rule: str
    final: Severity
    text: str
    objects: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    threatens: tuple[str, ...] = ()
    owners: tuple[Owner, ...] = ()
    key: str = Field(exclude=True)
    filled: dict[str, str] = Field(exclude=True)
    notes: tuple[Note, ...] = Field(default=(), exclude=True)


class Blocker(Part):
    """A line that is too bad on a day."""

    node: str
    kind: str
    name: str
    effect: str
    final: Severity


class Step(Part):
    """A day from which the answer is another.

    Attributes:
        day: The day.
        verdict: The verdict from that day on, seasonal freezes apart.
        blockers: What is too bad, the worst first.
        came: Those of `blockers` that were not there before.
        went: Those no longer there.
    """

    day: dt.date
    verdict: Severity
    blockers: tuple[Blocker, ...]
    came: tuple[Blocker, ...] = ()
    went: tuple[Blocker, ...] = ()


class Season(Part):
    """A freeze that comes back every year; its days are those stated."""

    period: str
    name: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


class EarliestRetirement(Result):
    """The first day from which an application can be switched off, or what stands in the way.

    Attributes:
        target: Id of the application.
        name: Its name.
        at: The first day considered.
        plan: Which projects' actions count.
        below: The verdict must stay below this.
        day: The first day from which it does, outside seasonal freezes; absent where none is.
        but_for_freezes: The first day from which it does, were it not in a seasonal freeze.
        verdict: The verdict from `day` on; where there is none, that which stays.
        conditions: What no day clears.
        conditions_from: The day from which only these conditions are left.
        steps: The days on which the answer changes, from `at` on.
        seasons: The freezes that come back every year and are left apart.
        days_assessed: How many days were looked at.
        knowledge: What is not known around the last answer.
    """

    schema_name: ClassVar[str] = "archrepo/earliest-retirement/1"

    target: str
    name: str
    at: dt.date
    plan: str
    below: Severity
    day: dt.date | None = None
    but_for_freezes: dt.date | None = None
    verdict: Severity
    conditions: tuple[Condition, ...] = ()
    conditions_from: dt.date | None = None
    steps: tuple[Step, ...]
    seasons: tuple[Season, ...] = ()
    days_assessed: int
    knowledge: Knowledge
