"""A campaign: what each owner is to confirm or correct, as sheets that `import` reads back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from archrepo.analysis.freshness.levels import CONFIRMED
from archrepo.analysis.freshness.records import Records
from archrepo.analysis.freshness.results import Campaign, CampaignSheet, Reason
from archrepo.domain.metamodel import plural_snake_case
from archrepo.domain.text import by_name, name_key

if TYPE_CHECKING:
    from archrepo.analysis.freshness.levels import Levels
    from archrepo.analysis.freshness.records import Record
    from archrepo.analysis.situation import Situation

NOBODY = "nobody"
_TO_FILL_IN = ("confirmed_on", "confirmed_by")


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
    sheets = [
        _sheet(owner, owners[owner], reading.name_of(owners[owner]), kind, levels, records)
        for (owner, kind), records in waiting.items()
    ]
    return Campaign(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        months=months,
        sheets=tuple(sorted(sheets, key=lambda s: (name_key(s.owner_name, s.owner or ""), s.kind))),
    )


def _sheet(
    file: str, owner: str | None, name: str, kind: str, levels: Levels, records: list[Record]
) -> CampaignSheet:
    asked = [
        part
        for level in sorted(levels[kind])
        for item in levels[kind][level]
        for part in item.split("|")
        if part.islower() and part != CONFIRMED
    ]
    in_order = sorted(records, key=lambda r: by_name(r.node))
    columns = ("id", "name", *dict.fromkeys(asked), *_TO_FILL_IN)
    return CampaignSheet(
        file=f"{file}.{plural_snake_case(kind)}.csv",
        owner=owner,
        owner_name=name,
        kind=kind,
        columns=columns,
        rows=tuple(tuple(_cell(record, column) for column in columns) for record in in_order),
        reasons=tuple(_reason(record) for record in in_order),
    )


def _reason(record: Record) -> Reason:
    missing = tuple(item for _, item in record.lacks if item != CONFIRMED)
    return Reason(confirmed=record.confirmed, missing=missing)


def _cell(record: Record, column: str) -> Any:
    """Return what is stated; who confirms fills the two last columns in."""
    if column == "id":
        return record.node.id
    return None if column in _TO_FILL_IN else record.node.values.get(column)
