"""Read from each engine, impacts are what the oracle says of the same facts in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from archrepo.analysis.impact import impact_of
from archrepo.errors import ConfigError
from tests.contract.engines import on_newest_server
from tests.oracle.comparison import differences
from tests.oracle.questions import QUESTIONS, oracle_answer
from tests.oracle.side_by_side import apart, together
from tests.plans import PlanBuilder, batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.domain.ports import GraphStore
    from tests.contract.conftest import Engine
    from tests.oracle.portfolios import Case

pytestmark = on_newest_server

EXAMPLES = -(-60 // len(QUESTIONS))


@pytest.mark.parametrize("event", sorted(QUESTIONS))
def test_the_oracle_agrees_with_what_is_read_from_a_store(engine: Engine, event: str) -> None:
    cases = apart(_drawn(event))
    assert len(cases) >= EXAMPLES
    store = engine.create()
    # To fill a store costs what many questions do. The first case drawn is the least there is, and
    # is asked alone; then they are all there at once, and must not show in each other's answers.
    for added, there in ((cases[:1], cases[:1]), (cases[1:], cases)):
        answered = 0
        _fill(store, added)
        for case in together(there):
            try:
                report = impact_of(case.event, store)
            except ConfigError:  # what is drawn may ask what makes no sense, and is refused
                continue
            assert differences(oracle_answer(case), report) == [], case.event
            answered += 1
    assert answered > len(cases) / 2


def _drawn(event: str) -> list[Case]:
    drawn: list[Case] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],  # the oracle's own test shrinks, in memory
        suppress_health_check=list(HealthCheck),
    )
    @given(QUESTIONS[event]().strategy)
    def keep(case: Case) -> None:
        drawn.append(case)

    keep()
    return drawn


def _fill(store: GraphStore, cases: Sequence[Case]) -> None:
    plan = PlanBuilder(store.revision())
    for case in cases:
        plan.add(*case.nodes, *case.relations)
    store.apply(plan.plan(), batch(f"filled-{len(cases)}"))
