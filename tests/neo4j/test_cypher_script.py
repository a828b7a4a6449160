"""The exported script, run by a server: it rebuilds what the store held."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.portfolio.exporting import script_texts
from archrepo.writers.cypher_script import write_cypher
from tests.contract.contents import contents, of
from tests.contract.engines import newest_server_only, oldest_server_only
from tests.memory_store import MemoryStore
from tests.plans import node
from tests.strategies import Portfolio, portfolios
from tests.whole_portfolio import whole_portfolio

if TYPE_CHECKING:
    from neo4j import Driver

    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.store.neo4j.store import Neo4jStore
    from tests.neo4j.server import Server

METAMODEL = builtin_metamodel()
HOSTILE = (
    "it's \\ a \\' test", "\\u0027 OR 1=1 //", "'}) DETACH DELETE n //", "`back`; tick",
    "a\nb\tc\r", "\\\\u0027", "ends with \\", "// no comment", "/* nor */ this",
    "œuvre \U0001f600", "$rows {{x}}",
)  # fmt: skip


def script(nodes: list[NodeFact], relations: list[RelationFact]) -> str:
    out = io.StringIO()
    write_cypher(MemoryStore(METAMODEL, nodes, relations), METAMODEL, out, script_texts())
    return out.getvalue()


def run(driver: Driver, text: str) -> None:
    """Run the statements one by one, as cypher-shell does; they end with `;` and a line break."""
    with driver.session() as session:
        for statement in text.split(";\n"):
            if statement.strip():
                session.run(statement).consume()


@pytest.fixture
def driver(neo4j_server: Server) -> Driver:
    from neo4j import GraphDatabase

    return GraphDatabase.driver(neo4j_server.url, auth=(neo4j_server.user, neo4j_server.password))


@oldest_server_only
def test_the_script_rebuilds_everything(store: Neo4jStore, driver: Driver) -> None:
    facts = whole_portfolio()
    nodes = [fact for fact in facts if not hasattr(fact, "key")]
    relations = [fact for fact in facts if hasattr(fact, "key")]
    with driver:
        run(driver, script(nodes, relations))  # type: ignore[arg-type]
    assert contents(store) == of(facts)


def test_text_is_rebuilt_as_it_was_and_never_run(store: Neo4jStore, driver: Driver) -> None:
    hostile = [node("Need", f"n{n}", name=text, tags=(text,)) for n, text in enumerate(HOSTILE)]
    with driver:
        run(driver, script(hostile, []))
    assert contents(store) == of(hostile)


@newest_server_only
def test_whatever_a_portfolio_holds(store: Neo4jStore, driver: Driver) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(portfolios())
    def holds(portfolio: Portfolio) -> None:
        driver.execute_query("MATCH (n) WHERE NOT n:Portfolio DETACH DELETE n")
        run(driver, script(list(portfolio.nodes), list(portfolio.relations)))
        assert contents(store) == of([*portfolio.nodes, *portfolio.relations])

    with driver:
        holds()
