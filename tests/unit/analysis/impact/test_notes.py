"""Notes of an impact, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.analysis.impact.findings import Note

START, END = dt.date(2026, 12, 31), dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("days", "lang", "told"),
    [
        (1, "en", "2026-12-31 -> 2027-01-01 = 1 day (CRM)"),
        (21, "en", "2026-12-31 -> 2027-01-01 = 21 days (CRM)"),
        (1, "fr", "31/12/2026 -> 01/01/2027 = 1 jour (CRM)"),
    ],
)
def test_one_day_is_no_days(days: int, lang: str, told: str) -> None:
    filled = {"start": START, "end": END, "days": days, "name": "CRM"}
    assert Note("gap", filled).text(lang) == told
