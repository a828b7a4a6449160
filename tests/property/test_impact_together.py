"""Several events at once: one lost set, and never less than each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archrepo.analysis.impact import Outage, Retire, assess
from archrepo.analysis.impact.memory import MemoryFacts
from tests.oracle.comparison import differences
from tests.oracle.portfolios import DAY, Case, portfolio
from tests.oracle.retire import retire

if TYPE_CHECKING:
    from archrepo.analysis.impact import Event

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
@given(pairs())
def test_retired_together_they_are_one_lost_set(pair: tuple[Case, str]) -> None:
    case, second = pair
    also: list[Event] = [Retire(second, DAY, case.event.plan)]
    report = assess(case.event, MemoryFacts(case.nodes, case.relations), also=also)
    assert isinstance(case.event, Retire)
    answer = retire(case.nodes, case.relations, case.event, also=[second])
    assert differences(answer, report) == []


@few
@given(pairs())
def test_together_nothing_comes_back_that_each_takes_away(pair: tuple[Case, str]) -> None:
    case, second = pair
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
@given(pairs())
def test_an_outage_beside_finds_the_retired_one_gone(pair: tuple[Case, str]) -> None:
    case, second = pair
    facts = MemoryFacts(case.nodes, case.relations)
    outage = Outage(second, DAY, case.event.plan, hours=8)
    report = assess(outage, facts, also=[case.event])
    own = [line for line in report.lines if line.event == f"outage {second} {DAY}"]
    assert not any(line.node == case.event.target for line in own if line.effect == "SERVICE_DOWN")
    retired = {(x.node, x.effect) for x in assess(case.event, facts).lines}
    assert retired <= {(x.node, x.effect) for x in report.lines}
