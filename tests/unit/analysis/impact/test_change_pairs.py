"""Each rule of a change: the smallest portfolio where it fires, and where it just does not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.unit.analysis.impact.conftest import DAY
from tests.unit.analysis.impact.told import told

if TYPE_CHECKING:
    from tests.unit.analysis.impact.conftest import Build

ONE_DAY = dt.timedelta(days=1)


def test_chg_01_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s", role="PRIMARY").covers("a", "t", role="SECONDARY")
    build.add("Module", "m").link("a", "CONTAINS", "m").covers("m", "u", "MARGINAL")
    report = build.change("functional")
    assert told(report, "CHG-01") == [
        ("s", "REVIEW", "MAJOR"),
        ("u", "REVIEW", "MAJOR"),
        ("t", "REVIEW", "MINOR"),
    ]
    assert report.lines[1].path == ("a", "m", "u")


def test_chg_01_just_not_for_a_plan_or_another_kind_of_change(build: Build) -> None:
    build.app("a").covers("a", "s", "PLANNED").covers("a", "t")
    assert [x.node for x in build.change("functional").lines] == ["t"]
    assert not build.change("technical").lines


def test_chg_02_fires(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "c", "a", "p")
    assert told(build.change("interface"), "CHG-02") == [
        ("b", "REGRESSION_TEST", "MINOR"),
        ("c", "REGRESSION_TEST", "MINOR"),
    ]
    report = build.change("interface", flows=["g"], breaking=True)
    assert told(report, "CHG-02") == [("c", "CONTRACT_BREAK", "MAJOR")]
    assert report.lines[0].path == ("a", "g", "c")


def test_chg_02_just_not_over_a_flow_that_is_not_live_or_not_named(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o", retired=DAY).flow("g", "a", "c", "o")
    report = build.change("interface", flows=["f"])
    assert not report.lines
    assert report.event.idle_flows == ("f",)


def test_chg_03_fires(build: Build) -> None:
    build.app("a", "b", "c", "d").add("DataObject", "o").link("a", "ACCESSES", "o", role="MASTER")
    build.link("b", "ACCESSES", "o", crud=("U",)).link("c", "ACCESSES", "o", crud=("R",))
    build.flow("f", "a", "d", "o")
    assert told(build.change("data-model"), "CHG-03") == [
        ("b", "CHANGE_REQUIRED", "MAJOR"),
        ("c", "REGRESSION_TEST", "MINOR"),
        ("d", "REGRESSION_TEST", "MINOR"),
        ("f", "CONTRACT_REVIEW", "MINOR"),
    ]


def test_chg_03_just_not_for_what_it_does_not_master(build: Build) -> None:
    build.app("a", "b").add("DataObject", "o").link("a", "ACCESSES", "o", role="REPLICA_RW")
    build.link("b", "ACCESSES", "o", role="MASTER")
    assert not build.change("data-model").lines


def test_chg_04_fires(build: Build) -> None:
    build.app("a", "b", "c", "d").link("b", "RUNS_ON", "a").flow("f", "a", "c", "o", mode="SYNC")
    build.flow("g", "d", "a", "o", mode="SYNC", depends="BOTH")
    report = build.change("technical")
    assert told(report, "CHG-04") == [
        ("b", "REGRESSION_TEST", "MINOR"),
        ("c", "REGRESSION_TEST", "MINOR"),
        ("d", "REGRESSION_TEST", "MINOR"),
    ]
    assert report.knowledge.dependences_assumed == 1


def test_chg_04_just_not_for_one_who_sends_or_is_sent_copies(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "b", "a", "o", mode="SYNC")
    build.flow("g", "a", "c", "o", mode="BATCH")
    assert not build.change("technical").lines


def test_chg_05_fires(build: Build) -> None:
    build.app("a").covers("a", "s").add("Journey", "buy").link("buy", "PASSES_THROUGH", "s")
    assert told(build.change("functional"), "CHG-05") == [("buy", "JOURNEY_REVIEW", "MINOR")]


def test_chg_05_just_not_for_a_journey_elsewhere(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "t").add("Journey", "buy")
    build.link("buy", "PASSES_THROUGH", "t")
    assert not told(build.change("functional"), "CHG-05")


def test_chg_06_fires(build: Build) -> None:
    build.app("a").add("Project", "p", start=DAY, end=DAY).add("Project", "q", status="IDEA")
    build.link("p", "IMPACTS", "a", action="MODIFY").link("q", "IMPACTS", "a", action="RETIRE")
    for kind in ("functional", "interface", "data-model", "technical"):
        assert told(build.change(kind), "CHG-06") == [
            ("p", "COORDINATE", "MINOR"),
            ("q", "COORDINATE", "MINOR"),
        ]


def test_chg_06_just_not_before_it_starts_once_it_has_acted_or_is_over(build: Build) -> None:
    build.app("a").add("Project", "later", start=DAY + ONE_DAY).add(
        "Project", "done", status="DONE"
    )
    build.add("Project", "acted", end=DAY + ONE_DAY)
    build.link("later", "IMPACTS", "a", action="MODIFY").link(
        "done", "IMPACTS", "a", action="MODIFY"
    )
    build.link("acted", "IMPACTS", "a", action="MODIFY", date=DAY - ONE_DAY)
    assert not build.change("technical").lines
