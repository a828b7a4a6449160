"""What is written into a statement, and what stays a parameter."""

from __future__ import annotations

import datetime as dt

from archrepo.store.ladybug.literals import with_days


def test_days_and_whole_numbers_are_written_and_texts_stay() -> None:
    text = "MATCH (a) WHERE a.day <= $at AND a.at < $at_text AND a.n > $most AND a.id = $id"
    day, name = dt.date(2026, 12, 31), "x') DETACH DELETE (a"
    written, left = with_days(text, {"at": day, "at_text": "2026-12-31", "most": 3, "id": name})
    assert written == (
        "MATCH (a) WHERE a.day <= date('2026-12-31') AND a.at < $at_text AND a.n > 3 AND a.id = $id"
    )
    assert left == {"at_text": "2026-12-31", "id": name}


def test_moments_truths_lists_and_what_is_unset_stay() -> None:
    given = {"a": dt.datetime(2026, 12, 31, 12), "b": True, "c": [1], "d": None, "e": 1.5}
    assert with_days("$a $b $c $d $e", given) == ("$a $b $c $d $e", given)
