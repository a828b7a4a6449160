"""A campaign: what each owner is to confirm or correct, as sheets that `import` reads back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from archrepo.analysis.freshness.records import Records
from archrepo.analysis.freshness.results import Campaign, CampaignSheet
from archrepo.domain.forms import REASON_COLUMN, join_cell
from archrepo.domain.metamodel import plural_snake_case

if TYPE_CHECKING:
    from archrepo.analysis.freshness.levels import Levels
    from archrepo.analysis.freshness.records import Record
    from archrepo.analysis.situation import Situation

NOBODY = "nobody"


def campaign(situation: Situation, levels: Levels, months: int) -> Campaign:
    """Return a sheet for each owner and kind, with the records not confirmed lately."""
    reading = Records(situation, levels, months)
    waiting: dict[tuple[str, str], list[Record]] = defaultdict(list)
    owners: dict[str, str | None] = {}
    for record in reading.all():
        if not record.is_fresh:
            owner = record.owner or NOBODY
            owners[owner] = record.owner
            waiting[owner, record.node.kind].append(record)
    return Campaign(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        months=months,
        sheets=tuple(
            _sheet(owner, owners[owner], reading.name_of(owners[owner]), kind, levels, records)
            for (owner, kind), records in sorted(waiting.items())
        ),
    )


def _sheet(
    file: str, owner: str | None, name: str, kind: str, levels: Levels, records: list[Record]
) -> CampaignSheet:
    asked = [
        part
        for level in sorted(levels[kind])
        for item in levels[kind][level]
        for part in item.split("|")
        if part.islower() and part != "confirmed"
    ]
    columns = ("id", "name", *dict.fromkeys(asked), "confirmed_on", "confirmed_by")
    return CampaignSheet(
        file=f"{file}.{plural_snake_case(kind)}.csv",
        owner=owner,
        owner_name=name,
        kind=kind,
        columns=(REASON_COLUMN, *columns),
        rows=tuple(
            (_reason(record), *(_cell(record, column) for column in columns))
            for record in sorted(records, key=lambda r: r.node.id)
        ),
    )


def _reason(record: Record) -> str:
    told = [f"confirmed {record.confirmed}" if record.confirmed else "never confirmed"]
    missing = [item for _, item in record.lacks if item != "confirmed"]
    return "; ".join([*told, *([f"missing: {', '.join(missing)}"] if missing else [])])


def _cell(record: Record, column: str) -> str:
    """Return a value as `import` reads it; who confirms fills the two last columns in."""
    if column == "id":
        return record.node.id
    if column in ("confirmed_on", "confirmed_by"):
        return ""
    value: Any = record.node.values.get(column)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return join_cell(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)
