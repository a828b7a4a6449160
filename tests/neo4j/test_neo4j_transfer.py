"""Whole portfolios copied between the engines, history included."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.steadily import steadily
from archrepo.errors import ConflictError, StoreUnavailableError
from archrepo.store.ladybug.store import LadybugStore
from archrepo.store.neo4j import loading, running
from archrepo.store.neo4j.store import Neo4jStore
from archrepo.store.transfer import copy_portfolio, open_to_replace
from tests.neo4j.plans import METAMODEL, batch_of, new_node, plan_of, small_plan

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.ports import GraphStore
    from archrepo.store.credentials import Credentials
    from tests.neo4j.server import Server


def contents(store: GraphStore) -> list[str]:
    """Return everything a store holds, history included, in order."""

    def read() -> list[str]:
        nodes = [fact for kind in METAMODEL.kinds for fact in node_facts(store, kind)]
        relations = [fact for name in METAMODEL.relations for fact in relation_facts(store, name)]
        return [store.revision(), *sorted(map(str, [*nodes, *relations]))]

    return store.reading(read)


def two_batches(store: GraphStore) -> None:
    """Fill a store by two applies."""
    store.apply(small_plan(), batch_of("b1"))
    store.apply(plan_of([new_node("Period", "sales", yearly=True)], revision="b1"), batch_of("b2"))


@pytest.fixture
def file_store(tmp_path: Path) -> LadybugStore:
    return LadybugStore.create(tmp_path / "portfolio.lbug", METAMODEL)


def test_a_file_goes_to_the_server_and_back(
    store: Neo4jStore, file_store: LadybugStore, tmp_path: Path
) -> None:
    two_batches(file_store)
    counts = copy_portfolio(file_store, store, METAMODEL)
    assert (counts["Application"], counts["ChangeBatch"], counts["COVERS"]) == (2, 2, 1)
    assert contents(store) == contents(file_store)

    back = LadybugStore.create(tmp_path / "back.lbug", METAMODEL)
    copy_portfolio(store, back, METAMODEL)
    assert contents(back) == contents(file_store)
    back.apply(plan_of([new_node("Period", "freeze")], revision="b2"), batch_of("b3"))
    assert back.revision() == "b3"


def test_what_a_target_holds_goes_only_when_told(
    store: Neo4jStore, file_store: LadybugStore
) -> None:
    two_batches(file_store)
    store.apply(plan_of([new_node("Plateau", "old")]), batch_of("x"))
    with pytest.raises(ConflictError, match="not empty"):
        copy_portfolio(file_store, store, METAMODEL)
    assert store.revision() == "x"
    copy_portfolio(file_store, store, METAMODEL, replace=True)
    assert contents(store) == contents(file_store)


def test_a_copy_too_large_for_one_transaction_shuts_others_out_until_it_ends(
    store: Neo4jStore,
    file_store: LadybugStore,
    neo4j_server: Server,
    login: Credentials,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two_batches(file_store)
    monkeypatch.setattr(loading, "_WHOLE_UP_TO", 3)
    monkeypatch.setattr(loading, "_PIECE", 2)
    monkeypatch.setattr(running, "BATCH_ROWS", 2)
    seen: list[str] = []

    def look(doing: str, done: int, total: int) -> None:
        if doing == "writing":
            with pytest.raises(StoreUnavailableError, match="is not whole"):
                Neo4jStore.open(neo4j_server.url, METAMODEL, login)
            seen.append(doing)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_portfolio(file_store, store, METAMODEL, progress=look)
    half = open_to_replace(neo4j_server.url, METAMODEL, login)
    with pytest.raises(ConflictError, match="begun and not ended"):
        half.apply(plan_of([new_node("Plateau", "p")]), batch_of("y"))
    copy_portfolio(file_store, half, METAMODEL, replace=True)
    half.close()
    assert contents(store) == contents(file_store)


def test_a_reading_starts_again_when_the_portfolio_moved(store: Neo4jStore) -> None:
    store.apply(small_plan(), batch_of("b1"))
    seen: list[int] = []

    def read() -> int:
        rows = int(store.scan("Application").num_rows)
        if not seen:
            fresh = [new_node("Application", "late")]
            store.apply(plan_of(fresh, revision="b1"), batch_of("b2"))
        seen.append(rows)
        return int(store.scan("Application").num_rows)

    assert steadily(store, read) == 3
    assert seen == [2, 3]


def test_a_portfolio_that_never_rests_is_told(file_store: LadybugStore) -> None:
    plan = small_plan()
    batches = iter(range(10))

    def read() -> None:
        number = next(batches)
        node = new_node("Plateau", f"p{number}")
        file_store.apply(
            replace(plan, nodes=(node,), relations=(), revision=file_store.revision()),
            batch_of(f"b{number}"),
        )

    with pytest.raises(ConflictError, match="kept changing"):
        steadily(file_store, read)
