"""Each rule on a data object: the smallest portfolio where it fires, and where it just does not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.impact import DataChange
from archrepo.analysis.impact.events import DataAction
from archrepo.domain.validity import PlanChoice
from tests.unit.analysis.impact.told import told

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport
    from tests.unit.analysis.impact.conftest import Build

DAY = dt.date(2026, 12, 31)


def changed(
    build: Build,
    action: str,
    by: str | None = None,
    to: str | None = None,
    personal: str | None = None,
) -> ImpactReport:
    """Return what changing the data object `o` does."""
    return build.struck_by(DataChange("o", DAY, PlanChoice(), DataAction(action), by, to, personal))


def test_dat_01_fires(build: Build) -> None:
    build.app("a", "b", "c", "d").flow("f", "a", "d", "o")
    build.link("a", "ACCESSES", "o", role="MASTER").link("b", "ACCESSES", "o", crud=("U",))
    build.link("c", "ACCESSES", "o", crud=("R",))
    assert told(changed(build, "schema"), "DAT-01") == [
        ("a", "CHANGE_REQUIRED", "MAJOR"),
        ("b", "CHANGE_REQUIRED", "MAJOR"),
        ("c", "REGRESSION_TEST", "MINOR"),
        ("d", "REGRESSION_TEST", "MINOR"),
        ("f", "CONTRACT_REVIEW", "MINOR"),
    ]


def test_dat_01_fires_on_parts_and_by_wholes(build: Build) -> None:
    build.app("a", "b", "c").add("DataObject", "o", "part", "whole", "sibling")
    build.link("whole", "CONTAINS", "o").link("o", "CONTAINS", "part")
    build.link("whole", "CONTAINS", "sibling")
    build.link("a", "ACCESSES", "part", role="MASTER").link("b", "ACCESSES", "whole", crud=("R",))
    build.link("c", "ACCESSES", "sibling", role="MASTER")
    report = changed(build, "schema")
    assert told(report, "DAT-01") == [
        ("a", "CHANGE_REQUIRED", "MAJOR"),
        ("b", "REGRESSION_TEST", "MINOR"),
    ]
    assert [line.path for line in report.lines] == [("o", "part", "a"), ("o", "whole", "b")]


def test_dat_01_just_not_over_a_flow_that_had_ended(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o", retired=DAY)
    assert not changed(build, "schema").lines


def test_dat_02_fires(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "b", "c", "o")
    build.link("a", "ACCESSES", "o", stage=("COLLECT",)).link("c", "ACCESSES", "o", stage=("USE",))
    build.covers("b", "s", role="PRIMARY").add("Journey", "j")
    build.link("j", "PASSES_THROUGH", "s", order=1)
    report = changed(build, "stop-collecting", by="a")
    assert told(report, "DAT-02") == [
        ("b", "INPUT_LOST", "MAJOR"),
        ("c", "USE_STARVED", "MAJOR"),
        ("c", "DATA_STALE", "MINOR"),
    ]
    assert told(report, "RET-09") == [("s", "COVERAGE_AT_RISK", "MINOR")]
    assert told(report, "RET-19") == [("j", "JOURNEY_AT_RISK", "INFO")]
    assert report.lines[0].path == ("o", "a", "f", "b")


def test_dat_02_fires_on_the_collector_that_uses_it(build: Build) -> None:
    build.app("a").add("DataObject", "o")
    build.link("a", "ACCESSES", "o", stage=("COLLECT", "USE"))
    report = changed(build, "stop-collecting", by="a")
    assert told(report, "DAT-02") == [("a", "USE_STARVED", "MAJOR")]


def test_dat_02_just_not_where_another_supplies_the_collector(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "c", "a", "o")
    build.link("a", "ACCESSES", "o", stage=("COLLECT", "USE"))
    report = changed(build, "stop-collecting", by="a")
    assert told(report, "DAT-02") == [("a", "INPUT_REDUNDANT", "INFO")]
    assert [(x.node, x.flow) for x in report.lines[0].alternatives] == [("c", "g")]


def test_dat_03_fires(build: Build) -> None:
    build.app("a", security_need_c=1).app("b").app("c", "d", security_need_c=4)
    build.flow("f", "c", "d", "o", encrypted=False, exposure="PARTNER").flow("g", "c", "d", "o")
    for app in "abc":
        build.link(app, "ACCESSES", "o", crud=("R",))
    assert told(changed(build, "reclassify", to="CONFIDENTIAL"), "DAT-03") == [
        ("a", "CONTROL_GAP", "MAJOR"),
        ("f", "CONTROL_GAP", "MAJOR"),
        ("b", "CONTROL_UNKNOWN", "MINOR"),
        ("g", "CONTROL_UNKNOWN", "MINOR"),
    ]


def test_dat_03_just_not_for_a_need_that_is_enough_or_a_class_that_is_lower(build: Build) -> None:
    build.app("a", security_need_c=3).flow("f", "a", "a", "o", exposure="INTERNAL")
    build.link("a", "ACCESSES", "o", crud=("R",))
    assert not changed(build, "reclassify", to="CONFIDENTIAL").lines
    assert changed(build, "reclassify", to="RESTRICTED").lines
    build.add("DataObject", "o", classification="RESTRICTED")
    assert not changed(build, "reclassify", to="RESTRICTED").lines


def test_dat_04_fires(build: Build) -> None:
    build.app("m", "n", "p", "q").flow("f", "p", "m", "o").flow("g", "m", "q", "o")
    build.link("m", "ACCESSES", "o", role="MASTER")
    assert told(changed(build, "change-master", to="n"), "DAT-04") == [
        ("n", "NOT_READY", "MAJOR"),
        ("p", "REDIRECT", "MAJOR"),
        ("q", "REDIRECT", "MINOR"),
    ]
    build.link("q", "ACCESSES", "o", role="MASTER").link("n", "ACCESSES", "o", crud=("R",))
    assert told(changed(build, "change-master", to="n"), "DAT-04") == [
        ("m", "REDIRECT", "MAJOR"),
        ("p", "REDIRECT", "MAJOR"),
        ("o", "DOUBLE_MASTER", "MAJOR"),
        ("q", "REDIRECT", "MINOR"),
    ]


def test_dat_04_just_not_for_masters_of_different_segments(build: Build) -> None:
    build.app("m", "k", "n").add("DataObject", "o")
    build.link("m", "ACCESSES", "o", role="MASTER", segments=("tag:x",))
    build.link("k", "ACCESSES", "o", role="MASTER", segments=("tag:y",))
    build.link("n", "ACCESSES", "o", crud=("R",))
    assert not changed(build, "change-master", to="n").lines


def test_dat_06_fires(build: Build) -> None:
    build.app("a", data_location="OUTSIDE").app("b", data_location="EEA").app("c")
    build.add("DataObject", "o").add("Person", "x", "y").add("Organisation", "g")
    said = {"purpose": "sales", "legal_basis": "CONTRACT"}
    build.link("a", "ACCESSES", "o", **said).link("b", "ACCESSES", "o", purpose="sales")
    build.link("c", "ACCESSES", "o", **said)
    build.link("x", "RESPONSIBLE_FOR", "g", role="DPO")
    report = changed(build, "reclassify", personal="PERSONAL")
    assert told(report, "DAT-06") == [
        ("a", "CONTROL_GAP", "MAJOR"),
        ("b", "CONTROL_GAP", "MAJOR"),
        ("o", "CONTROL_GAP", "MAJOR"),
        ("c", "CONTROL_UNKNOWN", "MINOR"),
    ]
    assert [(p.person, p.nodes) for p in report.inform] == [("x", ("o",))]
    assert report.roles_unheld == ("CISO",)


def test_dat_06_just_not_where_all_is_said(build: Build) -> None:
    build.app("a", data_location="ADEQUATE").add("DataObject", "o", retention_months=12)
    build.link("a", "ACCESSES", "o", purpose="sales", legal_basis="CONTRACT")
    build.add("Person", "x").link("x", "RESPONSIBLE_FOR", "o", role="DPO")
    report = changed(build, "reclassify", personal="SENSITIVE")
    assert not report.lines
    assert [p.person for p in report.inform] == ["x"]
