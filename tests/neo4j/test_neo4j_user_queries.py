"""Ways out of a read-only query on the server, each tried and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.errors import ConfigError
from tests.neo4j.plans import batch_of, small_plan

if TYPE_CHECKING:
    from archrepo.store.neo4j.store import Neo4jStore

WAYS_OUT = [
    "LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line",
    "RETURN COLLECT { LOAD CSV FROM 'file:///etc/hosts' AS l RETURN l } AS lines",
    r"RETURN COLLECT { \u004COAD CSV FROM 'file:///etc/hosts' AS l RETURN l } AS lines",
    "MATCH (n) CALL (n) { LOAD /* */ CSV FROM 'file:///etc/hosts' AS l RETURN l } RETURN l",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN id",
    "SHOW USERS",
    "CALL dbms.listConfig()",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL `dbms`.`listConfig`()",
    "RETURN COLLECT { CALL dbms.listConfig() YIELD name RETURN name } AS names",
    "CALL db.clearQueryCaches()",
    "CALL db.createLabel('Mine')",
    "CREATE (n:Application {id: 'x'})",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.name = 'x' RETURN n",
    "MATCH (n) FOREACH (i IN [1] | SET n.name = 'x')",
    "UNWIND [1] AS x CALL (x) { CREATE (n) } IN 2 CONCURRENT TRANSACTIONS RETURN x",
    "CREATE INDEX mine FOR (n:Application) ON (n.name)",
    "DROP CONSTRAINT Application_id",
    "USE system MATCH (n) RETURN n",
    "RETURN 1 AS a; MATCH (n) DETACH DELETE n",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "CYPHER 5 MATCH (n) RETURN n",
    "",
    "// nothing",
]


@pytest.mark.parametrize("text", WAYS_OUT)
def test_a_way_out_is_refused(store: Neo4jStore, text: str) -> None:
    with pytest.raises(ConfigError) as told:
        store.user_query(text, {})
    assert told.value.message.startswith("the query is refused: ")
    assert "MATCH" in str(told.value.hint)


def test_words_in_texts_names_and_comments_are_not_taken_for_statements(
    store: Neo4jStore,
) -> None:
    text = "RETURN 'LOAD CSV; CALL x()' AS `SHOW USERS`, \"it's\" AS b // ; TERMINATE\n;"
    result = store.user_query(text, {})
    assert list(result.columns) == ["SHOW USERS", "b"]
    assert result.rows == [["LOAD CSV; CALL x()", "it's"]]


def test_what_the_schema_holds_may_be_asked(store: Neo4jStore) -> None:
    store.apply(small_plan(), batch_of("b1"))
    rows = store.user_query("CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t", {})
    assert ["COVERS"] in list(rows.rows)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RETURN missing", "`missing` not defined"),
        ("RETURN $missing", "missing"),
        ("RETURN 1/0", "/ by zero"),
        ("MATCH (n RETURN n", "Invalid input"),
    ],
)
def test_a_mistake_is_told_without_the_text_it_was_wrapped_in(
    store: Neo4jStore, text: str, said: str
) -> None:
    with pytest.raises(ConfigError) as told:
        store.user_query(text, {})
    assert said in told.value.message
    assert "EXPLAIN" not in told.value.message


def test_nodes_and_relations_come_as_maps(store: Neo4jStore) -> None:
    store.apply(small_plan(), batch_of("b1"))
    text = "MATCH (a:Application)-[r:COVERS]->(s) RETURN a, r, [s.id, a.retired] AS ends"
    [row] = store.user_query(text, {}).rows
    assert row[0]["kind"] == "Application"
    assert row[1]["type"] == "COVERS"
    assert (row[1]["from"], row[1]["to"]) == ("crm", "sales")
    assert not any(name.startswith("_") for name in row[1])
    assert str(row[2]) == "['sales', datetime.date(2027, 1, 31)]"
