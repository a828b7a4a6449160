"""What a successor still lacks, as scripts get it: a published schema."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from pydantic import Field

from archrepo.analysis.results import Part, Result


class ParityOwner(Part):
    """Somebody who answers for what an item is about."""

    person: str
    name: str
    inherited: bool | None = None


class ParityItem(Part):
    """One thing to do before the successor does what the old application does.

    Attributes:
        topic: `coverage`, `feeds`, `fed_by`, `master`, `users` or `service`.
        state: `missing`, `lower`, `later` (it comes by itself), `unknown` or `different`.
        node: Id of the scope, application, data object or organisation concerned; of a service
            level, that of the successor, or of the scope it must serve.
        kind: Its kind.
        name: Its name.
        attribute: Of a service level, which.
        segment: For whom, where not for everyone; `*` is everyone named nowhere.
        needed: What the old application has, or what the scope asks.
        has: What the successor has.
        available: The day from which it has what is needed.
        data_object: Of a flow, what it carries, where stated.
        flow: Of a flow, that of the old application.
        users: Of users, how many, where stated.
        text: What to do, in English.
        owners: Who answers for the node.
        filled: What to fill in, in any language.
    """

    topic: str
    state: str
    node: str
    kind: str
    name: str
    attribute: str | None = None
    segment: str | None = None
    needed: str | None = None
    has: str | None = None
    available: dt.date | None = None
    data_object: str | None = None
    flow: str | None = None
    users: int | None = None
    text: str
    owners: tuple[ParityOwner, ...] = ()
    filled: dict[str, str] = Field(exclude=True)


class ParityCount(Part):
    """How much of a topic the successor has already, of what the old application does."""

    topic: str
    done: int
    total: int


class ParityReport(Result):
    """What a successor still lacks of what it is to replace, as a list of things to do.

    Attributes:
        old: Id of the application to replace.
        old_name: Its name.
        new: Id of the successor.
        new_name: Its name.
        at: The day on which both are compared.
        plan: Which projects' actions count.
        declared: Whether it is recorded that the one is replaced by the other.
        live: Whether the successor is live on the day.
        live_from: The day from which it is, where later.
        counts: What is done, topic by topic; service levels are only listed where they fall short.
        items: What is left, by topic.
    """

    schema_name: ClassVar[str] = "archrepo/parity-report/1"

    old: str
    old_name: str
    new: str
    new_name: str
    at: dt.date
    plan: str
    declared: bool
    live: bool
    live_from: dt.date | None = None
    counts: tuple[ParityCount, ...]
    items: tuple[ParityItem, ...]
