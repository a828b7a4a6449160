from __future__ import annotations

import datetime as dt

import pytest

from archrepo.importing.dates import read_date


@pytest.mark.parametrize(
    ("text", "first", "after", "exact"),
    [
        ("2027-03-31", "2027-03-31", "2027-03-31", True),
        ("31/03/2027", "2027-03-31", "2027-03-31", True),
        ("31.3.2027", "2027-03-31", "2027-03-31", True),
        ("20270331", "2027-03-31", "2027-03-31", True),
        ("2027-03-31 12:00:01.5", "2027-03-31", "2027-03-31", True),
        ("31 décembre 2027", "2027-12-31", "2027-12-31", True),
        ("le 1er févr. 2027", "2027-02-01", "2027-02-01", True),
        ("jeudi 1\u00a0avril\u00a02027", "2027-04-01", "2027-04-01", True),
        ("31-déc-2027", "2027-12-31", "2027-12-31", True),
        ("December 31st, 2027", "2027-12-31", "2027-12-31", True),
        ("31 février 2027", None, None, True),
        ("3 fin 2027", None, None, False),
        ("2027", "2027-01-01", "2028-01-01", False),
        ("T3 2027", "2027-07-01", "2027-10-01", False),
        ("Q4 2027", "2027-10-01", "2028-01-01", False),
        ("S1 2027", "2027-01-01", "2027-07-01", False),
        ("2e", None, None, False),
        ("mars 2027", "2027-03-01", "2027-04-01", False),
        ("déc. 2027", "2027-12-01", "2028-01-01", False),
        ("Février 2028", "2028-02-01", "2028-03-01", False),
        ("fin 2026", "2026-12-01", "2027-01-01", False),
        ("début 2027", "2027-01-01", "2027-02-01", False),
        ("fin mars 2027", "2027-03-31", "2027-04-01", False),
        ("2027-03", "2027-03-01", "2027-04-01", False),
        ("03/2027", "2027-03-01", "2027-04-01", False),
        ("31/02/2027", None, None, True),
        ("bientôt", None, None, False),
        ("", None, None, False),
        ("12/31/2027", None, None, True),
    ],
)
def test_dates_as_people_write_them(text, first, after, exact):
    for ends, wanted in ((False, first), (True, after)):
        if wanted is None:
            with pytest.raises(ValueError):  # noqa: PT011
                read_date(text, ends=ends)
        else:
            assert read_date(text, ends=ends) == (dt.date.fromisoformat(wanted), exact)
