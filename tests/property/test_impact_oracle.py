"""The evaluator and the oracle give the same answer, line by line, on entangled portfolios.

`ARCHREPO_DEEP=1` (`make deep`) tries ten thousand of them instead of some hundreds, of every event
as many; `ARCHREPO_DEEP=2000`, that many.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archrepo.analysis.impact import assess
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.impact.rules import rule_table
from tests.oracle.comparison import differences
from tests.oracle.questions import QUESTIONS, oracle_answer

DEEP = int(os.environ.get("ARCHREPO_DEEP") or 0)
IN_ALL = {0: 300, 1: 10_000}.get(DEEP, DEEP)


@pytest.mark.timeout(7200 if DEEP else 300)
@pytest.mark.parametrize("event", sorted(QUESTIONS))
@settings(
    max_examples=-(-IN_ALL // len(QUESTIONS)),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_the_oracle_agrees(event: str, data: st.DataObject) -> None:
    case = data.draw(QUESTIONS[event]())
    report = assess(case.event, MemoryFacts(case.nodes, case.relations))
    assert differences(oracle_answer(case), report) == []


def test_every_event_has_its_questions() -> None:
    assert {rule.event for rule in rule_table().rules.values()} == set(QUESTIONS)
