"""The same statement for many nodes: one answer in order, on any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.domain.facts import NodeFact
from archrepo.errors import QueryError
from archrepo.store.catalog import statement, statement_names
from tests.contract.engines import on_newest_server
from tests.whole_portfolio import whole_portfolio

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore
    from tests.contract.conftest import Engine

SAMPLES = {"string": "x", "int": 1, "float": 0.5, "bool": True, "list": ["x"]}


@on_newest_server
def test_many_ids_give_what_each_gives_in_order_of_ids(
    engine: Engine, whole_store: GraphStore
) -> None:
    ids = sorted(fact.id for fact in whole_portfolio() if isinstance(fact, NodeFact))
    named = [statement(name, engine.name) for name in statement_names(engine.name)]
    answered = 0
    for asked in named:
        name = asked.name
        others = {n: SAMPLES.get(t) for n, t in asked.params.items() if n not in ("id", "ids")}
        if not asked.around or None in others.values():
            continue
        one_by_one = [row for id in ids for row in whole_store.around(name, [id], others)]
        backwards = [*reversed(ids), "no-such-node", ids[0]]
        assert whole_store.around(name, backwards, others) == one_by_one, name
        anchors = [next(iter(row.values())) for row in one_by_one]
        assert anchors == sorted(anchors), name
        assert whole_store.around(name, [], others) == []
        answered += bool(one_by_one)
    assert answered or not any(asked.around for asked in named)


def test_a_statement_that_is_not_around_ids_is_refused(empty_store: GraphStore) -> None:
    with pytest.raises(QueryError):
        empty_store.around("find.names", ["x"])
