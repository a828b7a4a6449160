"""What is told of a whole portfolio is the same whichever engine holds it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.analysis.coverages import (
    coverage_gaps,
    coverage_matrix,
    overlaps,
    residual_coverage,
)
from archrepo.analysis.data_use import data_circulation, data_matrix, data_register, data_sheet
from archrepo.analysis.freshness import levels_of, maturity
from archrepo.analysis.legacy import legacy
from archrepo.analysis.obsolescence import obsolescence
from archrepo.analysis.roadmap import roadmap
from archrepo.analysis.situation import Situation
from archrepo.analysis.time_chart import time_chart
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.validity import PlanChoice
from archrepo.portfolio import Portfolio
from tests.contract.engines import on_newest_server
from tests.plans import put

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.ports import GraphStore

DAY = dt.date(2026, 12, 1)
PLAN = PlanChoice()


def told(store: GraphStore) -> dict[str, str]:
    """Return analysis → its answer as JSON."""
    found = Situation.read(store, DAY, PLAN)
    levels = levels_of(builtin_metamodel(), {})
    answers: dict[str, Any] = {
        "matrix": coverage_matrix(found),
        "gaps": coverage_gaps(found),
        "overlaps": overlaps(found, None),
        "without": residual_coverage(found, ["crm", "loyalty"]),
        "data": data_matrix(found),
        "sheet": data_sheet(found, "customer"),
        "register": data_register(found),
        "circulation": data_circulation(found),
        "legacy": legacy(found),
        "obsolescence": obsolescence(found),
        "time": time_chart(found),
        "maturity": maturity(found, levels, 12),
        "roadmap": roadmap(found),
    }
    return {name: answer.model_dump_json() for name, answer in answers.items()}


def facts_of(store: GraphStore) -> list[Any]:
    """Return all that is in a store."""
    metamodel = builtin_metamodel()
    kinds, types = sorted(metamodel.kinds), sorted(metamodel.relations)
    nodes = [node for kind in kinds for node in node_facts(store, kind)]
    return [*nodes, *(r for name in types for r in relation_facts(store, name))]


@on_newest_server
def test_every_engine_tells_the_same_in_whatever_order_it_was_filled(
    empty_store: GraphStore, tmp_path: Path
) -> None:
    made = Portfolio.create(tmp_path / "portfolio", sample="marketing")
    try:
        put(empty_store, facts_of(made.store)[::-1])
        expected, answers = told(made.store), told(empty_store)
    finally:
        made.close()
    assert [name for name in expected if answers[name] != expected[name]] == []
