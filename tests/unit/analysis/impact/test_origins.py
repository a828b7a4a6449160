"""Where an object is taken to come from: what flowed on the eve tells, not what the day begins."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.impact import DataChange, ImpactSettings, Outage, Retire, assess
from archrepo.analysis.impact.assessment import lines_without_people
from archrepo.analysis.impact.events import DataAction
from archrepo.analysis.impact.lines import lines_of
from archrepo.analysis.impact.retirements import retirements
from archrepo.domain.validity import PlanChoice
from tests.oracle.comparison import differences
from tests.oracle.portfolios import Case
from tests.oracle.questions import oracle_answer
from tests.unit.analysis.impact.told import effects

if TYPE_CHECKING:
    from archrepo.analysis.impact import Event, ImpactReport
    from tests.unit.analysis.impact.conftest import Build

DAY = dt.date(2026, 12, 31)
EVE = DAY - dt.timedelta(days=1)
MORROW = DAY + dt.timedelta(days=1)

LOST = {("b", "INPUT_LOST"), ("c", "OUTLET_LOST")}
REDUNDANT = {("b", "INPUT_REDUNDANT"), ("c", "OUTLET_LOST")}


def ring(build: Build, **values: object) -> Build:
    """Let c feed a, a feed b, and b feed c as the values say."""
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("h", "c", "a", "o")
    return build.flow("g", "b", "c", "o", **values)


def answer(build: Build, event: Event | None = None) -> ImpactReport:
    """Return what an event does, by default the retirement of a, as all evaluators say."""
    event = event or Retire("a", DAY)
    report = assess(event, build.facts())
    case = Case(tuple(build.nodes.values()), tuple(build.relations), event)
    assert differences(oracle_answer(case), report) == []
    if isinstance(event, Retire):
        ((_, found),) = retirements([event], build.facts(), ImpactSettings())
        alone = lines_without_people(event, build.facts(), ImpactSettings())
        assert lines_of(found, {}) == alone
    return report


@pytest.mark.parametrize(
    ("begins", "expected"),
    [(None, REDUNDANT), (EVE, REDUNDANT), (DAY, LOST), (MORROW, LOST)],
)
def test_a_ring_makes_origins_only_if_it_was_there_on_the_eve(
    build: Build, begins: dt.date | None, expected: set[tuple[str, str]]
) -> None:
    ring(build, **({"valid_from": begins} if begins else {}))
    assert effects(answer(build)) == expected


@pytest.mark.parametrize("ends", [DAY, MORROW])
def test_a_ring_that_the_day_opens_was_one(build: Build, ends: dt.date) -> None:
    ring(build, valid_to=ends)
    assert effects(answer(build)) == REDUNDANT


def test_a_ring_that_the_eve_opened_is_none(build: Build) -> None:
    ring(build, valid_to=EVE)
    assert effects(answer(build)) == LOST


@pytest.mark.parametrize("what", ["b", "g"])
@pytest.mark.parametrize(("starts", "expected"), [(EVE, REDUNDANT), (DAY, LOST)])
def test_a_flow_begins_with_its_lifecycle_and_those_of_its_ends(
    build: Build, what: str, starts: dt.date, expected: set[tuple[str, str]]
) -> None:
    ring(build).nodes[what].values["active"] = starts
    assert effects(answer(build)) == expected


@pytest.mark.parametrize(("begins", "expected"), [(EVE, REDUNDANT), (DAY, LOST)])
def test_a_project_that_brings_the_flow_closes_the_ring_on_its_day(
    build: Build, begins: dt.date, expected: set[tuple[str, str]]
) -> None:
    ring(build).add("Project", "p", status="BUILD")
    build.link("p", "IMPACTS", "g", action="ROLL_OUT", date=begins)
    assert effects(answer(build)) == expected
    assert effects(answer(build, Retire("a", DAY, PlanChoice.parse("none")))) == REDUNDANT


def test_an_application_whose_life_a_project_ends_that_day_had_fed_the_ring(build: Build) -> None:
    # On the eve q had it from p only. That p ends the same day makes q no origin.
    build.app("a", "b", "p", "q").flow("f", "a", "b", "o").flow("g", "q", "b", "o")
    build.flow("h", "p", "q", "o").add("Project", "x", status="BUILD")
    assert effects(answer(build)) == {("b", "INPUT_REDUNDANT")}
    build.link("x", "IMPACTS", "p", action="RETIRE", date=DAY)
    assert effects(answer(build)) == {("b", "INPUT_LOST")}
    assert effects(answer(build, Retire("a", DAY, PlanChoice.parse("none")))) == {
        ("b", "INPUT_REDUNDANT")
    }


def test_two_rings_through_the_target_are_closed_by_the_day(build: Build) -> None:
    ring(build, valid_from=DAY).app("d", "e").flow("i", "a", "d", "o").flow("j", "e", "a", "o")
    build.flow("k", "d", "e", "o", valid_from=DAY)
    assert effects(answer(build)) == {*LOST, ("d", "INPUT_LOST"), ("e", "OUTLET_LOST")}
    # The second was there: nobody outside it feeds it but c, of whom it is known.
    build.relations[-2].values.pop("valid_from")
    build.relations[-3].values.pop("valid_from")
    assert effects(answer(build)) == {*LOST, ("d", "INPUT_LOST"), ("e", "DATA_STALE")} | {
        ("e", "OUTLET_LOST")
    }


def test_a_ring_that_was_there_stays_one_beside_the_one_the_day_closes(build: Build) -> None:
    ring(build, valid_from=DAY).app("d").flow("i", "c", "d", "o").flow("j", "d", "c", "o")
    report = answer(build)
    assert effects(report) == LOST
    assert report.knowledge.objects_of_unknown_origin == 1


@pytest.mark.parametrize(
    ("master", "begins", "expected"),
    [
        ("a", DAY, {*LOST, ("o", "MASTER_LOST")}),
        ("a", EVE, {*LOST, ("o", "MASTER_LOST"), ("c", "DATA_STALE")}),
        ("b", DAY, REDUNDANT),
        ("b", EVE, REDUNDANT),
        ("c", DAY, LOST),
        ("c", EVE, LOST),
    ],
)
def test_a_declared_origin_in_the_ring_is_the_one(
    build: Build, master: str, begins: dt.date, expected: set[tuple[str, str]]
) -> None:
    ring(build, valid_from=begins).link(master, "ACCESSES", "o", role="MASTER")
    assert effects(answer(build)) == expected


def test_a_master_that_the_day_ends_was_the_origin(build: Build) -> None:
    ring(build).link("b", "ACCESSES", "o", role="MASTER", valid_to=DAY)
    assert effects(answer(build)) == LOST | {("c", "DATA_STALE")}


def test_a_master_that_the_day_begins_is_an_origin_beside_those_assumed(build: Build) -> None:
    ring(build).link("c", "ACCESSES", "o", role="MASTER", valid_from=DAY)
    assert effects(answer(build)) == REDUNDANT
    build.relations[-1].values["valid_from"] = EVE
    assert effects(answer(build)) == LOST


def test_who_only_begins_to_send_is_judged_by_the_day(build: Build) -> None:
    build.app("a", "b", "x", "y").flow("f", "a", "b", "o")
    build.flow("g", "x", "b", "o", valid_from=DAY)
    (alternative,) = answer(build).lines[0].alternatives
    assert alternative.node == "x"
    build.flow("h", "x", "y", "o", valid_from=DAY).flow("i", "y", "x", "o", valid_from=DAY)
    assert effects(answer(build)) == {("b", "INPUT_REDUNDANT")}
    # Had x got it from the target, it would have been known where it comes from.
    build.flow("j", "a", "x", "o")
    assert effects(answer(build)) >= {("b", "INPUT_LOST"), ("x", "INPUT_LOST")}


def test_retired_together_each_closes_nothing_on_the_other(build: Build) -> None:
    ring(build, valid_from=DAY).app("d").flow("i", "d", "b", "o")
    event, other = Retire("a", DAY), Retire("d", DAY)
    assert effects(assess(event, build.facts(), also=[other])) == LOST


@pytest.mark.parametrize(("begins", "stale"), [(EVE, False), (DAY, True)])
def test_an_outage_reads_origins_on_the_eve_too(
    build: Build, begins: dt.date, *, stale: bool
) -> None:
    # d has it from a and from b, which has it from a: unless a ring made b an origin.
    ring(build, valid_from=begins).app("d").flow("i", "a", "d", "o").flow("j", "b", "d", "o")
    found = effects(answer(build, Outage("a", DAY, hours=1000)))
    assert (("d", "DATA_STALE") in found) is stale


@pytest.mark.parametrize("until", [None, DAY])
def test_who_stops_collecting_did_so_on_the_eve(build: Build, until: dt.date | None) -> None:
    build.app("a", "b").flow("f", "a", "b", "o").flow("g", "b", "a", "o", valid_from=DAY)
    ended = {"valid_to": until} if until else {}
    build.link("a", "ACCESSES", "o", stage=("COLLECT",), **ended)
    stopped = DataChange("o", DAY, PlanChoice(), DataAction.STOP_COLLECTING, "a")
    assert effects(answer(build, stopped)) == {("b", "INPUT_LOST")}
    build.relations.pop()  # assumed, it is no other
    assert effects(answer(build, stopped)) == {("b", "INPUT_LOST")}
