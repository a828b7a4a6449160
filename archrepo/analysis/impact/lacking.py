"""What a successor still lacks, as a part of the report."""

from __future__ import annotations

import datetime as dt

from archrepo.analysis.impact.report_part import ReportPart


class MissingCoverage(ReportPart):
    """A scope a successor does not cover as far as what it replaces.

    Attributes:
        scope: Its id.
        segment: For whom, where not for everyone.
        level: The level lost.
        has: The successor's level on the day.
        available: The day from which it covers as far, where it will.
    """

    scope: str
    segment: str | None = None
    level: str
    has: str | None = None
    available: dt.date | None = None


class MissingFlow(ReportPart):
    """An exchange of what is lost that a successor does not have."""

    application: str
    data_object: str | None = None
    flow: str


class Parity(ReportPart):
    """What a successor still misses on the day.

    Attributes:
        successor: Its id.
        name: Its name.
        replaces: The lost applications it replaces.
        live: Whether it is live on the day.
        live_from: The day from which it is, where later.
        coverage: Scopes it is to take over and does not cover as far.
        feeds: What the lost ones sent and it does not.
        fed_by: What the lost ones received and it does not.
        masters: Objects the lost ones master and it does not.
        users: Organisations that use the lost ones and not it.
    """

    successor: str
    name: str
    replaces: tuple[str, ...]
    live: bool
    live_from: dt.date | None = None
    coverage: tuple[MissingCoverage, ...] = ()
    feeds: tuple[MissingFlow, ...] = ()
    fed_by: tuple[MissingFlow, ...] = ()
    masters: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
