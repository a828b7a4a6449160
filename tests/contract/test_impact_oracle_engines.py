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
from tests.plans import PlanBuilder, batch

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore
    from tests.contract.conftest import Engine
    from tests.oracle.portfolios import Case

pytestmark = on_newest_server

EXAMPLES = -(-60 // len(QUESTIONS))


@pytest.mark.parametrize("event", sorted(QUESTIONS))
def test_the_oracle_agrees_with_what_is_read_from_a_store(engine: Engine, event: str) -> None:
    held: list[Case] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],  # the oracle's own test shrinks, in memory
        suppress_health_check=list(HealthCheck),
    )
    @given(QUESTIONS[event]().strategy)
    def agrees(case: Case) -> None:
        store = _holding(engine, held, case)
        held.append(case)
        try:
            report = impact_of(case.event, store)
        except ConfigError:  # what is drawn may ask what makes no sense, and is refused
            refused.append(case)
            return
        assert differences(oracle_answer(case), report) == []

    refused: list[Case] = []
    agrees()
    assert len(held) >= EXAMPLES
    assert len(refused) < len(held) / 2


def _holding(engine: Engine, before: list[Case], case: Case) -> GraphStore:
    """Return a store with nothing in it but the facts of a case."""
    if engine.name == "ladybug":
        engine.close()
        store = engine.create()
    elif before:
        store = engine.stores[-1]
        emptied = PlanBuilder(store.revision()).remove(*before[-1].relations, *before[-1].nodes)
        store.apply(emptied.plan(), batch(f"emptied-{len(before)}"))
    else:
        store = engine.create()
    filled = PlanBuilder(store.revision()).add(*case.nodes, *case.relations)
    store.apply(filled.plan(), batch(f"filled-{len(before)}"))
    return store
