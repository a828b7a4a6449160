"""Each rule of an end of support: the smallest portfolio where it fires, and just does not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.impact import TechnologyEnd
from archrepo.errors import ConfigError
from tests.unit.analysis.impact.conftest import DAY
from tests.unit.analysis.impact.told import told

if TYPE_CHECKING:
    from tests.unit.analysis.impact.conftest import Build

ONE_DAY = dt.timedelta(days=1)


def test_tec_01_fires(build: Build) -> None:
    build.app("a", "b").add("Technology", "t", "t12").link("t", "CONTAINS", "t12")
    build.link("a", "USES_TECH", "t").add("Module", "m").link("b", "CONTAINS", "m")
    build.link("m", "USES_TECH", "t12")
    report = build.technology()
    assert told(report, "TEC-01") == [("a", "UNSUPPORTED", "MAJOR"), ("b", "UNSUPPORTED", "MAJOR")]
    assert report.lines[1].path == ("t", "t12", "m", "b")


def test_tec_01_just_not_for_one_not_live_or_no_longer_on_it(build: Build) -> None:
    build.app("a", retired=DAY).app("b").add("Technology", "t", "whole").link("a", "USES_TECH", "t")
    build.link("b", "USES_TECH", "t", valid_to=DAY).link("whole", "CONTAINS", "t")
    build.link("b", "USES_TECH", "whole")
    assert not build.technology().lines


def test_tec_02_fires(build: Build) -> None:
    build.app("a", retired=DAY + 180 * ONE_DAY).add("Technology", "t").link("a", "USES_TECH", "t")
    report = build.technology()
    assert told(report, "TEC-02") == [("a", "UNSUPPORTED", "MINOR")]
    assert report.lines[0].note == "ends on 2027-06-29; 180 days without support"


def test_tec_02_just_not_for_one_that_ends_later(build: Build) -> None:
    build.app("a", retired=DAY + 181 * ONE_DAY).add("Technology", "t").link("a", "USES_TECH", "t")
    assert told(build.technology(), "TEC-01") == [("a", "UNSUPPORTED", "MAJOR")]


def test_tec_03_fires(build: Build) -> None:
    build.app("a", "b").add("Technology", "t", "part").link("t", "CONTAINS", "part")
    build.link("a", "USES_TECH", "part").link("b", "USES_TECH", "t")
    build.add("Project", "p", name="Way out", status="BUILD")
    build.link("p", "IMPACTS", "a", action="MIGRATE", date=DAY)
    build.link("p", "IMPACTS", "t", action="REPLACE", date=DAY + 30 * ONE_DAY)
    report = build.technology()
    assert told(report, "TEC-03") == [("b", "UNSUPPORTED", "MAJOR"), ("a", "ADDRESSED", "MINOR")]
    assert report.lines[0].note == "Way out REPLACE t on 2027-01-30; 30 days without support"


def test_tec_03_just_not_by_a_project_that_does_not_count_or_does_else(build: Build) -> None:
    build.app("a").add("Technology", "t").link("a", "USES_TECH", "t")
    build.add("Project", "idea", status="IDEA").add("Project", "p", status="BUILD")
    build.link("idea", "IMPACTS", "a", action="MIGRATE", date=DAY)
    build.link("p", "IMPACTS", "t", action="MODIFY", date=DAY)
    assert told(build.technology(), "TEC-01") == [("a", "UNSUPPORTED", "MAJOR")]
    assert told(build.technology(plan="all"), "TEC-03") == [("a", "ADDRESSED", "MINOR")]


def test_tec_04_fires_before_the_others(build: Build) -> None:
    build.app("a", retired=DAY + ONE_DAY).add("Technology", "t")
    build.link("a", "USES_TECH", "t", risk_accepted_until=DAY)
    assert told(build.technology(), "TEC-04") == [("a", "ACCEPTED", "MINOR")]


def test_tec_04_just_not_where_the_acceptance_is_over(build: Build) -> None:
    build.app("a").add("Technology", "t")
    build.link("a", "USES_TECH", "t", risk_accepted_until=DAY - ONE_DAY)
    assert told(build.technology(), "TEC-01") == [("a", "UNSUPPORTED", "MAJOR")]


def test_tec_05_fires(build: Build) -> None:
    build.app("a", "b").add("Technology", "t").link("a", "USES_TECH", "t")
    build.covers("a", "s", "PARTIAL").covers("b", "s", "MARGINAL")
    build.covers("a", "t1").covers("b", "t1")
    assert told(build.technology(), "TEC-05") == [
        ("s", "OBSOLESCENCE_RISK", "MINOR"),
        ("t1", "OBSOLESCENCE_RISK", "INFO"),
    ]


def test_tec_05_just_not_where_it_carries_little_or_ends_in_time(build: Build) -> None:
    build.app("a", "b").app("c", retired=DAY + ONE_DAY).add("Technology", "t")
    build.link("a", "USES_TECH", "t").link("c", "USES_TECH", "t")
    build.covers("a", "s", "PARTIAL", role="SECONDARY").covers("b", "s").covers("c", "u")
    assert not told(build.technology(), "TEC-05")


def test_the_day_is_its_own_where_none_is_given(build: Build) -> None:
    build.app("a").add("Technology", "t", vendor_support_end=DAY).link("a", "USES_TECH", "t")
    assert build.struck_by(TechnologyEnd("t")).event.at == DAY
    build.add("Technology", "t")
    with pytest.raises(ConfigError, match="does not say when its support ends"):
        build.struck_by(TechnologyEnd("t"))
