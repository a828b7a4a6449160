"""Each rule on a scope: the smallest portfolio where it fires, and where it just does not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.impact import ImpactSettings, ScopeChange
from archrepo.analysis.impact.events import ScopeAction
from archrepo.domain.validity import PlanChoice
from tests.unit.analysis.impact.told import told

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport
    from tests.unit.analysis.impact.conftest import Build

DAY = dt.date(2026, 12, 31)
LATER = dt.date(2027, 3, 1)


def changed(
    build: Build,
    action: str,
    into: str | None = None,
    under: str | None = None,
    settings: ImpactSettings | None = None,
) -> ImpactReport:
    """Return what changing the scope `s` does."""
    event = ScopeChange("s", DAY, PlanChoice(), ScopeAction(action), into, under)
    return build.struck_by(event, settings)


def test_sco_01_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s").covers("b", "s").covers("b", "t")
    assert told(changed(build, "retire"), "SCO-01") == [
        ("a", "APP_WITHOUT_PURPOSE", "MAJOR"),
        ("b", "PURPOSE_REDUCED", "INFO"),
    ]


def test_sco_01_fires_with_the_scopes_below(build: Build) -> None:
    build.app("a").covers("a", "s").covers("a", "part").link("s", "CONTAINS", "part")
    assert told(changed(build, "retire"), "SCO-01") == [("a", "APP_WITHOUT_PURPOSE", "MAJOR")]


def test_sco_01_just_not_for_a_plan(build: Build) -> None:
    build.app("a").covers("a", "s", "PLANNED")
    assert not changed(build, "retire").lines


def test_sco_02_fires(build: Build) -> None:
    build.add("Scope", "s").add("Project", "p", status="BUILD", end=LATER)
    build.link("p", "IMPACTS", "s", action="MODIFY")
    for action in ("retire", "split"):
        assert told(changed(build, action), "SCO-02") == [("p", "PROJECT_CONFLICT", "MAJOR")]
    build.add("Scope", "t")
    assert told(changed(build, "merge", into="t"), "SCO-02") == [("p", "PROJECT_CONFLICT", "MAJOR")]


def test_sco_02_just_not_where_it_is_over(build: Build) -> None:
    build.add("Scope", "s").add("Project", "p", status="BUILD", end=DAY)
    build.link("p", "IMPACTS", "s", action="MODIFY")
    assert not changed(build, "retire").lines


def test_sco_02_just_not_where_the_programme_ends_the_scope(build: Build) -> None:
    build.add("Scope", "s").add("Project", "p", "programme", status="BUILD", end=LATER)
    build.link("programme", "CONTAINS", "p").link("p", "IMPACTS", "s", action="MODIFY")
    build.link("programme", "IMPACTS", "s", action="RETIRE")
    assert not changed(build, "retire").lines


def test_sco_03_fires(build: Build) -> None:
    build.app("a", "b", "c", "d").covers("a", "s", role="PRIMARY").covers("b", "s", "PARTIAL")
    build.flow("f", "a", "c", "o").flow("g", "d", "b", "o").link("s", "NEEDS", "o")
    assert told(changed(build, "modify"), "SCO-03") == [
        ("a", "CHANGE_REQUIRED", "MAJOR"),
        ("b", "CHANGE_REQUIRED", "MINOR"),
        ("c", "REGRESSION_TEST", "MINOR"),
        ("d", "REGRESSION_TEST", "INFO"),
    ]


def test_sco_03_fires_on_what_an_uncovered_scope_is_made_of(build: Build) -> None:
    build.app("a").covers("a", "part").add("Scope", "s").link("s", "CONTAINS", "part")
    report = changed(build, "modify")
    assert told(report, "SCO-03") == [("a", "CHANGE_REQUIRED", "MAJOR")]
    assert report.lines[0].path == ("s", "part", "a")


def test_sco_03_just_not_over_what_the_scope_does_not_need(build: Build) -> None:
    build.app("a", "c").covers("a", "s").flow("f", "a", "c", "other")
    assert told(changed(build, "modify"), "SCO-03") == [("a", "CHANGE_REQUIRED", "MAJOR")]


def test_sco_04_fires(build: Build) -> None:
    build.app("a", "b").covers("a", "s", "PARTIAL").covers("a", "t").covers("b", "s")
    assert told(changed(build, "merge", into="t"), "SCO-04") == [
        ("a", "COVERAGE_MERGE_CONFLICT", "MINOR"),
        ("b", "COVERAGE_TO_RESTATE", "MINOR"),
    ]


def test_sco_04_fires_segment_by_segment(build: Build) -> None:
    build.app("a").covers("a", "s", segments=("tag:x",)).covers("a", "t", segments=("tag:y",))
    report = changed(build, "merge", into="t")
    assert told(report, "SCO-04") == [("a", "COVERAGE_TO_RESTATE", "MINOR")]
    assert report.lines[0].segments == ("tag:x",)


def test_sco_04_just_not_at_the_same_level(build: Build) -> None:
    build.app("a").covers("a", "s").covers("a", "t")
    assert not changed(build, "merge", into="t").lines


def test_sco_05_fires(build: Build) -> None:
    build.app("a").covers("a", "s")
    assert told(changed(build, "split"), "SCO-05") == [("a", "COVERAGE_TO_RESTATE", "MINOR")]


def test_sco_05_just_not_for_what_covers_a_part(build: Build) -> None:
    build.app("a").covers("a", "part").add("Scope", "s").link("s", "CONTAINS", "part")
    assert not changed(build, "split").lines


def test_sco_06_fires(build: Build) -> None:
    build.add("Domain", "d", "e").add("Scope", "s", "t").add("Person", "x", "y")
    build.link("d", "CONTAINS", "s").link("e", "CONTAINS", "t")
    build.link("x", "RESPONSIBLE_FOR", "d", role="DOMAIN_MANAGER")
    build.link("y", "RESPONSIBLE_FOR", "e", role="DOMAIN_MANAGER")
    wanted = [
        ("s", "OWNERSHIP_CHANGED", "MINOR"),
        ("d", "ROLLUP_CHANGED", "INFO"),
        ("e", "ROLLUP_CHANGED", "INFO"),
        ("s", "RULESET_CHANGED", "INFO"),
    ]
    strict = ImpactSettings(domain_severities={"e": {"CO-01": "MINOR"}})
    for report in (
        changed(build, "move", under="t", settings=strict),
        changed(build, "move", under="e", settings=strict),
        changed(build, "merge", into="t", settings=strict),
    ):
        assert told(report, "SCO-06") == wanted


def test_sco_06_just_not_within_a_domain(build: Build) -> None:
    build.add("Domain", "d", "e").add("Scope", "s", "t").add("Person", "x")
    build.link("d", "CONTAINS", "s").link("d", "CONTAINS", "e").link("d", "CONTAINS", "t")
    build.link("x", "RESPONSIBLE_FOR", "d", role="DOMAIN_MANAGER")
    assert not changed(build, "move", under="t").lines
    assert told(changed(build, "move", under="e"), "SCO-06") == [
        ("d", "ROLLUP_CHANGED", "INFO"),
        ("e", "ROLLUP_CHANGED", "INFO"),
    ]


def test_sco_07_fires(build: Build) -> None:
    build.add("Scope", "s").add("DataObject", "o").add("DataObject", "q", personal="PERSONAL")
    build.link("s", "NEEDS", "o").link("s", "NEEDS", "q")
    assert told(changed(build, "retire"), "SCO-07") == [
        ("q", "DATA_WITHOUT_PURPOSE", "MAJOR"),
        ("o", "DATA_WITHOUT_PURPOSE", "MINOR"),
    ]


def test_sco_07_just_not_where_another_needs_the_whole(build: Build) -> None:
    build.add("Scope", "s", "t").add("DataObject", "o", "whole")
    build.link("whole", "CONTAINS", "o").link("s", "NEEDS", "o").link("t", "NEEDS", "whole")
    assert not changed(build, "retire").lines


def test_sco_08_fires(build: Build) -> None:
    build.add("Scope", "s", "t").add("Journey", "j", "k")
    build.link("j", "PASSES_THROUGH", "s", order=1)
    build.link("k", "PASSES_THROUGH", "s", order=1, essential=False)
    assert told(changed(build, "retire"), "SCO-08") == [
        ("j", "JOURNEY_BROKEN", "CRITICAL"),
        ("k", "JOURNEY_TO_RESTATE", "MINOR"),
    ]
    assert told(changed(build, "merge", into="t"), "SCO-08") == [
        ("j", "JOURNEY_TO_RESTATE", "MINOR"),
        ("k", "JOURNEY_TO_RESTATE", "MINOR"),
    ]


def test_sco_08_just_not_where_the_scope_is_only_modified(build: Build) -> None:
    build.add("Scope", "s").add("Journey", "j").link("j", "PASSES_THROUGH", "s", order=1)
    assert not changed(build, "modify").lines


def test_sco_09_fires(build: Build) -> None:
    build.app("a", disposition="ELIMINATE", run_cost=900.0, currency="EUR").app("b")
    build.covers("a", "s").covers("b", "t")
    build.add("Scope", "s", criticality="MISSION_CRITICAL", max_tolerable_downtime_h=4.0)
    build.add("DataObject", "o").link("s", "NEEDS", "o")
    report = changed(build, "merge", into="t")
    assert told(report, "SCO-09") == [("t", "COVERAGE_TO_ARBITRATE", "MAJOR")]
    assert report.merger is not None
    assert (report.merger.criticality, report.merger.needs) == ("MISSION_CRITICAL", ("o",))
    assert report.merger.max_tolerable_downtime_h == 4.0
    first = report.merger.coverage[0]
    assert (first.application, first.disposition, first.run_cost) == ("a", "ELIMINATE", 900.0)


def test_sco_09_just_not_for_different_segments(build: Build) -> None:
    build.app("a", "b").covers("a", "s", segments=("tag:x",)).covers("b", "t", segments=("tag:y",))
    report = changed(build, "merge", into="t")
    assert not told(report, "SCO-09")
    assert report.merger is not None
