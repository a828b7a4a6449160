"""How an effect is told: how bad and how sure it is, to whom, and what is not known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.unit.analysis.impact.told import line_of

if TYPE_CHECKING:
    from tests.unit.analysis.impact.conftest import Build

DAY = dt.date(2026, 12, 31)
EVE = DAY - dt.timedelta(days=1)
LATER = dt.date(2027, 3, 1)


# Severity ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criticality", "final"),
    [
        ("MISSION_CRITICAL", "BLOCKER"),
        ("BUSINESS_CRITICAL", "CRITICAL"),
        ("BUSINESS_OPERATIONAL", "MAJOR"),
        ("ADMINISTRATIVE", "MAJOR"),
    ],
)
def test_criticality_moves_the_severity_once(build: Build, criticality: str, final: str) -> None:
    build.app("a").add("Scope", "s", criticality=criticality).covers("a", "s")
    line = line_of(build.retire(), "s", "COVERAGE_LOST")
    assert (line.base, line.final) == ("CRITICAL", final)


def test_an_unknown_criticality_is_flagged(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b", "o")
    report = build.retire()
    assert report.lines[0].criticality_unknown
    assert report.knowledge.applications_of_unknown_criticality == 2


def test_a_nice_to_have_feed_does_not_become_critical(build: Build) -> None:
    build.app("a").app("b", criticality="MISSION_CRITICAL")
    build.flow("f", "a", "b", "o", criticality="ADMINISTRATIVE")
    assert line_of(build.retire(), "b", "INPUT_LOST").final == "MINOR"


def test_only_a_declared_alternative_keeps_it_from_being_raised(build: Build) -> None:
    build.app("a", "c").app("b", criticality="MISSION_CRITICAL")
    build.flow("f", "a", "b", "o", frequency="HOURLY").flow("g", "c", "b", "o", frequency="DAILY")
    line = line_of(build.retire(), "b", "INPUT_REDUNDANT")
    assert (line.final, line.alternatives[0].declared) == ("MAJOR", False)
    assert (line.alternatives[0].frequency, line.alternatives[0].instead_of) == ("DAILY", "HOURLY")
    build.link("c", "ALTERNATIVE_OF", "a", group="pair")
    line = line_of(build.retire(), "b", "INPUT_REDUNDANT")
    assert (line.final, line.alternatives[0].declared) == ("MINOR", True)


@pytest.mark.parametrize(
    ("ends", "declared"), [(None, True), (EVE, False), (DAY, True), (LATER, True)]
)
def test_a_group_is_declared_while_it_stands_and_of_a_lost_one_on_its_eve(
    build: Build, ends: dt.date | None, *, declared: bool
) -> None:
    build.app("a", "c").app("b", criticality="MISSION_CRITICAL")
    build.flow("f", "a", "b", "o").flow("g", "c", "b", "o")
    build.link("c", "ALTERNATIVE_OF", "a", group="pair", **({"valid_to": ends} if ends else {}))
    line = line_of(build.retire(), "b", "INPUT_REDUNDANT")
    assert (line.final, line.alternatives[0].declared) == (
        "MINOR" if declared else "MAJOR",
        declared,
    )


@pytest.mark.parametrize(("ends", "declared"), [(DAY, False), (LATER, True)])
def test_between_those_who_stay_a_group_is_read_on_the_day(
    build: Build, ends: dt.date, *, declared: bool
) -> None:
    build.app("a", "c", "d").app("b", criticality="MISSION_CRITICAL")
    build.flow("f", "a", "b", "o").flow("g", "c", "b", "o")
    build.link("d", "ALTERNATIVE_OF", "a", group="all")
    build.link("c", "ALTERNATIVE_OF", "d", group="all", valid_to=ends)
    line = line_of(build.retire(), "b", "INPUT_REDUNDANT")
    assert line.alternatives[0].declared is declared


def test_one_line_per_node_and_effect_keeps_the_other_causes(build: Build) -> None:
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "b", "c", "o")
    build.flow("h", "a", "c", "p").covers("b", "s", role="PRIMARY").covers(
        "c", "s", role="SECONDARY"
    )
    report = build.retire()
    line = line_of(report, "s", "COVERAGE_AT_RISK")
    assert (line.base, line.path) == ("MINOR", ("a", "f", "b", "s"))
    assert [(c.base, c.path) for c in line.causes] == [
        ("INFO", ("a", "h", "c", "s")),
        ("INFO", ("a", "f", "b", "g", "c", "s")),
    ]


def test_confidence_is_the_product_of_the_edges_less_5_percent_a_hop(build: Build) -> None:
    build.app("a", "b").flow("f", "a", "b").add("DataObject", "o")
    build.link("f", "CARRIES", "o", confidence=0.5).covers("b", "s", confidence=0.8)
    report = build.retire()
    assert line_of(report, "b", "INPUT_LOST").confidence == 0.47  # 0.5 × 0.95
    assert line_of(report, "s", "COVERAGE_AT_RISK").confidence == 0.36  # × 0.8 × 0.95


# People -----------------------------------------------------------------------------------------


def test_people_come_by_raci_and_are_grouped(build: Build) -> None:
    build.app("a", "b").covers("a", "s").flow("f", "b", "a", "o")
    build.add("Person", "ann", "bob", "eve").link("ann", "RESPONSIBLE_FOR", "s", role="ARCHITECT")
    build.link("bob", "RESPONSIBLE_FOR", "s", role="BUSINESS_OWNER")
    build.link("bob", "RESPONSIBLE_FOR", "b", role="IT_OWNER")
    build.link("eve", "RESPONSIBLE_FOR", "b", role="SPONSOR", valid_to=DAY)
    report = build.retire()
    assert line_of(report, "s", "COVERAGE_LOST").inform == ("bob", "ann")
    assert line_of(report, "b", "OUTLET_LOST").inform == ("bob",)
    assert [(p.person, p.roles, p.nodes) for p in report.inform] == [
        ("ann", ("ARCHITECT",), ("s",)),
        ("bob", ("BUSINESS_OWNER", "IT_OWNER"), ("b", "s")),
    ]


def test_who_has_left_is_not_told(build: Build) -> None:
    build.app("a").covers("a", "s").add("Person", "ann", left_on=EVE)
    build.link("ann", "RESPONSIBLE_FOR", "s", role="BUSINESS_OWNER")
    report = build.retire()
    assert not report.inform
    assert report.knowledge.nobody_to_inform == 1


def test_where_nobody_is_named_the_keeper_then_the_domain_manager_is_told(build: Build) -> None:
    build.app("a", "b", "c", "d").add("Domain", "zone", "domain").add("Person", "manager")
    build.add("Organisation", "keeper").link("keeper", "OPERATES", "b")
    build.link("zone", "CONTAINS", "domain").add("Scope", "top").link("domain", "CONTAINS", "top")
    build.covers("c", "s", role="PRIMARY").link("top", "CONTAINS", "s")
    build.link("manager", "RESPONSIBLE_FOR", "zone", role="DOMAIN_MANAGER")
    for app in ("b", "c", "d"):
        build.flow(f"f-{app}", app, "a", "o")
    report = build.retire()
    told = {x.node: (x.inform, x.inherited) for x in report.lines}
    assert told == {"b": (("keeper",), True), "c": (("manager",), True), "d": ((), None)}
    assert {p.person: p.inherited for p in report.inform} == {"keeper": ("b",), "manager": ("c",)}


# Knowledge --------------------------------------------------------------------------------------


def test_what_is_not_known_makes_it_a_lower_bound(build: Build) -> None:
    build.app("a", "b", criticality="BUSINESS_CRITICAL").covers("a", "s").covers("b", "s", None)
    build.add("Person", "ann").link("ann", "RESPONSIBLE_FOR", "a", role="BUSINESS_OWNER")
    known = build.retire().knowledge
    assert known.lower_bound
    assert (known.applications, known.applications_without_flows) == (2, 2)
    assert (known.applications_without_coverage, known.applications_without_owner) == (0, 1)
    assert known.levels_unstated == 1


def test_nothing_unknown_is_said_too(build: Build) -> None:
    build.app("a", "b", criticality="BUSINESS_CRITICAL").covers("a", "s").covers("b", "t")
    build.flow("f", "a", "b", "o").add("Organisation", "owner")
    build.link("owner", "OWNS", "a").link("owner", "OWNS", "b")
    assert not build.retire().knowledge.lower_bound
