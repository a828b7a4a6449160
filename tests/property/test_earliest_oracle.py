"""The day an application can be switched off is the one that asking day by day finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from archrepo.analysis.impact import ImpactSettings, Retire
from archrepo.analysis.impact.assessment import lines_without_people
from archrepo.analysis.impact.earliest import earliest
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.domain.vocabulary import Severity
from tests.oracle import chance as st
from tests.oracle.questions import retirements

if TYPE_CHECKING:
    from archrepo.domain.facts import NodeFact, Values
    from tests.oracle.portfolios import Case

HORIZON = 65  # days; nothing drawn happens later after the event, but for seasons
LONGEST_SEASON = 90
BELOW = st.sampled_from([Severity.MINOR, Severity.MAJOR, Severity.CRITICAL])


@pytest.mark.timeout(300)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(retirements().strategy, BELOW.strategy)
def test_asking_day_by_day_finds_the_same(case: Case, below: Severity) -> None:
    assert isinstance(case.event, Retire)
    case = _spread(case)
    found = earliest(case.event, below, MemoryFacts(case.nodes, case.relations))
    days = [case.event.at + dt.timedelta(days=n) for n in range(HORIZON)]
    verdicts = {day: _verdict(case, day, seasons=False) for day in days}
    for day, verdict in verdicts.items():
        assert [s for s in found.steps if s.day <= day][-1].verdict is verdict, day
    clear = _first_clear(verdicts, below)
    if clear is None:
        assert found.day is None
        assert found.conditions
        assert found.verdict is verdicts[days[-1]]
        assert found.conditions_from is not None
    else:
        later = (clear + dt.timedelta(days=n) for n in range(LONGEST_SEASON))
        assert found.day == next(
            day for day in later if _verdict(case, day, seasons=True).rank < below.rank
        )
        assert not found.conditions
        assert found.but_for_freezes == (clear if clear != found.day else None)


def _spread(case: Case) -> Case:
    """Return the case with its days further apart, so that what is felt a day later shows."""
    nodes = tuple(replace(n, values=_apart(n.values, case.event.at)) for n in case.nodes)
    relations = tuple(replace(r, values=_apart(r.values, case.event.at)) for r in case.relations)
    return replace(case, nodes=nodes, relations=relations)


def _apart(values: Values, day: dt.date) -> Values:
    def moved(value: Any) -> Any:
        if not isinstance(value, dt.date):
            return value
        days = (value - day).days
        return day + dt.timedelta(days=days * 7 if abs(days) <= 5 else days + 20)

    return {name: moved(value) for name, value in values.items()}


def _first_clear(verdicts: dict[dt.date, Severity], below: Severity) -> dt.date | None:
    clear = None
    for day in sorted(verdicts, reverse=True):
        if verdicts[day].rank >= below.rank:
            return clear
        clear = day
    return clear


def _verdict(case: Case, day: dt.date, *, seasons: bool) -> Severity:
    """Return the verdict of one day; without seasons, as if no freeze came back every year."""
    event: Any = replace(case.event, at=day)  # type: ignore[type-var]
    nodes = [n for n in case.nodes if seasons or not _is_season(n)]
    known = {(n.kind, n.id) for n in nodes}
    relations = [r for r in case.relations if (r.from_kind, r.from_id) in known]
    lines = lines_without_people(event, MemoryFacts(nodes, relations), ImpactSettings())
    return max((line.final for line in lines), key=lambda s: s.rank, default=Severity.INFO)


def _is_season(node: NodeFact) -> bool:
    return node.kind == "Period" and bool(node.values.get("yearly"))
