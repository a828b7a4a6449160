"""Each rule of a project: the smallest portfolio where it fires, and where it just does not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.analysis.impact import ProjectEvent
from archrepo.domain.validity import PlanChoice
from tests.unit.analysis.impact.told import told

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport
    from tests.unit.analysis.impact.conftest import Build

DAY = dt.date(2026, 12, 31)
SOON = dt.date(2027, 1, 31)
END = dt.date(2027, 3, 1)


def asked(build: Build, slip: int = 0, *, cancel: bool = False) -> ImpactReport:
    """Return what the project `p` does."""
    return build.struck_by(ProjectEvent("p", DAY, PlanChoice(), slip, cancel))


@pytest.fixture
def build(build: Build) -> Build:
    """Return a portfolio with a project in it."""
    return build.add("Project", "p", status="BUILD", start=DAY, end=END)


def acts(build: Build, target: str, action: str, project: str = "p", **values: Any) -> Build:
    """Let a project act on something."""
    return build.link(project, "IMPACTS", target, action=action, **values)


def test_its_actions_are_events_on_their_days(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "t", role="PRIMARY")
    acts(build, "a", "RETIRE", date=SOON)
    acts(build, "b", "EXTEND")
    report = asked(build)
    lost = next(line for line in report.lines if line.effect == "COVERAGE_LOST")
    assert (lost.rule, lost.event, lost.path) == (
        "RET-01",
        "retire a 2027-01-31",
        ("p", "a", "s"),
    )
    first = report.also[0]
    assert (first.type, first.target, first.at) == ("retire", "a", SOON)


def test_what_it_brings_counts_and_what_it_ended_before_is_gone(build: Build) -> None:
    build.app("a", "b", "new").covers("a", "s").covers("b", "s").covers("new", "t")
    build.covers("a", "t").link("a", "REPLACED_BY", "new")
    acts(build, "new", "CREATE", date=SOON)
    acts(build, "a", "RETIRE", date=SOON)
    acts(build, "b", "RETIRE", date=END)
    found = {(x.node, x.effect, x.event) for x in asked(build).lines}
    assert ("t", "COVERAGE_TRANSFERRED", f"retire a {SOON}") in found
    assert ("s", "REDUNDANCY_REDUCED", f"retire a {SOON}") in found
    assert ("s", "COVERAGE_LOST", f"retire b {END}") in found


def test_prj_01_fires(build: Build) -> None:
    build.app("a").add("Project", "q", "r", status="BUILD", start=SOON, end=END)
    acts(build, "a", "MODIFY")
    acts(build, "a", "EXTEND", "q")
    acts(build, "a", "RETIRE", "r")
    assert told(asked(build), "PRJ-01") == [
        ("r", "COLLISION", "MAJOR"),
        ("q", "COLLISION", "MINOR"),
    ]


def test_prj_01_just_not_before_it_or_in_its_programme(build: Build) -> None:
    build.app("a").add("Project", "q", status="BUILD", end=DAY)
    build.add("Project", "top", status="BUILD").link("top", "CONTAINS", "p")
    acts(build, "a", "MODIFY")
    acts(build, "a", "MODIFY", "q")
    acts(build, "a", "MODIFY", "top")
    assert not told(asked(build), "PRJ-01")


def test_prj_02_fires(build: Build) -> None:
    build.app("a", "new").covers("a", "s").covers("new", "s")
    acts(build, "new", "CREATE")
    assert told(asked(build), "PRJ-02") == [("s", "REDUNDANCY_CREATED", "MINOR")]


def test_prj_02_just_not_where_the_other_is_retired(build: Build) -> None:
    build.app("a", "new").covers("a", "s").covers("new", "s")
    acts(build, "new", "CREATE")
    acts(build, "a", "RETIRE", date=END + dt.timedelta(days=90))
    assert not told(asked(build), "PRJ-02")


def test_prj_03_fires(build: Build) -> None:
    build.add("Project", "q", status="FRAMING", start=END, end=dt.date(2027, 6, 1))
    build.add("Project", "r", start=dt.date(2027, 6, 20)).add("Milestone", "m", date=SOON)
    build.link("q", "DEPENDS_ON", "p", lag_days=10).link("r", "DEPENDS_ON", "q")
    build.add("Project", "t", start=SOON).link("p", "CONTAINS", "m").link("t", "DEPENDS_ON", "m")
    report = asked(build, 30)
    assert told(report, "PRJ-03") == [
        ("q", "SLIP_PROPAGATED", "MAJOR"),
        ("r", "SLIP_PROPAGATED", "MAJOR"),
        ("t", "SLIP_PROPAGATED", "MAJOR"),
    ]
    assert [x.note for x in report.lines] == ["by 30 days", "by 11 days", "by 30 days"]


def test_prj_03_just_not_where_the_start_is_later(build: Build) -> None:
    build.add("Project", "q", start=END + dt.timedelta(days=30)).link("q", "DEPENDS_ON", "p")
    assert not asked(build, 30).lines
    assert asked(build, 31).lines


def _replaced(build: Build) -> None:
    build.app("old", retired=SOON).app("new").covers("old", "s").covers("new", "s")
    build.link("old", "REPLACED_BY", "new")
    acts(build, "new", "CREATE", date=SOON)


def test_prj_04_fires(build: Build) -> None:
    _replaced(build)
    late = asked(build, 60)
    assert told(late, "PRJ-04") == [("s", "COVERAGE_GAP", "CRITICAL")]
    gap = late.lines[0].gap
    assert gap is not None
    assert gap.days == 60
    assert told(asked(build, cancel=True), "PRJ-04") == [("s", "COVERAGE_LOST", "CRITICAL")]


def test_prj_04_just_not_on_time_or_where_it_retires_the_old_one_itself(build: Build) -> None:
    _replaced(build)
    assert not told(asked(build), "PRJ-04")
    acts(build, "old", "RETIRE", date=SOON)
    assert not told(asked(build, 60), "PRJ-04")


def test_prj_04_just_not_where_what_it_brings_is_there(build: Build) -> None:
    build.app("old", retired=SOON).app("new").covers("old", "s").covers("new", "s")
    build.link("old", "REPLACED_BY", "new")
    acts(build, "new", "CREATE", date=DAY - dt.timedelta(days=1))
    assert not asked(build, cancel=True).lines


def test_prj_05_fires(build: Build) -> None:
    build.app("a", disposition="ELIMINATE").app("b", active=DAY, phase_out=SOON)
    acts(build, "a", "MODIFY")
    acts(build, "b", "EXTEND")
    assert told(asked(build), "PRJ-05") == [
        ("a", "INVEST_IN_DEAD", "MAJOR"),
        ("b", "INVEST_IN_DEAD", "MAJOR"),
    ]


def test_prj_05_just_not_where_its_programme_retires_it(build: Build) -> None:
    build.app("a", disposition="ELIMINATE").add("Project", "top").link("top", "CONTAINS", "p")
    acts(build, "a", "MODIFY")
    acts(build, "a", "RETIRE", "top")
    assert not told(asked(build), "PRJ-05")


def test_prj_06_fires(build: Build) -> None:
    build.add("Project", "q").link("q", "DEPENDS_ON", "p")
    assert told(asked(build, cancel=True), "PRJ-06") == [("q", "ORPHANED", "MAJOR")]


def test_prj_06_just_not_for_one_that_is_done(build: Build) -> None:
    build.add("Project", "q", status="DONE").link("q", "DEPENDS_ON", "p")
    assert not asked(build, cancel=True).lines


def test_prj_07_fires(build: Build) -> None:
    build.app("a", contract_end=END, run_cost=36500.0, currency="EUR").app("b")
    build.add("Technology", "t", vendor_support_end=END).link("b", "USES_TECH", "t")
    acts(build, "a", "RETIRE")
    acts(build, "b", "RETIRE")
    report = asked(build, 60)
    assert told(report, "PRJ-07") == [
        ("a", "EXTENSION_NEEDED", "MAJOR"),
        ("b", "EXTENSION_NEEDED", "MAJOR"),
    ]
    first = next(x for x in report.lines if x.rule == "PRJ-07")
    assert first.note == (
        "60 days past its contract, which ends on 2027-03-01; 6,000 EUR of run cost for 60 days"
    )


def test_prj_07_just_not_within_the_contract(build: Build) -> None:
    build.app("a", contract_end=END + dt.timedelta(days=60))
    acts(build, "a", "RETIRE")
    assert not told(asked(build, 60), "PRJ-07")
    assert told(asked(build, 61), "PRJ-07")


def test_prj_07_fires_for_what_providers_supply(build: Build) -> None:
    build.app("a", "b").add("Technology", "t").add("Provider", "x", "y")
    build.link("b", "USES_TECH", "t").link("x", "SUPPLIES", "a", contract_end=END)
    build.link("y", "SUPPLIES", "t", contract_end=END)
    acts(build, "a", "RETIRE")
    acts(build, "b", "RETIRE")
    report = asked(build, 60)
    assert told(report, "PRJ-07") == [
        ("a", "EXTENSION_NEEDED", "MAJOR"),
        ("b", "EXTENSION_NEEDED", "MAJOR"),
    ]
    assert {line.note for line in report.lines if line.rule == "PRJ-07"} == {
        "60 days past the contract with x, which ends on 2027-03-01",
        "60 days past the contract with y for t, which ends on 2027-03-01",
    }


def test_prj_07_just_not_where_the_provider_is_another_by_then_or_the_contract_lasts(
    build: Build,
) -> None:
    build.app("a").add("Provider", "x", "y")
    build.link("x", "SUPPLIES", "a", contract_end=END, valid_to=END)
    build.link("y", "SUPPLIES", "a", contract_end=END + dt.timedelta(days=60))
    acts(build, "a", "RETIRE")
    assert not told(asked(build, 60), "PRJ-07")
    assert told(asked(build, 61), "PRJ-07")


def test_prj_07_fires_for_what_stays_for_ever_once_it_is_given_up(build: Build) -> None:
    build.app("a", contract_end=END + dt.timedelta(days=900), run_cost=36500.0, currency="EUR")
    acts(build, "a", "RETIRE")
    report = asked(build, cancel=True)
    assert told(report, "PRJ-07") == [("a", "EXTENSION_NEEDED", "MAJOR")]
    first = next(x for x in report.lines if x.rule == "PRJ-07")
    assert first.note == "its contract ends on 2029-08-17; 36,500 EUR of run cost a year"


def test_prj_07_just_not_where_another_ends_it_in_time(build: Build) -> None:
    build.app("a", contract_end=END + dt.timedelta(days=30))
    build.add("Project", "q", status="BUILD")
    acts(build, "a", "RETIRE")
    acts(build, "a", "RETIRE", "q", date=END + dt.timedelta(days=30))
    assert not told(asked(build, cancel=True), "PRJ-07")


def test_prj_09_fires(build: Build) -> None:
    build.app("old", "new", "kept", run_cost=36500.0, currency="EUR").covers("old", "s")
    build.link("old", "REPLACED_BY", "kept").link("old", "REPLACED_BY", "new")
    acts(build, "new", "CREATE", date=SOON)
    acts(build, "old", "RETIRE")
    acts(build, "kept", "EXTEND", date=SOON)
    report = asked(build, cancel=True)
    assert told(report, "PRJ-09") == [
        ("new", "NOT_DELIVERED", "MINOR"),
        ("old", "NOT_RETIRED", "MINOR"),
        ("kept", "NOT_DONE", "INFO"),
    ]
    assert [x.note for x in report.lines] == [
        "CREATE of 2027-01-31 not done",
        "RETIRE of 2027-03-01 not done; 36,500 EUR of run cost a year; beside kept",
        "EXTEND of 2027-01-31 not done",
    ]


def test_prj_09_just_not_for_what_is_past_or_done_by_another(build: Build) -> None:
    build.app("a", "b", "new").add("Project", "q", status="BUILD", end=END)
    acts(build, "a", "RETIRE", date=DAY - dt.timedelta(days=1))
    for project in ("p", "q"):
        acts(build, "b", "RETIRE", project)
        acts(build, "new", "CREATE", project)
    assert not asked(build, cancel=True).lines


def test_prj_09_says_until_when_where_another_ends_it_later(build: Build) -> None:
    build.app("b", run_cost=36500.0, currency="EUR").add("Project", "q", status="BUILD")
    acts(build, "b", "RETIRE")
    acts(build, "b", "RETIRE", "q", date=END + dt.timedelta(days=10))
    assert [x.note for x in asked(build, cancel=True).lines] == [
        "RETIRE of 2027-03-01 not done; until 2027-03-11; 1,000 EUR of run cost for 10 days"
    ]


def test_prj_10_fires(build: Build) -> None:
    build.add("Need", "must", priority="MUST").add("Need", "n", status="PLANNED")
    build.add("Organisation", "g").link("g", "RAISES", "must")
    build.add("Project", "q", status="DONE").link("q", "ANSWERS", "n")
    build.link("p", "ANSWERS", "must").link("p", "ANSWERS", "n")
    report = asked(build, cancel=True)
    assert told(report, "PRJ-10") == [
        ("must", "NEED_UNANSWERED", "MAJOR"),
        ("n", "NEED_UNANSWERED", "MINOR"),
    ]
    assert [(e.person, e.roles) for e in report.inform] == [("g", ("RAISES",))]


def test_prj_10_just_not_where_it_is_closed_or_another_answers(build: Build) -> None:
    build.add("Need", "n").add("Need", "done", status="DONE")
    build.add("Project", "q", status="IDEA").link("q", "ANSWERS", "n")
    build.link("p", "ANSWERS", "n").link("p", "ANSWERS", "done")
    assert not asked(build, cancel=True).lines


def test_prj_06_fires_for_what_is_part_of_it(build: Build) -> None:
    build.add("Project", "q", status="BUILD").add("Project", "r", status="DONE")
    build.link("p", "CONTAINS", "q").link("p", "CONTAINS", "r")
    assert told(asked(build, cancel=True), "PRJ-06") == [("q", "ORPHANED", "MAJOR")]


def test_prj_08_fires(build: Build) -> None:
    build.app("a").covers("a", "s").add("Period", "z", category="FREEZE", starts_on=END)
    build.link("z", "APPLIES_TO", "s")
    acts(build, "a", "MODIFY")
    acts(build, "s", "EXTEND")
    assert told(asked(build), "PRJ-08") == [
        ("a", "FREEZE_CONFLICT", "MAJOR"),
        ("s", "FREEZE_CONFLICT", "MAJOR"),
    ]


def test_prj_08_just_not_the_day_before(build: Build) -> None:
    build.app("a").covers("a", "s").add("Period", "z", category="FREEZE", starts_on=END)
    acts(build, "a", "MODIFY", date=END - dt.timedelta(days=1))
    assert not told(asked(build), "PRJ-08")
    assert told(asked(build, 1), "PRJ-08")


def test_prj_04_just_not_where_the_replaced_one_is_gone_since_nobody_knows_when(
    build: Build,
) -> None:
    build.app("old", phase="RETIRED").app("new").covers("old", "s").covers("new", "s")
    build.link("old", "REPLACED_BY", "new")
    acts(build, "new", "CREATE", date=SOON)
    assert not told(asked(build, 60), "PRJ-04")
    assert not told(asked(build, cancel=True), "PRJ-04")


def test_prj_01_just_not_where_it_acts_before_its_start_and_before_the_other(build: Build) -> None:
    build.app("a").add("Project", "q", status="BUILD", start=DAY, end=END)
    acts(build, "a", "MODIFY", date=DAY - dt.timedelta(days=1))
    acts(build, "a", "MODIFY", "q")
    assert not told(asked(build), "PRJ-01")


def test_given_up_what_it_has_brought_stays_though_nobody_had_committed_to_it(
    build: Build,
) -> None:
    build.add("Project", "p", status="IDEA", start=DAY, end=END)
    build.app("old", retired=SOON).app("new", phase="PLANNED")
    build.covers("old", "s").covers("new", "s").link("old", "REPLACED_BY", "new")
    acts(build, "new", "CREATE", date=DAY - dt.timedelta(days=1))
    acts(build, "new", "ROLL_OUT", date=SOON)
    assert not asked(build, cancel=True).lines


def test_a_project_that_is_to_last_for_ever_never_gets_later(build: Build) -> None:
    for_ever = dt.date.max  # what many tools write where no end is known
    build.nodes["p"].values["end"] = for_ever
    build.app("a").add("Project", "q", status="BUILD", start=DAY, end=for_ever)
    acts(build, "a", "MODIFY", date=for_ever)
    acts(build, "a", "MODIFY", "q").link("q", "DEPENDS_ON", "p")
    for report in (asked(build), asked(build, 60)):
        assert told(report, "PRJ-01") == [("q", "COLLISION", "MINOR")]
        assert not told(report, "PRJ-03")
