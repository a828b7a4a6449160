"""The evaluator and the oracle give the same answer, line by line, on entangled portfolios.

`make deep` tries ten thousand for every event instead of some dozens.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archrepo.analysis.impact import assess
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.impact.rules import rule_table
from tests.oracle.comparison import differences
from tests.oracle.questions import QUESTIONS, oracle_answer

IN_ALL = 300


@pytest.mark.timeout(300)
@pytest.mark.parametrize("event", sorted(QUESTIONS))
@settings(
    max_examples=-(-IN_ALL // len(QUESTIONS)),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_the_oracle_agrees(event: str, data: st.DataObject) -> None:
    case = data.draw(QUESTIONS[event]().strategy)
    report = assess(case.event, MemoryFacts(case.nodes, case.relations))
    assert differences(oracle_answer(case), report) == []


def test_every_event_has_its_questions() -> None:
    assert {rule.event for rule in rule_table().rules.values()} == set(QUESTIONS)
