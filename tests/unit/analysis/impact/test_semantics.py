"""What an event takes: when things hold, what hangs on what, for whom and from where."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.unit.analysis.impact.told import effects, line_of

if TYPE_CHECKING:
    from tests.unit.analysis.impact.conftest import Build

DAY = dt.date(2026, 12, 31)
EVE = DAY - dt.timedelta(days=1)
LATER = dt.date(2027, 3, 1)


# When things hold -------------------------------------------------------------------------------


def test_what_is_recorded_as_ending_that_day_is_lost_by_the_event(build: Build) -> None:
    build.app("a", retired=DAY).app("b").covers("a", "s", valid_to=DAY)
    build.flow("f", "a", "b", "o", valid_to=DAY)
    assert effects(build.retire()) == {("s", "COVERAGE_LOST"), ("b", "INPUT_LOST")}


def test_a_ring_is_one_whether_or_not_its_end_that_day_is_recorded(build: Build) -> None:
    # Up to the day both passed the object to each other, so that nobody knows where it comes from:
    # that its flows end with the target is what is usually recorded of a retirement, and no news.
    build.app("a", "b").flow("f", "a", "b", "o").flow("g", "b", "a", "o")
    lasting = build.retire()
    for relation in build.relations:
        relation.values["valid_to"] = DAY
    assert build.retire().lines == lasting.lines
    redundant = line_of(lasting, "b", "INPUT_REDUNDANT")
    assert [(a.node, a.declared) for a in redundant.alternatives] == [("b", False)]
    # Had it ended the day before, the ring had been none, and what is left comes from the target.
    build.relations[3].values["valid_to"] = EVE
    assert effects(build.retire()) == {("b", "INPUT_LOST")}


def test_what_one_of_two_relations_carries_on_the_day_is_carried(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "c", "b", "o")
    build.link("g", "CARRIES", "o", valid_from=LATER)
    assert effects(build.retire()) == {("b", "INPUT_REDUNDANT")}


def test_a_target_that_had_ended_is_computed_as_if_it_had_not(build: Build) -> None:
    ended = dt.date(2026, 6, 30)
    build.app("a", retired=ended).app("b").covers("a", "s", valid_to=ended)
    build.flow("f", "a", "b", "o")
    report = build.retire()
    assert effects(report) == {("s", "COVERAGE_LOST"), ("b", "INPUT_LOST")}
    assert report.event.already_ended == ended


def test_a_target_not_live_yet_is_computed_too_and_said(build: Build) -> None:
    build.app("a", active=LATER).covers("a", "s")
    report = build.retire()
    assert effects(report) == {("s", "COVERAGE_LOST")}
    assert report.event.not_yet_live


def test_a_target_stated_as_retired_is_computed_too_and_said(build: Build) -> None:
    build.app("a", phase="RETIRED").covers("a", "s")
    report = build.retire()
    assert effects(report) == {("s", "COVERAGE_LOST")}
    assert report.event.stated_retired
    assert not report.event.not_yet_live


@pytest.mark.parametrize(
    ("values", "stands_in"),
    [
        ({}, True),
        ({"phase": "ACTIVE"}, True),
        ({"phase": "PLANNED"}, False),
        ({"planned": dt.date(2020, 1, 1)}, False),
        ({"retired": DAY}, False),
        ({"retired": DAY + dt.timedelta(days=1)}, True),
        ({"active": DAY}, True),
        ({"active": DAY + dt.timedelta(days=1)}, False),
    ],
)
def test_only_who_is_live_on_the_day_stands_in(
    build: Build, values: dict[str, object], stands_in: bool
) -> None:
    build.app("a").app("b", **values).covers("a", "s").covers("b", "s")
    effect = "REDUNDANCY_REDUCED" if stands_in else "COVERAGE_LOST"
    assert effects(build.retire()) == {("s", effect)}


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_any_day_that_can_be_written_has_an_answer(build: Build, day: dt.date) -> None:
    build.app("a", "b").covers("a", "s").flow("f", "a", "b", "o")
    dates = {"starts_on": dt.date(2020, 12, 20), "ends_on": dt.date(2021, 1, 5)}
    build.add("Period", "freeze", category="FREEZE", yearly=True, **dates)
    assert effects(build.retire(at=day)) >= {("s", "COVERAGE_LOST"), ("b", "INPUT_LOST")}
    assert effects(build.outage(at=day)) >= {("s", "SERVICE_DOWN")}


def test_projects_move_lives_under_the_plan_chosen(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "s")
    build.add("Project", "p", status="BUILD").add("Project", "idea", status="IDEA")
    build.link("p", "IMPACTS", "b", action="RETIRE", date=DAY)
    assert effects(build.retire()) == {("s", "COVERAGE_LOST")}
    assert effects(build.retire(plan="none")) == {("s", "REDUNDANCY_REDUCED")}
    assert effects(build.retire(plan="idea")) == {("s", "REDUNDANCY_REDUCED")}
    assert effects(build.retire(plan="idea,p")) == {("s", "COVERAGE_LOST")}


# Modules, hosting -------------------------------------------------------------------------------


def test_a_module_counts_for_its_application_and_shows_in_the_path(build: Build) -> None:
    build.app("a", "b").add("Module", "am", "bm").link("a", "CONTAINS", "am")
    build.link("b", "CONTAINS", "bm").covers("am", "s").flow("f", "am", "bm", "o")
    report = build.retire()
    assert line_of(report, "s", "COVERAGE_LOST").path == ("a", "am", "s")
    assert line_of(report, "b", "INPUT_LOST").path == ("a", "am", "f", "bm", "b")


def test_flows_inside_one_application_are_ignored(build: Build) -> None:
    build.app("a", "b").add("Module", "bm").link("b", "CONTAINS", "bm")
    build.flow("f", "a", "b", "o").flow("g", "b", "bm", "o").flow("h", "a", "a", "p")
    assert effects(build.retire()) == {("b", "INPUT_LOST")}


def test_a_module_that_ended_with_its_own_date_is_lost_with_what_it_did_then(build: Build) -> None:
    ended = dt.date(2026, 12, 1)
    build.app("a").add("Module", "m", retired=ended).link("a", "CONTAINS", "m")
    build.covers("m", "s", valid_to=ended)
    assert effects(build.retire()) == {("s", "COVERAGE_LOST")}


def test_what_runs_on_a_lost_one_neither_stands_in_nor_receives(build: Build) -> None:
    build.app("a", "b").link("b", "RUNS_ON", "a").covers("a", "s").covers("b", "s")
    build.flow("f", "a", "b", "o")
    assert effects(build.retire()) == {("b", "HOST_LOST"), ("s", "COVERAGE_LOST")}


@pytest.mark.parametrize(
    ("begins", "moved"), [(EVE, True), (DAY, True), (DAY + dt.timedelta(days=1), False)]
)
def test_what_leaves_its_host_that_day_for_another_stays(
    build: Build, begins: dt.date, *, moved: bool
) -> None:
    build.app("a", "b", "c").covers("b", "s").link("b", "RUNS_ON", "a", valid_to=DAY)
    build.link("b", "RUNS_ON", "c", valid_from=begins)
    lost = {("b", "HOST_LOST"), ("s", "COVERAGE_LOST")}
    assert effects(build.retire()) == (set() if moved else lost)
    # The other host is to live then, and to stay.
    build.nodes["c"].values["retired"] = DAY
    assert effects(build.retire()) == lost
    del build.nodes["c"].values["retired"]
    build.link("c", "RUNS_ON", "a")
    assert effects(build.retire()) == lost | {("c", "HOST_LOST")}


def test_who_does_not_leave_its_host_is_lost_whatever_else_it_runs_on(build: Build) -> None:
    build.app("a", "b", "c", "d").link("b", "RUNS_ON", "a").link("b", "RUNS_ON", "c")
    assert effects(build.retire()) == {("b", "HOST_LOST")}
    # It leaves one of two that are lost, and is lost by the other.
    build.relations[0].values["valid_to"] = DAY
    build.link("d", "RUNS_ON", "a").link("b", "RUNS_ON", "d")
    assert line_of(build.retire(), "b", "HOST_LOST").path == ("a", "d", "b")


# Segments ---------------------------------------------------------------------------------------


def test_coverage_is_judged_for_each_segment_and_the_worst_counts(build: Build) -> None:
    build.app("a", "b").add("Organisation", "france", "belgium")
    build.covers("a", "s", segments=("france",)).covers("a", "s", "PARTIAL", segments=("belgium",))
    build.covers("b", "s", segments=("belgium",))
    line = line_of(build.retire(), "s", "COVERAGE_LOST")
    assert line.segments == ("france",)
    assert len([x for x in build.retire().lines if x.node == "s"]) == 1


def test_an_organisation_serves_those_it_contains(build: Build) -> None:
    build.app("a", "b").add("Organisation", "group", "europe", "belgium")
    build.link("group", "CONTAINS", "europe").link("europe", "CONTAINS", "belgium")
    build.covers("a", "s", segments=("tag:web+belgium",)).covers("b", "s", segments=("group",))
    assert effects(build.retire()) == {("s", "REDUNDANCY_REDUCED")}


def test_everyone_else_is_judged_only_where_somebody_served_them(build: Build) -> None:
    build.app("a", "b").add("Organisation", "france")
    build.covers("a", "s").covers("b", "s", segments=("france",))
    line = line_of(build.retire(), "s", "COVERAGE_LOST")
    assert line.segments == ("*",)
    line = line_of(build.retire("b"), "s", "REDUNDANCY_REDUCED")
    assert line.segments == ("france",)


def test_mastery_is_judged_for_each_segment(build: Build) -> None:
    build.app("a", "b").add("Organisation", "france", "belgium").add("DataObject", "o")
    build.link("a", "ACCESSES", "o", role="MASTER", segments=("france",))
    build.link("b", "ACCESSES", "o", role="MASTER", segments=("belgium",))
    assert line_of(build.retire(), "o", "MASTER_LOST").segments == ("france",)


# Supply -----------------------------------------------------------------------------------------


def test_two_that_only_pass_an_object_to_each_other_supply_nobody(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "b", "c", "o")
    build.flow("h", "c", "b", "o")
    report = build.retire()
    assert effects(report) == {("b", "INPUT_LOST"), ("c", "DATA_STALE")}


def test_an_origin_lives_on_its_own(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o").link("b", "ACCESSES", "o", stage=("COLLECT",))
    (alternative,) = line_of(build.retire(), "b", "INPUT_REDUNDANT").alternatives
    assert (alternative.node, alternative.flow, alternative.declared) == ("b", None, False)


def test_a_group_of_unknown_origin_is_one_and_is_counted(build: Build) -> None:
    build.app("a", "b", "c", "d").flow("f", "a", "d", "o")
    build.flow("g", "b", "c", "o").flow("h", "c", "b", "o").flow("i", "c", "d", "o")
    report = build.retire()
    assert effects(report) == {("d", "INPUT_REDUNDANT")}
    assert report.knowledge.objects_of_unknown_origin == 1


def test_a_group_with_a_declared_origin_that_is_lost_is_none(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "b", "a", "o")
    build.flow("h", "b", "c", "o").link("a", "ACCESSES", "o", crud=("C",))
    assert effects(build.retire()) >= {("b", "INPUT_LOST"), ("c", "DATA_STALE")}


def test_an_object_not_stated_is_lost_goes_no_further_and_is_no_alternative(build: Build) -> None:
    build.app("a", "b", "c", "d").flow("f", "a", "b").flow("g", "b", "c").flow("h", "d", "b")
    report = build.retire()
    assert effects(report) == {("b", "INPUT_LOST")}
    assert report.lines[0].objects == ()
    assert report.knowledge.flows_without_object == 1


def test_a_flow_with_several_objects_is_judged_object_by_object(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o", "p").flow("g", "c", "b", "p")
    report = build.retire()
    assert line_of(report, "b", "INPUT_LOST").objects == ("o",)
    assert line_of(report, "b", "INPUT_REDUNDANT").objects == ("p",)


def test_a_flow_to_the_whole_brings_its_parts(build: Build) -> None:
    build.app("a", "b", "c").add("DataObject", "whole", "part").link("whole", "CONTAINS", "part")
    build.flow("f", "a", "b", "whole").flow("g", "c", "b", "part")
    report = build.retire()
    assert line_of(report, "b", "INPUT_LOST").objects == ("whole",)
    assert line_of(report, "b", "INPUT_REDUNDANT").objects == ("part",)
    build.flow("h", "c", "b", "whole")
    assert effects(build.retire()) == {("b", "INPUT_REDUNDANT")}


def test_an_organisation_at_the_end_of_a_flow_counts_as_an_application(build: Build) -> None:
    build.app("a", "b").add("Organisation", "agency").flow("f", "a", "agency", "o")
    build.flow("g", "agency", "b", "o").flow("h", "agency", "a", "p")
    assert effects(build.retire()) == {
        ("agency", "INPUT_LOST"),
        ("agency", "OUTLET_LOST"),
        ("b", "DATA_STALE"),
    }
