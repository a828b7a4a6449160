"""From which day an application can be switched off, case by case."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from archrepo.analysis.impact import ImpactSettings, Retire
from archrepo.analysis.impact.earliest import EarliestRetirement, earliest
from archrepo.domain.validity import PlanChoice
from archrepo.domain.vocabulary import Severity
from archrepo.render.registry import View, render

if TYPE_CHECKING:
    from tests.unit.analysis.impact.conftest import Build

DAY = dt.date(2026, 12, 31)
MARCH = dt.date(2027, 3, 1)


def asked(
    build: Build, below: Severity = Severity.MAJOR, tolerance: int = 1, plan: str = "committed"
) -> EarliestRetirement:
    event = Retire("a", DAY, PlanChoice.parse(plan))
    return earliest(event, below, build.facts(), ImpactSettings(tolerance))


def told(found: EarliestRetirement) -> list[str]:
    return [condition.text for condition in found.conditions]


def successor(build: Build) -> Build:
    build.app("a", name="Old").app("b", name="New", active=MARCH)
    return build.covers("a", "s").covers("b", "s").link("a", "REPLACED_BY", "b")


def test_the_gap_must_have_closed_or_be_tolerated(build: Build) -> None:
    successor(build)
    assert asked(build, tolerance=0).day == MARCH
    assert asked(build).day == MARCH - dt.timedelta(days=1)
    build.add("Scope", "s", max_tolerable_downtime_h=100.0)
    assert asked(build).day == MARCH - dt.timedelta(days=4)


def test_what_ends_is_felt_the_day_after(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o", valid_to=MARCH)
    assert asked(build).day == MARCH + dt.timedelta(days=1)


def test_where_nothing_breaks_it_is_the_first_day(build: Build) -> None:
    found = asked(build.app("a"))
    assert (found.day, found.verdict, found.days_assessed) == (DAY, Severity.INFO, 1)


def test_the_verdict_must_stay_below(build: Build) -> None:
    build.app("a", "b").covers("a", "s")
    build.covers("b", "s", valid_from=dt.date(2027, 1, 5), valid_to=MARCH)
    found = asked(build)
    assert found.day is None
    assert [step.verdict for step in found.steps] == [
        Severity.CRITICAL,
        Severity.INFO,
        Severity.CRITICAL,
    ]
    assert (found.conditions_from, told(found)) == (MARCH, ["another application must cover s"])


def test_conditions_name_the_successor_and_what_hangs_on_them(build: Build) -> None:
    successor(build).app("c", criticality="MISSION_CRITICAL").flow("f", "a", "c", "o")
    build.covers("c", "t").add("Scope", "t", criticality="MISSION_CRITICAL")
    build.add("Person", "p", name="Ada").link("p", "RESPONSIBLE_FOR", "c", role="IT_OWNER")
    found = asked(build)
    assert found.day is None
    (condition,) = found.conditions
    assert condition.text == "New must feed c with o"
    assert (condition.by, condition.threatens) == (("b",), ("t",))
    assert [owner.name for owner in condition.owners] == ["Ada"]
    assert condition.final is Severity.CRITICAL


def test_projects_move_it_as_far_as_the_plan_counts_them(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "s").link("a", "REPLACED_BY", "b")
    build.add("Project", "p", status="IDEA")
    build.link("p", "IMPACTS", "b", action="CREATE", date=MARCH)
    assert asked(build, tolerance=0).day == DAY
    assert asked(build, tolerance=0, plan="all").day == MARCH


def test_freezes_that_come_back_every_year_are_left_apart(build: Build) -> None:
    span = {"starts_on": dt.date(2020, 12, 15), "ends_on": dt.date(2021, 1, 10)}
    build.app("a", "b").covers("a", "s").covers("b", "s")
    build.add("Period", "z", name="Year end", category="FREEZE", yearly=True, **span)
    found = asked(build)
    assert (found.day, found.but_for_freezes) == (dt.date(2027, 1, 10), DAY)
    assert [season.name for season in found.seasons] == ["Year end"]
    assert asked(build, Severity.CRITICAL).day == DAY


def test_a_freeze_of_one_year_is_a_date_like_any_other(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "s")
    build.add("Period", "z", category="FREEZE", starts_on=DAY, ends_on=MARCH)
    found = asked(build)
    assert (found.day, found.but_for_freezes, found.seasons) == (MARCH, None, ())


def test_freezes_all_the_year_leave_no_day(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "s")
    for number, (start, end) in enumerate(((1, 7), (6, 2))):
        span = {
            "starts_on": dt.date(2020, start, 1),
            "ends_on": dt.date(2020 + (end < start), end, 1),
        }
        build.add("Period", f"z{number}", category="FREEZE", yearly=True, **span)
    found = asked(build)
    assert (found.day, found.but_for_freezes) == (None, DAY)
    assert [condition.effect for condition in found.conditions] == ["FREEZE_CONFLICT"]
    told = str(render(found, "table", View(lang="fr", width=0)))
    assert re.search(r"Un gel doit se terminer\s: z\d, \d\d/\d\d/\d{4} → \d\d/\d\d/\d{4} ", told)


def test_the_end_of_the_calendar_means_for_ever(build: Build) -> None:
    build.app("a", "b", retired=dt.date.max).covers("a", "s").covers("b", "s")
    assert asked(build).day == DAY
