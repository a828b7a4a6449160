"""Dates as people write them in spreadsheets, exact or not, in French and English.

An imprecise date is read to the first day of its period where it starts something, and to the day
after the last where it ends something.
"""

from __future__ import annotations

import datetime as dt
import re

from archrepo.domain.text import normalise

_MONTHS = (
    ("janvier", "january", "janv", "jan"),
    ("fevrier", "february", "fevr", "fev", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_EXACT = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?"), (1, 2, 3)),
    (re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"), (1, 2, 3)),
    (re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)"), (1, 2, 3)),  # as mainframes write it
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?"), (3, 2, 1)),
)
_DAY = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?")
_DAYS_OF_WEEK = {
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
_PASSED_OVER = _DAYS_OF_WEEK | {"of", "de", "d", "l", "le", "the", "annee"}
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_EARLY, _MIDDLE, _LATE = ("debut", "early", "start"), ("mi", "mid"), ("fin", "end", "late")


def read_date(text: str, *, ends: bool) -> tuple[dt.date, bool]:
    """Return the date that `text` means, and whether it is exact.

    Args:
        text: `2027-03-31`, `31/03/2027`, `20270331`, `31 mars 2027`, `March 31, 2027`, `2027`,
            `T3 2027`, `S1 2027`, `mars 2027`, `fin 2026`…
        ends: Whether the date ends an interval.

    Raises:
        ValueError: If it is no date.
    """
    text = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    for pattern, (year, month, day) in _EXACT:
        found = pattern.fullmatch(text)
        if found:
            return dt.date(int(found[year]), int(found[month]), int(found[day])), True
    if found_day := _day_in_words(text):
        return found_day, True
    first, after = _period(text)
    return (after if ends else first), False


def _day_in_words(text: str) -> dt.date | None:
    """Return the day of `31 décembre 2026` or `December 31st, 2026`; None where it is neither."""
    words = _words(text)
    if len(words) != 3 or not re.fullmatch(r"\d{4}", words[2]):
        return None
    day, month = words[:2] if words[1] in _MONTH_NUMBERS else words[1::-1]
    found = _DAY.fullmatch(day)
    if found is None or month not in _MONTH_NUMBERS:
        return None
    return dt.date(int(words[2]), _MONTH_NUMBERS[month], int(found[1]))


def _words(text: str) -> list[str]:
    return [word for word in normalise(text).split() if word not in _PASSED_OVER]


def _period(text: str) -> tuple[dt.date, dt.date]:
    """Return the first day of an imprecise date's period, and the day after its last."""
    if found := _YEAR_MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _MONTH_YEAR.fullmatch(text):
        return _months(int(found[2]), int(found[1]), 1)
    words = _words(text)
    if not words or not re.fullmatch(r"\d{4}", words[-1]):
        raise ValueError(text)
    year, rest = int(words[-1]), words[:-1]
    if not rest:
        return _months(year, 1, 12)
    if len(rest) == 1:
        return _part_of_year(year, rest[0])
    if len(rest) == 2 and rest[1] in _MONTH_NUMBERS:
        return _part_of_month(year, _MONTH_NUMBERS[rest[1]], rest[0])
    raise ValueError(text)


def _part_of_year(year: int, word: str) -> tuple[dt.date, dt.date]:
    if word in _MONTH_NUMBERS:
        return _months(year, _MONTH_NUMBERS[word], 1)
    if found := re.fullmatch(r"[tq]([1-4])|([1-4])[tq]", word):
        return _months(year, 3 * int(found[1] or found[2]) - 2, 3)
    if found := re.fullmatch(r"[sh]([12])|([12])[sh]", word):
        return _months(year, 6 * int(found[1] or found[2]) - 5, 6)
    for names, month in ((_EARLY, 1), (_MIDDLE, 6), (_LATE, 12)):
        if word in names:
            return _months(year, month, 1)
    raise ValueError(word)


def _part_of_month(year: int, month: int, word: str) -> tuple[dt.date, dt.date]:
    first, after = _months(year, month, 1)
    if word in _EARLY:
        return first, first + dt.timedelta(days=1)
    if word in _MIDDLE:
        return dt.date(year, month, 15), dt.date(year, month, 16)
    if word in _LATE:
        return after - dt.timedelta(days=1), after
    raise ValueError(word)


def _months(year: int, month: int, count: int) -> tuple[dt.date, dt.date]:
    after = month - 1 + count
    return dt.date(year, month, 1), dt.date(year + after // 12, after % 12 + 1, 1)
