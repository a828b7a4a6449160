"""A stranger's query reads the graph, and can do nothing else, on any engine."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.errors import ConfigError
from tests.contract.contents import contents, of
from tests.plans import Facts, node, put, relation

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore
    from tests.contract.conftest import Engine

CRM = node("Application", "crm", active=dt.date(2020, 1, 1), aliases=("x", "y"))
PIM = node("Application", "pim")
SALES = node("Scope", "sales")
COVERS = relation("COVERS", CRM, SALES, level="FULL", role="MASTER")
FACTS: Facts = [CRM, PIM, SALES, COVERS]

READS: dict[str, list[list[Any]]] = {
    "MATCH (a:Application) RETURN a.id AS id ORDER BY id": [["crm"], ["pim"]],
    "  // a comment\n /* another */ match (a:Application {id: $id}) return a.active AS d": [
        [dt.date(2020, 1, 1)]
    ],
    "OPTIONAL MATCH (a:Application {id: 'none'}) RETURN a.id AS id": [[None]],
    "UNWIND [1, 2, 2] AS x WITH DISTINCT x RETURN x ORDER BY x DESC": [[2], [1]],
    "WITH 1 AS x RETURN x": [[1]],
    "RETURN 'CREATE (n) // DELETE; CHECKPOINT' AS x": [["CREATE (n) // DELETE; CHECKPOINT"]],
    "MATCH (a:Application) WHERE EXISTS { MATCH (a)-[:COVERS]->(:Scope) } RETURN a.id AS id": [
        ["crm"]
    ],
    "MATCH (a:Application) RETURN a.id AS id, COUNT { MATCH (a)-[:COVERS]->() } AS n ORDER BY id": [
        ["crm", 1],
        ["pim", 0],
    ],
    "RETURN 1 AS x UNION ALL RETURN 1 AS x": [[1], [1]],
    "MATCH (a:Application) RETURN a.aliases AS l ORDER BY a.id LIMIT 1": [[["x", "y"]]],
    "MATCH (a:Application)-[c:COVERS]->(s:Scope) RETURN c.level AS level, count(*) AS n": [
        ["FULL", 1]
    ],
    "MATCH (a:Application) WITH a ORDER BY a.id SKIP 1 LIMIT 1 RETURN a.id AS id": [["pim"]],
}

REFUSED = (
    "",
    "   ",
    "nonsense",
    "MATCH (",
    "MATCH (a:Application) RETURN a.id; MATCH (b) RETURN b.id",
    "CREATE (:Application {id: 'x'})",
    "// MATCH\nCREATE (:Application {id: 'x'})",
    "/* MATCH (n) RETURN n */ CREATE (:Application {id: 'x'})",
    "MATCH (a:Application) CREATE (:Scope {id: a.id})",
    "MATCH (a:Application) SET a.name = 'x'",
    "MATCH (a:Application) SET a.name = 'x' RETURN a.id",
    "MATCH (a:Application) DETACH DELETE a",
    "MATCH (a:Application) DELETE a",
    "MATCH (a:Application) REMOVE a.name",
    "MERGE (a:Application {id: 'x'}) RETURN a",
    "UNWIND [1] AS x MERGE (a:Application {id: 'x'}) RETURN a",
    "DROP TABLE Application",
    "EXPLAIN MATCH (a) RETURN a",
    "PROFILE MATCH (a) RETURN a",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "UNWIND [1] AS x LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "MATCH (a:Application {id: $unknown}) RETURN a.id",
)


@pytest.mark.parametrize("text", READS)
def test_reads_are_answered(empty_store: GraphStore, text: str) -> None:
    put(empty_store, FACTS)
    result = empty_store.user_query(text, {"id": "crm"})
    assert [list(row) for row in result.rows] == READS[text]
    assert len(result.columns) == len(READS[text][0])


def test_nodes_and_relations_are_told_alike(empty_store: GraphStore) -> None:
    put(empty_store, FACTS, "1")
    text = "MATCH (a:Application {id: 'crm'})-[c:COVERS]->(s:Scope) RETURN s, c, [s] AS l"
    result = empty_store.user_query(text, {})
    scope = {"kind": "Scope", "id": "sales", "name": "sales", "batch_id": "1"}
    covers = {
        "type": "COVERS",
        "from": "crm",
        "to": "sales",
        "key": COVERS.key,
        "level": "FULL",
        "role": "MASTER",
        "batch_id": "1",
    }
    assert [list(row) for row in result.rows] == [[scope, covers, [scope]]]


def test_what_is_not_reading_is_refused_and_leaves_the_store_as_it_was(engine: Engine) -> None:
    store = engine.create()
    put(store, FACTS)
    for text in REFUSED:
        with pytest.raises(ConfigError) as caught:
            store.user_query(text, {})
        assert caught.value.exit_code == 2
    assert contents(store) == of(FACTS)
    assert contents(engine.open()) == of(FACTS)
