"""What is told of how mature and fresh the records of a portfolio are."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar

from archrepo.analysis.results import Part, Result


class MaturityLine(Part):
    """Records counted by level (0–3), and by when they were last confirmed.

    Attributes:
        id: Kind, domain or owner; None for what has none.
        levels: How many reach level 0, 1, 2 and 3.
        fresh: Confirmed within the months asked.
        stale: Confirmed before that.
        never: Never confirmed.
    """

    id: str | None = None
    name: str
    records: int
    levels: tuple[int, int, int, int]
    fresh: int
    stale: int
    never: int


class MissingItem(Part):
    """What is missing most often: how many of the records of a kind lack it."""

    kind: str
    item: str
    level: int
    missing: int
    of: int


class Maturity(Result):
    """How mature and fresh records are.

    Attributes:
        months: A confirmation older than that is stale.
        kinds: Per kind.
        domains: Applications and scopes per domain, in the order of the map.
        owners: Per owner, the one with most to confirm first.
        missing: By kind, level and how many lack it.
    """

    schema_name: ClassVar[str] = "archrepo/maturity/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    months: int
    kinds: tuple[MaturityLine, ...]
    domains: tuple[MaturityLine, ...]
    owners: tuple[MaturityLine, ...]
    missing: tuple[MissingItem, ...]


Cell = str | bool | int | float | dt.date | tuple[str, ...] | None


class Reason(Part):
    """Why a record is asked about.

    Attributes:
        confirmed: When it was last confirmed; None where it never was.
        missing: What the levels ask and is not there, as the levels state it.
    """

    confirmed: dt.date | None = None
    missing: tuple[str, ...] = ()


class CampaignSheet(Part):
    """What one owner is to confirm or correct, of one kind.

    Attributes:
        file: Its name, such as `jane.applications.csv`: what stands last before the suffix tells
            `import` the kind.
        columns: Attributes.
        rows: As many values; None where nothing is stated.
        reasons: Row by row, why it is asked.
    """

    file: str
    owner: str | None = None
    owner_name: str
    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    reasons: tuple[Reason, ...]


class Campaign(Result):
    """Sheets for owners to fill in: a date in confirmed_on confirms a row, other cells correct."""

    schema_name: ClassVar[str] = "archrepo/freshness-campaign/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    months: int
    folder: str | None = None
    sheets: tuple[CampaignSheet, ...]
