"""Each rule of an outage: the smallest portfolio where it fires, and where it just does not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.analysis.impact.conftest import DAY
from tests.unit.analysis.impact.told import told

if TYPE_CHECKING:
    from tests.unit.analysis.impact.conftest import Build

CALL: dict[str, Any] = {"mode": "SYNC", "criticality": "BUSINESS_CRITICAL"}


# Who is down ------------------------------------------------------------------------------------


def test_out_01_fires(build: Build) -> None:
    build.app("a", "twin", "b").link("a", "ALTERNATIVE_OF", "twin", group="g")
    build.flow("f", "a", "b", "o", **CALL)
    report = build.outage()
    assert told(report, "OUT-01") == [("a", "REDUNDANCY_USED", "INFO")]
    assert len(report.lines) == 1
    assert [(x.node, x.declared) for x in report.lines[0].alternatives] == [("twin", True)]


def test_out_01_fires_further_on(build: Build) -> None:
    build.app("a", "b", "twin").flow("f", "a", "b", "o", **CALL)
    build.link("twin", "ALTERNATIVE_OF", "b")
    assert told(build.outage(), "OUT-01") == [("b", "REDUNDANCY_USED", "INFO")]


def test_out_01_names_who_stands_in_of_every_group_with_enough(build: Build) -> None:
    build.app("a", "twin", "other", "few").link("a", "ALTERNATIVE_OF", "twin", group="g")
    build.link("other", "ALTERNATIVE_OF", "a").link(
        "a", "ALTERNATIVE_OF", "few", group="h", min_up=2
    )
    assert [x.node for x in build.outage().lines[0].alternatives] == ["other", "twin"]


def test_out_01_just_not_where_too_few_stay_up(build: Build) -> None:
    build.app("a", "twin").link("a", "ALTERNATIVE_OF", "twin", group="g", min_up=2).covers("a", "s")
    assert told(build.outage(), "OUT-04") == [("s", "SERVICE_DOWN", "MAJOR")]


def test_out_01_just_not_where_the_other_is_struck_too(build: Build) -> None:
    build.app("a", "b", "twin").link("b", "ALTERNATIVE_OF", "twin", group="g")
    build.flow("f", "a", "b", "o", **CALL).link("twin", "RUNS_ON", "a")
    assert told(build.outage(), "OUT-02") == [
        ("b", "SERVICE_DOWN", "MAJOR"),
        ("twin", "SERVICE_DOWN", "MAJOR"),
    ]


def test_out_02_fires_on_and_on(build: Build) -> None:
    build.app("a", "b", "c", "d").flow("f", "a", "b", "o", mode="SYNC")
    build.flow("g", "b", "c", "p", **CALL).link("d", "RUNS_ON", "c")
    report = build.outage()
    assert told(report, "OUT-02") == [
        ("b", "SERVICE_DOWN", "MAJOR"),
        ("c", "SERVICE_DOWN", "MAJOR"),
        ("d", "SERVICE_DOWN", "MAJOR"),
    ]
    assert report.lines[-1].path == ("a", "f", "b", "g", "c", "d")


def test_out_02_fires_for_who_calls(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "b", "a", "o", depends="SOURCE_ON_TARGET", mode="SYNC")
    build.flow("g", "c", "a", "o", depends="TARGET_ON_SOURCE", mode="SYNC")
    assert told(build.outage(), "OUT-02") == [("b", "SERVICE_DOWN", "MAJOR")]


def test_out_02_fires_lightly_over_a_lesser_flow(build: Build) -> None:
    build.app("a", "b", "c", "d").flow("f", "a", "b", "o", mode="SYNC")
    build.flow("g", "b", "c", "p", mode="SYNC")
    build.flow("h", "a", "d", "q", mode="SYNC", criticality="ADMINISTRATIVE")
    report = build.outage()
    assert told(report, "OUT-02") == [
        ("b", "SERVICE_DOWN", "MAJOR"),
        ("c", "SERVICE_DEGRADED", "MINOR"),
        ("d", "SERVICE_DEGRADED", "MINOR"),
    ]
    assert report.knowledge.flow_criticalities_unstated == 1
    assert report.knowledge.dependences_assumed == 3


def test_out_02_just_not_where_another_brings_it_as_fast(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o", **CALL).flow("g", "c", "b", "o", **CALL)
    report = build.outage()
    assert told(report, "OUT-02") == [("b", "INPUT_REDUNDANT", "INFO")]
    assert [(x.node, x.flow, x.declared) for x in report.lines[0].alternatives] == [
        ("c", "g", False)
    ]


def test_out_02_just_not_redundant_where_the_other_is_fed_by_the_down_one(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o", **CALL).flow("g", "c", "b", "o", **CALL)
    build.flow("h", "a", "c", "o", mode="BATCH")
    assert ("b", "SERVICE_DOWN", "MAJOR") in told(build.outage(), "OUT-02")


# Data -------------------------------------------------------------------------------------------


def test_out_03_fires(build: Build) -> None:
    build.app("a", "b", "c", "d").flow("f", "a", "b", "o", mode="BATCH", frequency="DAILY")
    build.flow("g", "b", "c", "o", mode="ASYNC").flow("h", "c", "d", "o", mode="FILE")
    assert told(build.outage(hours=25), "OUT-03") == [
        ("b", "DATA_STALE", "MINOR"),
        ("c", "DATA_STALE", "INFO"),
        ("d", "DATA_STALE", "INFO"),
    ]


@pytest.mark.parametrize(
    ("flow", "hours"),
    [
        ({"mode": "BATCH", "frequency": "DAILY"}, 24),
        ({"mode": "BATCH"}, 24),
        ({"mode": "ASYNC"}, 1),
        ({"mode": "ASYNC", "frequency": "WEEKLY"}, 168),
        ({}, 24),
        ({"mode": "FILE", "depends": "SOURCE_ON_TARGET"}, 25),
    ],
)
def test_out_03_just_not_within_its_period(build: Build, flow: dict[str, Any], hours: int) -> None:
    build.app("a", "b").flow("f", "a", "b", "o", **flow)
    assert not told(build.outage(hours=hours), "OUT-03")
    if "depends" not in flow:
        assert told(build.outage(hours=hours + 1), "OUT-03")


def test_out_03_just_not_where_another_brings_it(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o", mode="BATCH")
    build.flow("g", "c", "b", "o", mode="MANUAL")
    assert not build.outage(hours=1000).lines


# Scopes and journeys ----------------------------------------------------------------------------


def test_out_04_fires(build: Build) -> None:
    build.app("a").add("Scope", "s", max_tolerable_downtime_h=4.0).covers("a", "s").covers("a", "t")
    report = build.outage(hours=5)
    assert told(report, "OUT-04") == [
        ("s", "SERVICE_DOWN", "CRITICAL"),
        ("t", "SERVICE_DOWN", "MAJOR"),
    ]
    assert report.knowledge.tolerances_unstated == 1


def test_out_04_fires_by_the_tightest_of_the_peaks(build: Build) -> None:
    build.app("a").add("Scope", "s", max_tolerable_downtime_h=48.0).covers("a", "s")
    build.add("Domain", "d").link("d", "CONTAINS", "s")
    build.add("Period", "sales", category="PEAK", starts_on=DAY, max_tolerable_downtime_h=2.0)
    build.add("Period", "over", category="PEAK", ends_on=DAY, max_tolerable_downtime_h=0.0)
    build.link("sales", "APPLIES_TO", "d")
    report = build.outage(hours=3)
    assert told(report, "OUT-04") == [("s", "SERVICE_DOWN", "CRITICAL")]
    assert report.lines[0].note == "down 3 h for a tolerance of 2 h (sales)"


def test_out_04_just_not_critical_within_what_is_tolerated(build: Build) -> None:
    build.app("a").add("Scope", "s", max_tolerable_downtime_h=4.0).covers("a", "s")
    assert told(build.outage(hours=4), "OUT-04") == [("s", "SERVICE_DOWN", "MAJOR")]


def test_out_05_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s", role="PRIMARY").covers("b", "s", role="SECONDARY")
    build.covers("a", "t", role="SECONDARY").covers("b", "t", role="PRIMARY")
    assert told(build.outage(), "OUT-05") == [
        ("s", "SERVICE_DEGRADED", "MAJOR"),
        ("t", "SERVICE_DEGRADED", "MINOR"),
    ]


def test_out_05_just_not_where_none_is_left_for_some(build: Build) -> None:
    build.app("a", "b").covers("a", "s", segments=("tag:fr",)).covers(
        "b", "s", segments=("tag:be",)
    )
    report = build.outage()
    assert told(report, "OUT-04") == [("s", "SERVICE_DOWN", "MAJOR")]
    assert report.lines[0].segments == ("tag:fr",)


def test_out_06_fires(build: Build) -> None:
    build.app("a", rto_h=8.0).app("b").add("Scope", "s", max_tolerable_downtime_h=4.0)
    build.covers("a", "s").covers("b", "s")
    assert told(build.outage(hours=1), "OUT-06") == [("s", "RTO_BREACH", "MAJOR")]


def test_out_06_just_not_at_what_is_tolerated_or_unstated(build: Build) -> None:
    build.app("a", rto_h=4.0).add("Scope", "s", max_tolerable_downtime_h=4.0)
    build.covers("a", "s").covers("a", "t")
    assert not told(build.outage(), "OUT-06")


def test_out_07_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("a", "t").covers("b", "t", "PARTIAL")
    build.add("Journey", "buy", "browse", "pay").link("buy", "PASSES_THROUGH", "s")
    build.link("browse", "PASSES_THROUGH", "s", essential=False)
    build.link("pay", "PASSES_THROUGH", "t")
    assert told(build.outage(), "OUT-07") == [
        ("buy", "JOURNEY_BROKEN", "MAJOR"),
        ("browse", "JOURNEY_AT_RISK", "MINOR"),
        ("pay", "JOURNEY_AT_RISK", "INFO"),
    ]


def test_out_07_just_not_through_another_scope(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "t").add("Journey", "buy")
    build.link("buy", "PASSES_THROUGH", "t")
    assert not told(build.outage(), "OUT-07")


# Users and senders ------------------------------------------------------------------------------


def test_out_08_fires(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o", **CALL).add("Organisation", "few", "many")
    build.link("few", "USES", "b", users_count=499).link("many", "USES", "a", users_count=500)
    assert told(build.outage(), "OUT-08") == [
        ("many", "USERS_BLOCKED", "MAJOR"),
        ("few", "USERS_BLOCKED", "MINOR"),
    ]


def test_out_08_just_not_where_the_application_only_limps(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o", mode="SYNC", criticality="ADMINISTRATIVE")
    build.add("Organisation", "users").link("users", "USES", "b")
    assert not told(build.outage(), "OUT-08")


def test_out_09_fires(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o", **CALL)
    build.flow("g", "c", "b", "o", mode="BATCH", frequency="DAILY")
    report = build.outage()
    assert told(report, "OUT-02") == [("b", "SERVICE_DOWN", "MAJOR")]
    assert told(report, "OUT-09") == [("b", "FALLBACK_ON_COPY", "MINOR")]
    assert report.lines[1].note == "copy by g from c (DAILY)"


def test_out_09_just_not_from_one_who_is_down(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o", **CALL).link("c", "RUNS_ON", "a")
    build.flow("g", "c", "b", "o", mode="BATCH", frequency="DAILY")
    assert not told(build.outage(), "OUT-09")


def test_out_10_fires(build: Build) -> None:
    build.app("a").app("b", "c", "d", criticality="MISSION_CRITICAL")
    build.flow("f", "b", "a", "o", mode="SYNC").flow("g", "c", "a", "o", mode="BATCH")
    build.flow("h", "d", "a", "o", mode="SYNC", depends="NONE")
    report = build.outage()
    assert told(report, "OUT-10") == [
        ("b", "CALL_TO_CONFIRM", "MINOR"),
        ("c", "BACKLOG", "MINOR"),
        ("d", "BACKLOG", "MINOR"),
    ]
    assert [x.final.value for x in report.lines] == ["MAJOR", "MINOR", "MINOR"]
    assert report.knowledge.calls_to_confirm == 1


def test_out_10_just_not_from_one_who_depends_on_it_or_is_down(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "b", "a", "o", mode="SYNC", depends="BOTH")
    build.link("c", "RUNS_ON", "a").flow("g", "c", "a", "o", mode="BATCH")
    assert not told(build.outage(), "OUT-10")


# Whom it strikes --------------------------------------------------------------------------------


def test_a_target_that_had_ended_is_read_as_it_last_was(build: Build) -> None:
    ended = DAY - dt.timedelta(days=10)
    build.app("a", retired=ended).app("b").covers("a", "s", valid_to=ended)
    build.flow("f", "a", "b", "o", **CALL, valid_to=ended)
    report = build.outage()
    assert {line.node for line in report.lines} == {"b", "s"}
    assert report.event.already_ended == ended


def test_on_the_first_day_a_flow_has_ended_it_stops_nobody(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o", **CALL, valid_to=DAY)
    build.add("Module", "m").link("a", "CONTAINS", "m").covers("m", "s", valid_to=DAY)
    assert not build.outage().lines


def test_a_longer_way_may_be_the_graver_one(build: Build) -> None:
    build.app("a", "c").app("b", criticality="MISSION_CRITICAL")
    build.flow("f", "a", "b", "o", **CALL).flow("g", "a", "c", "p", mode="SYNC")
    build.flow("h", "c", "b", "q", mode="SYNC", criticality="MISSION_CRITICAL")
    line = next(x for x in build.outage().lines if x.node == "b")
    assert (line.final.value, line.path) == ("CRITICAL", ("a", "g", "c", "h", "b"))
