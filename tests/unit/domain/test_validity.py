from __future__ import annotations

import datetime as dt

import pytest

from archrepo.domain.validity import (
    NEVER,
    Interval,
    PlanChoice,
    ProjectAction,
    eve_of,
    later,
    lifecycle_interval,
    lifecycle_is_known,
    phase_at,
    planned_interval,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


D2026, D2027, D2028 = day("2026-01-01"), day("2027-01-01"), day("2028-01-01")


def test_an_interval_holds_its_first_day_and_not_its_last():
    interval = Interval(D2026, D2027)
    assert interval.holds(D2026)
    assert interval.holds(day("2026-12-31"))
    assert not interval.holds(D2027)
    assert not interval.overlaps(Interval(D2027, None))
    assert interval.overlaps(Interval(day("2026-12-31"), None))


def test_days_are_counted_up_to_the_first_and_the_last_there_is():
    assert eve_of(D2027) == day("2026-12-31")
    assert eve_of(dt.date.min) == dt.date.min
    assert Interval(None, D2027).last_day_before(D2028) == day("2026-12-31")
    assert Interval().last_day_before(dt.date.min) is None
    assert later(D2026, 365) == D2027
    assert later(D2026, -1) == day("2025-12-31")
    assert later(dt.date.max, 30) == dt.date.max


@pytest.mark.parametrize(
    ("values", "interval"),
    [
        ({}, Interval()),
        ({"active": D2027, "phase_in": D2026}, Interval(D2026, None)),
        ({"active": D2026, "retired": D2027}, Interval(D2026, D2027)),
        ({"planned": D2026}, NEVER),
        ({"planned": D2026, "phase": "ACTIVE"}, Interval()),
        ({"phase": "RETIRED"}, NEVER),
        ({"phase": "RETIRED", "phase_on": D2027}, Interval(None, D2027)),
        ({"phase": "PLANNED"}, NEVER),
        ({"phase": "PLANNED", "active": D2027}, Interval(D2027, None)),
        ({"phase": "ACTIVE"}, Interval()),
        ({"phase_out": D2026}, Interval()),
    ],
)
def test_lifecycle_by_dates_else_by_stated_phase(values, interval):
    assert lifecycle_interval(values) == interval


@pytest.mark.parametrize(
    ("values", "phase"),
    [
        ({}, None),
        ({"active": D2026}, "ACTIVE"),
        ({"active": D2028}, "PLANNED"),
        ({"active": D2026, "phase_out": D2027}, "PHASE_OUT"),
        ({"active": D2026, "phase_out": D2028}, "ACTIVE"),
        ({"phase": "PHASE_OUT"}, "PHASE_OUT"),
        ({"active": D2026, "phase": "PHASE_OUT"}, "PHASE_OUT"),
        ({"active": D2026, "phase": "PHASE_OUT", "phase_on": D2028}, "ACTIVE"),
        ({"retired": D2028}, "ACTIVE"),
    ],
)
def test_phase_on_a_day(values, phase):
    assert phase_at(values, day("2027-06-01")) == phase


def test_nothing_said_is_not_known():
    assert not lifecycle_is_known({})
    assert lifecycle_is_known({"phase": "ACTIVE"})


def action(kind, on=None, *, project="p", committed=None, status="BUILD", end=None):
    return ProjectAction(project, kind, on, committed, status, end)


@pytest.mark.parametrize(
    ("plan", "given", "counts"),
    [
        ("committed", action("RETIRE", status="BUILD"), True),
        ("committed", action("RETIRE", status="IDEA"), False),
        ("committed", action("RETIRE", status="IDEA", committed=True), True),
        ("committed", action("RETIRE", status="BUILD", committed=False), False),
        ("committed", action("RETIRE", status="STOPPED", committed=True), False),
        ("all", action("RETIRE", status="IDEA"), True),
        ("all", action("RETIRE", status="STOPPED"), False),
        ("none", action("RETIRE", status="DONE"), False),
        ("p,q", action("RETIRE", status="IDEA"), True),
        ("q", action("RETIRE", status="BUILD"), False),
    ],
)
def test_which_actions_a_plan_counts(plan, given, counts):
    assert given.counts_in(PlanChoice.parse(plan)) is counts
    assert str(PlanChoice.parse(plan)) == plan


def test_projects_start_and_end_what_they_act_on():
    committed = PlanChoice()
    retire = [action("RETIRE", D2028), action("WITHDRAW", D2027), action("MODIFY", D2026)]
    assert planned_interval(Interval(D2026, None), retire, committed) == Interval(D2026, D2027)
    by_end = [action("RETIRE", end=D2028)]
    assert planned_interval(Interval(), by_end, committed) == Interval(None, D2028)
    create = [action("CREATE", D2027)]
    assert planned_interval(NEVER, create, committed) == Interval(D2027, None)
    assert planned_interval(NEVER, retire, committed) == NEVER
    assert planned_interval(Interval(), [action("RETIRE")], committed) == Interval()
