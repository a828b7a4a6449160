"""Each rule of a retirement: the smallest portfolio where it fires, and where it just does not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.impact import ImpactSettings
from tests.unit.analysis.impact.told import told

if TYPE_CHECKING:
    from tests.unit.analysis.impact.conftest import Build

DAY = dt.date(2026, 12, 31)
NEXT = DAY + dt.timedelta(days=1)
LATER = dt.date(2027, 3, 1)

# Coverage ---------------------------------------------------------------------------------------


def test_ret_01_fires(build: Build) -> None:
    build.app("a").covers("a", "s")
    assert told(build.retire(), "RET-01") == [("s", "COVERAGE_LOST", "CRITICAL")]


def test_ret_01_just_not_for_a_plan(build: Build) -> None:
    build.app("a").covers("a", "s", "PLANNED")
    assert not build.retire().lines


def test_ret_02_fires(build: Build) -> None:
    build.app("a").app("b", active=LATER).covers("a", "s", "PARTIAL").covers("b", "s", "PARTIAL")
    build.link("a", "REPLACED_BY", "b", scopes=("s",))
    report = build.retire()
    assert told(report, "RET-02") == [("s", "COVERAGE_GAP", "CRITICAL")]
    assert report.lines[0].gap is not None
    assert report.lines[0].gap.days == 60


def test_ret_02_fires_lightly_within_what_is_tolerated(build: Build) -> None:
    build.app("a").app("b", active=NEXT).covers("a", "s").covers("b", "s")
    build.link("a", "REPLACED_BY", "b")
    assert told(build.retire(), "RET-02") == [("s", "COVERAGE_GAP", "MINOR")]
    strict = ImpactSettings(gap_tolerance_days=0)
    assert told(build.retire(settings=strict), "RET-02") == [("s", "COVERAGE_GAP", "CRITICAL")]
    build.add("Scope", "s", max_tolerable_downtime_h=24.0)
    assert told(build.retire(settings=strict), "RET-02") == [("s", "COVERAGE_GAP", "MINOR")]


def test_ret_02_just_not_by_a_lower_level(build: Build) -> None:
    build.app("a").app("b", active=LATER).covers("a", "s").covers("b", "s", "PARTIAL")
    build.link("a", "REPLACED_BY", "b")
    assert told(build.retire(), "RET-01") == [("s", "COVERAGE_LOST", "CRITICAL")]


def test_ret_02_just_not_for_another_scope(build: Build) -> None:
    build.app("a").app("b", active=LATER).covers("a", "s").covers("b", "s").covers("b", "other")
    build.link("a", "REPLACED_BY", "b", scopes=("other",))
    assert told(build.retire(), "RET-01") == [("s", "COVERAGE_LOST", "CRITICAL")]


def test_ret_03_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "s", "MARGINAL")
    assert told(build.retire(), "RET-03") == [("s", "COVERAGE_DEGRADED", "MAJOR")]


def test_ret_03_just_not_at_the_same_level(build: Build) -> None:
    build.app("a", "b").covers("a", "s", "PARTIAL").covers("b", "s", "PARTIAL")
    assert not told(build.retire(), "RET-03")


def test_ret_04_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s", role="PRIMARY").covers("b", "s", role="SECONDARY")
    build.link("a", "REPLACED_BY", "b")
    assert told(build.retire(), "RET-04") == [("s", "COVERAGE_TRANSFERRED", "INFO")]


def test_ret_04_just_not_by_one_who_replaces_nothing(build: Build) -> None:
    build.app("a", "b").covers("a", "s", role="PRIMARY").covers("b", "s", role="SECONDARY")
    build.link("b", "REPLACED_BY", "a")
    assert told(build.retire(), "RET-05") == [("s", "PRIMARY_LOST", "MAJOR")]


def test_ret_05_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s", role="PRIMARY").covers("b", "s", role="SECONDARY")
    build.covers("a", "t", role="SECONDARY").covers("b", "t", role="PRIMARY")
    assert told(build.retire(), "RET-05") == [
        ("s", "PRIMARY_LOST", "MAJOR"),
        ("t", "REDUNDANCY_REDUCED", "INFO"),
    ]


def test_ret_05_just_not_by_one_who_is_not_live(build: Build) -> None:
    build.app("a").app("b", retired=DAY).covers("a", "s").covers("b", "s")
    assert told(build.retire(), "RET-01") == [("s", "COVERAGE_LOST", "CRITICAL")]


# Flows ------------------------------------------------------------------------------------------


def test_ret_06_fires(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o")
    assert told(build.retire(), "RET-06") == [("b", "INPUT_LOST", "MAJOR")]


def test_ret_06_just_not_where_the_flow_had_ended(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o", retired=DAY - dt.timedelta(days=1))
    report = build.retire()
    assert not report.lines
    assert report.knowledge.facts_ended_earlier == 1


def test_ret_07_fires(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "c", "b", "o")
    report = build.retire()
    assert told(report, "RET-07") == [("b", "INPUT_REDUNDANT", "MINOR")]
    (alternative,) = report.lines[0].alternatives
    assert (alternative.node, alternative.flow, alternative.declared) == ("c", "g", False)


def test_ret_07_just_not_where_the_other_is_supplied_by_the_lost_one(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "c", "b", "o")
    build.flow("h", "a", "c", "o")
    assert told(build.retire(), "RET-06") == [
        ("b", "INPUT_LOST", "MAJOR"),
        ("c", "INPUT_LOST", "MAJOR"),
    ]


def test_ret_08_fires(build: Build) -> None:
    build.app("a", "b", "c", "d", "e").flow("f", "a", "b", "o").flow("g", "b", "c", "o")
    build.flow("h", "c", "d", "o").flow("i", "d", "e", "o")
    assert told(build.retire(), "RET-08") == [
        ("c", "DATA_STALE", "MINOR"),
        ("d", "DATA_STALE", "INFO"),
        ("e", "DATA_STALE", "INFO"),
    ]


def test_ret_08_just_not_with_another_object(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "b", "c", "other")
    assert not told(build.retire(), "RET-08")


def test_ret_09_fires(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o")
    build.covers("b", "s", role="PRIMARY").covers("b", "t", role="SECONDARY")
    assert told(build.retire(), "RET-09") == [
        ("s", "COVERAGE_AT_RISK", "MINOR"),
        ("t", "COVERAGE_AT_RISK", "INFO"),
    ]


def test_ret_09_just_not_from_an_effect_of_no_weight(build: Build) -> None:
    build.app("a", "b", "c", "d").flow("f", "a", "b", "o").flow("g", "b", "c", "o")
    build.flow("h", "c", "d", "o").covers("d", "s")
    assert not told(build.retire(), "RET-09")


def test_ret_10_fires(build: Build) -> None:
    build.app("a").app("b", criticality="MISSION_CRITICAL").flow("f", "b", "a", "o")
    report = build.retire()
    assert told(report, "RET-10") == [("b", "OUTLET_LOST", "MINOR")]
    assert report.verdict == "MINOR"


def test_ret_10_fires_transferred_where_a_successor_is_fed_too(build: Build) -> None:
    build.app("a", "b", "new").flow("f", "b", "a", "o").flow("g", "b", "new", "o")
    build.link("a", "REPLACED_BY", "new")
    assert told(build.retire(), "RET-10") == [("b", "OUTLET_TRANSFERRED", "INFO")]


def test_ret_10_just_not_transferred_with_another_object(build: Build) -> None:
    build.app("a", "b", "new").flow("f", "b", "a", "o").flow("g", "b", "new", "other")
    build.link("a", "REPLACED_BY", "new")
    assert told(build.retire(), "RET-10") == [("b", "OUTLET_LOST", "MINOR")]


# Data -------------------------------------------------------------------------------------------


def test_ret_11_fires(build: Build) -> None:
    build.app("a", "b").add("DataObject", "o").link("a", "ACCESSES", "o", role="MASTER")
    build.link("b", "ACCESSES", "o", role="REPLICA_RW")
    assert told(build.retire(), "RET-11") == [("o", "MASTER_LOST", "CRITICAL")]


def test_ret_11_just_not_with_a_second_master(build: Build) -> None:
    build.app("a", "b").add("DataObject", "o").link("a", "ACCESSES", "o", role="MASTER")
    build.link("b", "ACCESSES", "o", role="MASTER")
    assert not build.retire().lines


def test_ret_12_fires(build: Build) -> None:
    build.app("a", "b").add("DataObject", "o", personal="PERSONAL")
    build.add("DataObject", "p", retention_months=12).link("a", "ACCESSES", "o", crud=("R", "U"))
    build.link("a", "ACCESSES", "p", role="REPLICA_RW").link("b", "ACCESSES", "p", role="MASTER")
    assert told(build.retire(), "RET-12") == [
        ("o", "ARCHIVE_DUTY", "MAJOR"),
        ("p", "ARCHIVE_DUTY", "MINOR"),
    ]


def test_ret_12_just_not_where_a_project_migrates_it_by_then(build: Build) -> None:
    build.app("a").add("DataObject", "o", personal="PERSONAL")
    build.link("a", "ACCESSES", "o", crud=("C",)).add("Project", "p", status="BUILD")
    build.link("p", "IMPACTS", "o", action="MIGRATE", date=DAY)
    assert not build.retire().lines
    assert told(build.retire(plan="none"), "RET-12") == [("o", "ARCHIVE_DUTY", "MAJOR")]


def test_ret_12_just_not_for_one_who_only_reads(build: Build) -> None:
    build.app("a").add("DataObject", "o", personal="SENSITIVE")
    build.link("a", "ACCESSES", "o", crud=("R",), role="CONSUMER")
    assert not build.retire().lines


# What surrounds it ------------------------------------------------------------------------------


def test_ret_13_fires(build: Build) -> None:
    build.app("a", "b", "c").link("b", "RUNS_ON", "a").link("c", "RUNS_ON", "b").covers("c", "s")
    report = build.retire()
    assert told(report, "RET-13") == [
        ("b", "HOST_LOST", "CRITICAL"),
        ("c", "HOST_LOST", "CRITICAL"),
    ]
    lost = next(line for line in report.lines if line.rule == "RET-01")
    assert lost.path == ("a", "b", "c", "s")


def test_ret_13_just_not_where_it_moved_before(build: Build) -> None:
    build.app("a", "b").link("b", "RUNS_ON", "a", valid_to=DAY - dt.timedelta(days=1))
    assert not build.retire().lines


def test_ret_14_fires(build: Build) -> None:
    build.app("a").add("Project", "p", status="BUILD", end=NEXT).add("Project", "q")
    build.link("p", "IMPACTS", "a", action="MODIFY").link("q", "IMPACTS", "a", action="EXTEND")
    build.add("Project", "r", status="IDEA").link("r", "IMPACTS", "a", action="MIGRATE", date=NEXT)
    assert told(build.retire(plan="none"), "RET-14") == [
        ("p", "PROJECT_CONFLICT", "MAJOR"),
        ("q", "PROJECT_CONFLICT", "MAJOR"),
        ("r", "PROJECT_CONFLICT", "MAJOR"),
    ]


def test_ret_14_just_not_where_it_ends_by_then_or_retires_it(build: Build) -> None:
    build.app("a").add("Project", "p", status="BUILD", end=DAY).add("Project", "programme", "q")
    build.link("p", "IMPACTS", "a", action="MODIFY").add("Project", "done", status="DONE")
    build.link("done", "IMPACTS", "a", action="MODIFY").link("programme", "CONTAINS", "q")
    build.link("q", "IMPACTS", "a", action="MODIFY")
    build.link("programme", "IMPACTS", "a", action="RETIRE")
    assert not build.retire().lines


def test_ret_15_fires(build: Build) -> None:
    build.app("a").add("Organisation", "few", "many")
    build.link("few", "USES", "a", users_count=499).link("many", "USES", "a", users_count=500)
    assert told(build.retire(), "RET-15") == [
        ("many", "USERS_TO_MIGRATE", "MAJOR"),
        ("few", "USERS_TO_MIGRATE", "MINOR"),
    ]


def test_ret_15_just_not_for_those_who_had_left(build: Build) -> None:
    build.app("a").add("Organisation", "o")
    build.link("o", "USES", "a", users_count=900, valid_to=DAY - dt.timedelta(days=1))
    assert not build.retire().lines


def test_ret_16_fires(build: Build) -> None:
    build.app("a", run_cost=1200.0, currency="EUR", contract_end=LATER).add("Technology", "t")
    build.link("a", "USES_TECH", "t")
    report = build.retire()
    assert told(report, "RET-16") == [("a", "COST_FREED", "INFO"), ("t", "TECH_FREED", "INFO")]
    cost = report.benefits[0]
    assert (cost.amount, cost.currency, cost.since) == (1200.0, "EUR", LATER)


def test_ret_16_just_not_where_another_uses_it(build: Build) -> None:
    build.app("a", "b").add("Technology", "t").link("a", "USES_TECH", "t")
    build.link("b", "USES_TECH", "t")
    assert not build.retire().lines


def test_ret_17_fires(build: Build) -> None:
    build.app("a", "b", "c", "new").link("a", "REPLACED_BY", "new").add("Organisation", "users")
    build.covers("a", "s").covers("new", "s", "PARTIAL").flow("f", "a", "b", "o")
    build.flow("g", "c", "a", "p").link("a", "ACCESSES", "o", role="MASTER")
    build.link("users", "USES", "a")
    (parity,) = build.retire().parity
    assert (parity.successor, parity.live, parity.masters) == ("new", True, ("o",))
    assert [(m.scope, m.level, m.has) for m in parity.coverage] == [("s", "FULL", "PARTIAL")]
    assert [(m.application, m.data_object) for m in parity.feeds] == [("b", "o")]
    assert [(m.application, m.data_object) for m in parity.fed_by] == [("c", "p")]
    assert parity.users == ("users",)


def test_ret_17_just_not_where_nothing_is_missing(build: Build) -> None:
    build.app("a", "b", "new").link("a", "REPLACED_BY", "new").covers("a", "s").covers("new", "s")
    build.flow("f", "a", "b", "o").flow("g", "new", "b", "o")
    (parity,) = build.retire().parity
    assert not any((parity.coverage, parity.feeds, parity.fed_by, parity.masters, parity.users))
    build.relations = [r for r in build.relations if r.type != "REPLACED_BY"]
    assert not build.retire().parity


# What follows -----------------------------------------------------------------------------------


def test_ret_18_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "t").add("Scope", "top", "mid")
    build.link("top", "CONTAINS", "mid").link("mid", "CONTAINS", "s").link("top", "CONTAINS", "t")
    report = build.retire()
    assert told(report, "RET-18") == [
        ("mid", "COVERAGE_LOST", "CRITICAL"),
        ("top", "COVERAGE_PARTLY_LOST", "MINOR"),
    ]
    top = next(line for line in report.lines if line.node == "top")
    assert top.note == "1 of 2 lose their coverage: s"
    assert top.path == ("a", "s", "mid", "top")


def test_ret_18_fires_with_the_longest_gap(build: Build) -> None:
    build.app("a").app("b", active=LATER).app("c", active=NEXT).add("Scope", "top")
    for scope, successor in (("s", "b"), ("t", "c")):
        build.covers("a", scope).covers(successor, scope).link("top", "CONTAINS", scope)
        build.link("a", "REPLACED_BY", successor)
    report = build.retire()
    assert told(report, "RET-18") == [("top", "COVERAGE_GAP", "CRITICAL")]
    top = next(line for line in report.lines if line.node == "top")
    assert top.gap is not None
    assert top.gap.days == 60


def test_ret_18_just_not_for_a_scope_with_coverage_of_its_own(build: Build) -> None:
    build.app("a", "b").covers("a", "s").add("Scope", "top").link("top", "CONTAINS", "s")
    build.covers("b", "top")
    assert not told(build.retire(), "RET-18")


def test_ret_19_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "t", role="PRIMARY").flow("f", "a", "b", "o")
    build.add("Journey", "buy", "browse", "pay").link("buy", "PASSES_THROUGH", "s")
    build.link("browse", "PASSES_THROUGH", "s", essential=False)
    build.link("pay", "PASSES_THROUGH", "t")
    assert told(build.retire(), "RET-19") == [
        ("buy", "JOURNEY_BROKEN", "CRITICAL"),
        ("browse", "JOURNEY_AT_RISK", "MAJOR"),
        ("pay", "JOURNEY_AT_RISK", "INFO"),
    ]


def test_ret_19_just_not_for_an_effect_of_no_weight(build: Build) -> None:
    build.app("a", "b").covers("a", "s", role="SECONDARY").covers("b", "s", role="PRIMARY")
    build.add("Journey", "buy").link("buy", "PASSES_THROUGH", "s")
    assert [line.effect for line in build.retire().lines] == ["REDUNDANCY_REDUCED"]


def test_ret_20_fires(build: Build) -> None:
    build.app("a").covers("a", "s").add("Domain", "d").link("d", "CONTAINS", "s")
    dates = {"starts_on": dt.date(2020, 12, 15), "ends_on": dt.date(2021, 1, 5)}
    build.add("Period", "freeze", category="FREEZE", yearly=True, **dates)
    build.link("freeze", "APPLIES_TO", "d")
    report = build.retire()
    assert told(report, "RET-20") == [("a", "FREEZE_CONFLICT", "MAJOR")]
    assert "2026-12-15 → 2027-01-05" in report.lines[1].note


@pytest.mark.parametrize(
    ("starts", "ends", "within"),
    [
        ((2, 20), (2, 29), (28,)),
        ((2, 28), (2, 29), (28,)),
        ((2, 20), (3, 1), (28,)),
        ((2, 29), (3, 10), (1,)),
        ((2, 20), (2, 28), ()),
    ],
)
def test_ret_20_a_freeze_noted_in_a_leap_year_loses_no_day_in_others(
    build: Build, starts: tuple[int, int], ends: tuple[int, int], within: tuple[int, ...]
) -> None:
    build.app("a").covers("a", "s")
    dates = {"starts_on": dt.date(2024, *starts), "ends_on": dt.date(2024, *ends)}
    build.add("Period", "freeze", category="FREEZE", yearly=True, **dates)
    days = {28: dt.date(2027, 2, 28), 1: dt.date(2027, 3, 1)}
    frozen = [n for n, day in days.items() if told(build.retire(at=day), "RET-20")]
    assert frozen == list(within)


def test_ret_20_just_not_on_its_last_day_or_elsewhere(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "t")
    build.add("Period", "over", category="FREEZE", ends_on=DAY)
    build.add("Period", "elsewhere", category="FREEZE").link("elsewhere", "APPLIES_TO", "t")
    build.add("Period", "sales", category="PEAK")
    assert not told(build.retire(), "RET-20")
