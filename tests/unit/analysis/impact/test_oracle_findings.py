"""What the oracle found that the evaluator told otherwise, each in its smallest example."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport
    from tests.unit.analysis.impact.conftest import Build


def told(report: ImpactReport, node: str) -> dict[str, tuple[str, str]]:
    """Return effect → base and final, of the lines of a node."""
    return {x.effect: (x.base.value, x.final.value) for x in report.lines if x.node == node}


def test_who_remains_alone_is_primary_where_no_role_is_stated(build: Build) -> None:
    build.app("a", "b").covers("a", "s", role="PRIMARY").covers("b", "s")
    assert told(build.retire(), "s") == {"REDUNDANCY_REDUCED": ("INFO", "INFO")}


def test_two_who_remain_at_one_level_are_not_primary_where_no_role_is_stated(build: Build) -> None:
    build.app("a", "b", "c").covers("a", "s", role="PRIMARY").covers("b", "s").covers("c", "s")
    assert told(build.retire(), "s") == {"PRIMARY_LOST": ("MAJOR", "MAJOR")}


def test_coverage_at_risk_counts_as_primary_when_it_is_all_that_remains(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "s").flow("f", "a", "b", "o")
    assert told(build.retire(), "s")["COVERAGE_AT_RISK"] == ("MINOR", "MINOR")


def test_an_application_that_covers_by_itself_and_a_module_is_alone(build: Build) -> None:
    build.app("a", "b").add("Module", "m").link("b", "CONTAINS", "m")
    build.covers("b", "s").covers("m", "s").flow("f", "a", "b", "o")
    assert told(build.retire(), "s") == {"COVERAGE_AT_RISK": ("MINOR", "MINOR")}


def test_a_master_for_some_does_not_keep_the_history_of_the_others(build: Build) -> None:
    build.app("a", "b").add("Organisation", "france").add("DataObject", "o", personal="PERSONAL")
    build.link("a", "ACCESSES", "o", crud=("C",))
    build.link("b", "ACCESSES", "o", role="MASTER", segments=("france",))
    assert told(build.retire(), "o") == {"ARCHIVE_DUTY": ("MAJOR", "MAJOR")}


def test_what_is_sent_as_a_whole_is_taken_over_part_by_part(build: Build) -> None:
    build.app("a", "b", "new").link("a", "REPLACED_BY", "new")
    build.add("DataObject", "whole", "part").link("whole", "CONTAINS", "part")
    build.flow("f", "b", "a", "whole").flow("g", "b", "new", "part")
    report = build.retire()
    objects = {x.effect: x.objects for x in report.lines if x.node == "b"}
    assert objects == {"OUTLET_TRANSFERRED": ("part",), "OUTLET_LOST": ("whole",)}


def test_a_part_is_taken_over_with_its_whole(build: Build) -> None:
    build.app("a", "b", "new").link("a", "REPLACED_BY", "new")
    build.add("DataObject", "whole", "part").link("whole", "CONTAINS", "part")
    build.flow("f", "b", "a", "part").flow("g", "b", "new", "whole")
    assert told(build.retire(), "b") == {"OUTLET_TRANSFERRED": ("INFO", "INFO")}


@pytest.mark.parametrize("effect", ["INPUT_LOST", "DATA_STALE"])
def test_a_nice_to_have_flow_does_not_hide_another_beside_it(build: Build, effect: str) -> None:
    build.app("a", "b").app("c", criticality="MISSION_CRITICAL")
    build.flow("f1", "a", "b", "o", criticality="ADMINISTRATIVE").flow("f2", "a", "b", "o")
    build.flow("g", "b", "c", "o").covers("b", "s", role="PRIMARY")
    report = build.retire()
    finals = {"INPUT_LOST": told(report, "b"), "DATA_STALE": told(report, "c")}
    expected = {"INPUT_LOST": ("MAJOR", "MAJOR"), "DATA_STALE": ("MINOR", "MAJOR")}
    assert finals[effect] == {effect: expected[effect]}


def test_a_nice_to_have_flow_does_not_hide_what_threatens_a_scope(build: Build) -> None:
    build.app("a", "b").covers("b", "s", role="PRIMARY")
    build.flow("f1", "a", "b", "o1", criticality="ADMINISTRATIVE").flow("f2", "a", "b", "o2")
    report = build.retire()
    assert told(report, "s") == {"COVERAGE_AT_RISK": ("MINOR", "MINOR")}
    assert next(x for x in report.lines if x.node == "s").objects == ("o1", "o2")


def test_a_broken_step_is_not_at_risk_as_well(build: Build) -> None:
    build.app("a", "b").add("Organisation", "g1", "g2").add("Journey", "j")
    build.covers("a", "s", segments=("g1",)).covers("b", "s", segments=("g2",), role="PRIMARY")
    build.flow("f", "a", "b", "o").link("j", "PASSES_THROUGH", "s", order=1)
    report = build.retire(at=dt.date(2026, 12, 31))
    assert told(report, "s").keys() == {"COVERAGE_LOST", "COVERAGE_AT_RISK"}
    assert told(report, "j") == {"JOURNEY_BROKEN": ("CRITICAL", "CRITICAL")}


def test_a_successor_that_ends_the_day_it_starts_covers_nothing_later(build: Build) -> None:
    day = dt.date(2027, 3, 1)
    build.app("a").app("new", active=day, retired=day).link("a", "REPLACED_BY", "new")
    build.covers("a", "s").covers("new", "s")
    assert told(build.retire(), "s") == {"COVERAGE_LOST": ("CRITICAL", "CRITICAL")}
