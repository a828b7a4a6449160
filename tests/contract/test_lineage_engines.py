"""A lineage read from a store is that of the facts in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.lineage import LineageRequest, MemoryTransformations, lineage, lineage_of
from archrepo.domain.facts import RelationFact
from archrepo.domain.validity import PlanChoice
from tests.contract.engines import on_newest_server
from tests.impact_portfolios import DAY, Dice
from tests.plans import put

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore


pytestmark = on_newest_server


@pytest.mark.parametrize("seed", [3, 5])
def test_a_store_and_memory_agree(empty_store: GraphStore, seed: int) -> None:
    nodes, drawn = Dice(seed).portfolio()
    relations = [_transformed(r) for r in drawn]
    put(empty_store, [*nodes, *relations])
    for data_object in ("object0", "object1", "object2"):
        asked = LineageRequest(data_object, DAY, PlanChoice(), 3)
        told = lineage(asked, MemoryFacts(nodes, relations), MemoryTransformations(relations))
        assert lineage_of(empty_store, asked) == told


def _transformed(fact: RelationFact) -> RelationFact:
    """Return what flows carry transformed, but for every third."""
    if fact.type != "CARRIES" or int(fact.from_id[-1]) % 3 == 0:
        return fact
    values = {**fact.values, "transformation": "ENRICH"}
    ends = (fact.from_kind, fact.from_id, fact.to_kind, fact.to_id)
    return RelationFact(fact.type, fact.key, *ends, values)
