"""py2neo subgraphs to and from a portfolio, by way of a real server."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import py2neo
import pytest

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.errors import ConfigError, NotFoundError
from archrepo.importing.applying import apply_plan
from archrepo.importing.planning import ImportOptions, plan_changes
from archrepo.store.ladybug.store import LadybugStore
from archrepo.store.py2neo_bridge import reading_of_subgraph, subgraph_of
from tests.neo4j.plans import METAMODEL, RETIRED, batch_of, small_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archrepo.domain.ports import GraphStore
    from tests.neo4j.server import Server

NOW = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)


@pytest.fixture
def file_store(tmp_path: Path) -> LadybugStore:
    return LadybugStore.create(tmp_path / "portfolio.lbug", METAMODEL)


@pytest.fixture
def graph(neo4j_server: Server) -> Iterator[py2neo.Graph]:
    """Return py2neo's own way to the server."""
    host, port = neo4j_server.address
    opened = py2neo.Graph(f"bolt://{host}:{port}", auth=(neo4j_server.user, neo4j_server.password))
    yield opened
    opened.service.connector.close()


def put(subgraph: py2neo.Subgraph, store: GraphStore) -> list[str]:
    """Apply what a subgraph states; return the warnings."""
    reading = reading_of_subgraph(subgraph, METAMODEL)
    plan = plan_changes([reading], store, METAMODEL, ImportOptions(source="script"))
    assert plan.errors == ()
    apply_plan(plan, store, actor="test", now=NOW)
    return [str(d) for d in plan.diagnostics]


def facts(store: GraphStore) -> list[str]:
    """Return what a store states, without where it has it from."""
    found = []
    for kind in METAMODEL.portfolio_kinds:
        found += [(f.kind, f.id, f.values) for f in node_facts(store, kind)]
    for name in METAMODEL.relations:
        found += [(f.type, f.key, f.values) for f in relation_facts(store, name)]
    for _, _, values in found:
        values.pop("batch_id", None)
        values.pop("sources", None)
    return sorted(map(str, found))


def test_a_script_writes_with_py2neo_and_the_portfolio_takes_it_from_the_server(
    graph: py2neo.Graph, file_store: LadybugStore
) -> None:
    crm = py2neo.Node("Application", id="crm", name="CRM", retired=dt.date(2027, 1, 31))
    crm["aliases"] = ["Relation clients"]
    sales = py2neo.Node("Scope", id="sales", name="Sales")
    covers = py2neo.Relationship(crm, "COVERS", sales, level="FULL", share=80)
    graph.create(covers)

    pulled = graph.run("MATCH (a)-[r]->(b) RETURN a, r, b").to_subgraph()
    put(pulled, file_store)
    [application] = node_facts(file_store, "Application")
    assert application.values["retired"] == dt.date(2027, 1, 31)
    assert application.values["aliases"] == ("Relation clients",)
    [relation] = relation_facts(file_store, "COVERS")
    assert (relation.from_id, relation.to_id) == ("crm", "sales")
    assert (relation.values["level"], relation.values["share"]) == ("FULL", 80.0)
    assert put_again_changes_nothing(pulled, file_store)


def put_again_changes_nothing(subgraph: py2neo.Subgraph, store: GraphStore) -> bool:
    """Return whether a second import finds everything as it is."""
    reading = reading_of_subgraph(subgraph, METAMODEL)
    return plan_changes([reading], store, METAMODEL, ImportOptions(source="script")).is_empty


def test_a_portfolio_goes_to_the_server_as_a_subgraph_and_comes_back_the_same(
    graph: py2neo.Graph, file_store: LadybugStore, tmp_path: Path
) -> None:
    file_store.apply(small_plan(), batch_of("b1"))
    graph.create(subgraph_of(file_store, METAMODEL))
    assert graph.evaluate("MATCH (n) RETURN count(n)") == 5
    assert graph.evaluate("MATCH (a {id: 'crm'}) RETURN a.retired.year") == RETIRED.year

    back = LadybugStore.create(tmp_path / "back.lbug", METAMODEL)
    pulled = graph.run("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, r, m").to_subgraph()
    put(pulled, back)
    assert facts(back) == facts(file_store)


def test_a_part_is_some_nodes_and_what_joins_them(file_store: LadybugStore) -> None:
    file_store.apply(small_plan(), batch_of("b1"))
    part = subgraph_of(file_store, METAMODEL, ids=["crm"], kinds=["Scope"])
    assert {node["id"] for node in part.nodes} == {"crm", "sales"}
    assert [type(relation).__name__ for relation in part.relationships] == ["COVERS"]


def test_an_unknown_id_or_kind_is_told(file_store: LadybugStore) -> None:
    with pytest.raises(NotFoundError, match="'nobody'"):
        subgraph_of(file_store, METAMODEL, ids=["nobody"])
    with pytest.raises(NotFoundError) as told:
        subgraph_of(file_store, METAMODEL, kinds=["Aplication"])
    assert "Application" in str(told.value.hint)


def test_nothing_in_a_subgraph_goes_uncounted(file_store: LadybugStore) -> None:
    crm = py2neo.Node("Application", "Legacy", id="crm", name="CRM", floor="3")
    stranger = py2neo.Node("Server", id="s1")
    both = py2neo.Node("Application", "Module", id="m", name="M")
    hosts = py2neo.Relationship(stranger, "HOSTS", crm)
    uses = py2neo.Relationship(crm, "RUNS_ON", both)
    reading = reading_of_subgraph(hosts | uses, METAMODEL)
    assert dict(reading.tally) == {
        ("Application:Legacy", "Application"): 1,
        ("Server", "refused: no label is a kind"): 1,
        ("Application:Module", "refused: two labels are kinds"): 1,
        ("HOSTS", "refused: no such relation type"): 1,
        ("RUNS_ON", "refused: an end is left out"): 1,
    }
    warnings = put(hosts | uses, file_store)
    assert any("'floor' is kept as a property" in warning for warning in warnings)
    [application] = node_facts(file_store, "Application")
    assert application.values["properties"] == ("floor=3",)


def test_what_is_no_subgraph_is_refused() -> None:
    with pytest.raises(ConfigError, match="not a py2neo subgraph but a dict"):
        reading_of_subgraph({"id": "crm"}, METAMODEL)


def test_without_py2neo_the_command_to_install_it_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "py2neo", None)
    with pytest.raises(ConfigError) as told:
        reading_of_subgraph(None, METAMODEL)
    assert told.value.hint == "pip install 'archrepo[py2neo]'"
