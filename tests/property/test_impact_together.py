"""Several events at once: one lost set, and never less than each by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from archrepo.analysis.impact import Outage, Retire, assess
from archrepo.analysis.impact.memory import MemoryFacts
from tests.oracle import chance as st
from tests.oracle.chance import assume
from tests.oracle.comparison import differences
from tests.oracle.living import ONE_DAY
from tests.oracle.outage import outage
from tests.oracle.portfolios import DAY, Case, portfolio
from tests.oracle.retire import retire
from tests.oracle.world import World

if TYPE_CHECKING:
    from archrepo.analysis.impact import Event, ImpactReport

LASTING = ("COVERAGE_LOST", "INPUT_LOST", "MASTER_LOST")

few = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Case, str]:
    """Draw an application to retire, and another on the same day."""
    drawn = portfolio(draw)
    assume(len(drawn.applications) > 1)
    first = drawn.application()
    second = draw(st.sampled_from([app for app in drawn.applications if app != first]))
    return drawn.asked(Retire(first, DAY, drawn.plan)), second


@few
@given(pairs().strategy)
def test_retired_together_they_are_one_lost_set(pair: tuple[Case, str]) -> None:
    case, second = pair
    also: list[Event] = [Retire(second, DAY, case.event.plan)]
    report = assess(case.event, MemoryFacts(case.nodes, case.relations), also=also)
    assert isinstance(case.event, Retire)
    answer = retire(case.nodes, case.relations, case.event, also=[second])
    assert differences(answer, report, frozenset({"events"})) == []


@few
@given(pairs().strategy)
def test_together_nothing_comes_back_that_each_takes_away(pair: tuple[Case, str]) -> None:
    case, second = pair
    # The target of an event counts as live whatever its record says, and for no other event.
    world = World(case.nodes, case.relations, case.event.target, DAY, case.event.plan)
    assume(all(world.live(app, DAY - ONE_DAY) for app in (case.event.target, second)))
    facts = MemoryFacts(case.nodes, case.relations)
    other = Retire(second, DAY, case.event.plan)
    together = assess(case.event, facts, also=[other])
    struck = {(line.node, line.effect) for line in together.lines}
    gone = {case.event.target, second}
    gone |= {line.node for line in together.lines if line.effect == "HOST_LOST"}
    for alone in (assess(case.event, facts), assess(other, facts)):
        for line in alone.lines:
            if line.effect in LASTING and line.node not in gone:
                later = (line.node, "COVERAGE_GAP")
                assert {(line.node, line.effect), later} & struck, (line.node, line.effect)


@few
@given(pairs().strategy)
def test_an_outage_beside_finds_the_retired_one_gone(pair: tuple[Case, str]) -> None:
    case, second = pair
    facts = MemoryFacts(case.nodes, case.relations)
    out = Outage(second, DAY, case.event.plan, hours=8)
    report = assess(out, facts, also=[case.event])
    own = [line for line in report.lines if line.event == f"outage {second} {DAY}"]
    assert not any(line.node == case.event.target for line in own if line.effect == "SERVICE_DOWN")
    retired = {(x.node, x.effect) for x in assess(case.event, facts).lines}
    assert retired <= {(x.node, x.effect) for x in report.lines}


@st.composite
def pairs_out(draw: st.DrawFn) -> tuple[Case, str]:
    """Draw an application that is out, and another out as long, mostly of the same group."""
    drawn = portfolio(draw)
    assume(len(drawn.applications) > 1)
    first = drawn.application()
    second = draw(st.sampled_from([app for app in drawn.applications if app != first]))
    if draw(st.booleans()):
        drawn.drawing.link("ALTERNATIVE_OF", first, second, dated=0, group=st.just("both"))
    return drawn.asked(Outage(first, DAY, drawn.plan, draw(st.sampled_from([2, 24, 200])))), second


@few
@given(pairs_out().strategy)
def test_out_together_they_are_one_down_set(pair: tuple[Case, str]) -> None:
    case, second = pair
    assert isinstance(case.event, Outage)
    other = replace(case.event, target=second)
    report = assess(case.event, MemoryFacts(case.nodes, case.relations), also=[other])
    answer = outage(case.nodes, case.relations, case.event, also=[second])
    assert differences(answer, report, frozenset({"events"})) == []


@few
@given(pairs_out().strategy)
def test_who_is_down_with_one_is_down_with_both(pair: tuple[Case, str]) -> None:
    case, second = pair
    assert isinstance(case.event, Outage)
    facts = MemoryFacts(case.nodes, case.relations)
    other = replace(case.event, target=second)
    together = _down(assess(case.event, facts, also=[other]))
    for event in (case.event, other):
        assert _down(assess(event, facts)) <= together | {case.event.target, second}


def _down(report: ImpactReport) -> set[str]:
    """Return the applications that are down besides those asked about."""
    stopped = (x for x in report.lines if x.effect == "SERVICE_DOWN" and x.rule == "OUT-02")
    return {line.node for line in stopped}
