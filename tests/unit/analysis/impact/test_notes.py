"""Notes of an impact, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.analysis.impact.findings import Note

START, END = dt.date(2026, 12, 31), dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("days", "lang", "told"),
    [
        (1, "en", "2026-12-31 → 2027-01-01 = 1 day (CRM)"),
        (21, "en", "2026-12-31 → 2027-01-01 = 21 days (CRM)"),
        (1, "fr", "31/12/2026 → 01/01/2027 = 1 jour (CRM)"),
    ],
)
def test_one_day_is_no_days(days: int, lang: str, told: str) -> None:
    filled = {"start": START, "end": END, "days": days, "name": "CRM"}
    assert Note("gap", filled).text(lang) == told


@pytest.mark.parametrize(
    ("key", "filled", "told"),
    [
        ("levels", {"before": "FULL", "after": "PARTIAL"}, "totale → partielle (CRM)"),
        ("frequencies", {"before": "HOURLY", "after": "DAILY"}, "quotidienne au lieu d’horaire"),
        ("coverage_level", {"level": "FULL"}, "couverture totale"),
        ("copy", {"flow": "f1", "frequency": "DAILY"}, "copie par f1 depuis CRM (quotidienne)"),
        ("from_to", {"before": "Sales", "after": "IT"}, "de Sales à IT"),
        ("personal", {"value": "SENSITIVE"}, "données à caractère personnel (sensible)"),
    ],
)
def test_codes_are_told_by_their_labels_in_french(
    key: str, filled: dict[str, str], told: str
) -> None:
    assert Note(key, {**filled, "name": "CRM", "names": "CRM"}).text("fr") == told


def test_codes_are_told_by_their_labels_in_english_and_stay_in_json() -> None:
    note = Note("frequencies", {"before": "HOURLY", "after": "DAILY"})
    assert note.text("en") == "daily instead of hourly"
    assert note.text() == "DAILY instead of HOURLY"
