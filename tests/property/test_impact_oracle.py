"""The evaluator and the oracle give the same answer, line by line, on entangled portfolios.

`ARCHREPO_DEEP=1` (`make deep`) tries ten thousand of them instead of some hundreds.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from archrepo.analysis.impact import Retire, assess
from archrepo.analysis.impact.memory import MemoryFacts
from tests.oracle.comparison import differences
from tests.oracle.portfolios import DAY, cases

if TYPE_CHECKING:
    from tests.oracle.portfolios import Case

DEEP = os.environ.get("ARCHREPO_DEEP") == "1"


@pytest.mark.timeout(7200 if DEEP else 300)
@settings(
    max_examples=10_000 if DEEP else 300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(cases())
def test_the_oracle_agrees(case: Case) -> None:
    facts = MemoryFacts(case.nodes, case.relations)
    report = assess(Retire(case.target, DAY, case.plan), facts)
    assert differences(case, report) == []
