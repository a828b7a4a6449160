"""The catalog of statements: every shipped file reads, and a wrong one says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archrepo.errors import QueryError
from archrepo.store import catalog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLOWS = """\
// name: impact.flows
// The flows that carry an object.
// params: id: string
// returns: object: string, flow: string
// mode: read
// around: yes
MATCH (o:DataObject {id: $id})<-[:CARRIES]-(f:Flow)  // not $this
RETURN o.id AS object, f.id AS flow
ORDER BY object, flow
"""
FLOWS_NEO4J = FLOWS.replace("params: id: string", "params: ids: list").replace(
    "MATCH (o:DataObject {id: $id})", "UNWIND $ids AS id\nMATCH (o:DataObject {id: id})"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(catalog, "resource_root", lambda _: tmp_path)
    catalog.statement.cache_clear()
    yield tmp_path
    catalog.statement.cache_clear()


def put(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("engine", catalog.ENGINES)
def test_every_shipped_statement_reads_for_each_engine_it_is_written_for(
    engine: catalog.Engine,
) -> None:
    names = catalog.statement_names(engine)
    assert names
    for name in names:
        assert catalog.statement(name, engine).text


def test_statements_of_the_portfolio_are_there_for_both_engines() -> None:
    one_engine = {
        name
        for name in set(catalog.statement_names("ladybug")) ^ set(catalog.statement_names("neo4j"))
        if not name.startswith(("store.", "export."))
    }
    assert not one_engine


def test_engines_get_their_own_text_and_agree_on_columns(folder: Path) -> None:
    put(folder, "impact/flows.ladybug.cypher", FLOWS)
    put(folder, "impact/flows.neo4j.cypher", FLOWS_NEO4J)
    ladybug = catalog.statement("impact.flows", "ladybug")
    neo4j = catalog.statement("impact.flows", "neo4j")
    assert ladybug.around
    assert neo4j.around
    assert ladybug.doc == "The flows that carry an object."
    assert ladybug.params == {"id": "string"}
    assert neo4j.params == {"ids": "list"}
    assert list(ladybug.returns) == list(neo4j.returns) == ["object", "flow"]
    assert ladybug.text.startswith("MATCH")
    assert catalog.statement_names() == ("impact.flows",)


def test_one_broken_file_does_not_keep_another_from_being_used(folder: Path) -> None:
    put(
        folder,
        "a.cypher",
        "// name: a\n// Ones.\n// returns: one: int\n// mode: read\nRETURN 1 AS one",
    )
    put(folder, "b.cypher", "nonsense")
    assert catalog.statement("a", "neo4j").text == "RETURN 1 AS one"
    with pytest.raises(QueryError, match="statement b"):
        catalog.statement("b", "neo4j")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("name: impact.flows", "name: flows", "names it 'flows'"),
        ("// The flows that carry an object.\n", "", "what it is for"),
        ("$id}", "$id, name: $name}", "uses ['id', 'name'], declares ['id']"),
        ("params: id: string", "params: id: string, at: date", "declares ['at', 'id']"),
        ("params: id: string", "params: id: text", "cannot read 'id: text'"),
        ("mode: read", "mode: look", "mode must be one of"),
        ("around: yes", "around: perhaps", "around must be"),
        ("{id: $id}", "{name: $id}", "anchor with {id: $id}"),
        ("(o:DataObject", "(o:{{label}}", "has places ['label'], declares []"),
        ("// returns: object: string, flow: string\n", "", "must say what it returns"),
    ],
)
def test_a_wrong_header_is_told(folder: Path, old: str, new: str, problem: str) -> None:
    put(folder, "impact/flows.ladybug.cypher", FLOWS.replace(old, new))
    with pytest.raises(QueryError) as caught:
        catalog.statement("impact.flows", "ladybug")
    assert problem in caught.value.message


def test_around_needs_both_texts_and_unwinds_in_each_branch(folder: Path) -> None:
    put(folder, "impact/flows.cypher", FLOWS)
    with pytest.raises(QueryError, match="a text for each engine"):
        catalog.statement("impact.flows", "ladybug")
    put(folder, "impact/flows.neo4j.cypher", FLOWS_NEO4J + "UNION ALL\nMATCH (o) RETURN o.id")
    with pytest.raises(QueryError, match="each branch must start with UNWIND"):
        catalog.statement("impact.flows", "neo4j")


@pytest.mark.parametrize("name", ["", "nothing", "../etc/passwd", "a..b", "a/b", "impact.flows"])
def test_an_unknown_name_is_told(folder: Path, name: str) -> None:
    with pytest.raises(QueryError, match="no statement is named"):
        catalog.statement(name, "ladybug")


TEMPLATE = """\
// name: all
// Every node of a kind.
// returns: id: string
// mode: read
// fill: label
// each column: n.`{name}` AS `{name}`
MATCH (n:`{{label}}`)
RETURN n.id AS id, {{column}}
"""


def test_a_template_takes_plain_names_only(folder: Path) -> None:
    put(folder, "all.cypher", TEMPLATE)
    template = catalog.statement("all", "ladybug")
    assert template.is_template
    filled = template.filled({"label": "Flow"}, {"column": [{"name": "a"}, {"name": "b"}]})
    assert not filled.is_template
    assert filled.text == "MATCH (n:`Flow`)\nRETURN n.id AS id, n.`a` AS `a`, n.`b` AS `b`"
    with pytest.raises(QueryError, match="not a plain name"):
        template.filled({"label": "Flow`) DETACH DELETE n //"}, {"column": [{"name": "a"}]})
    with pytest.raises(QueryError, match="wrong places"):
        template.filled({"label": "Flow"})


def test_a_union_is_sorted_by_its_columns(folder: Path) -> None:
    header = "// name: u\n// Two.\n// returns: a: string, b: int\n// mode: read\n"
    text = header + "RETURN 'UNION' AS a, 1 AS b"
    put(folder, "u.cypher", text + "\nUNION ALL\nRETURN 'b' AS a, 2 AS b")
    put(folder, "v.cypher", text.replace("name: u", "name: v"))
    rows: list[dict[str, Any]] = [{"a": "y", "b": 2}, {"a": "x", "b": 1}, {"a": "x", "b": None}]
    ordered = catalog.in_order(rows, catalog.statement("u", "neo4j"))
    assert ordered == [{"a": "x", "b": None}, {"a": "x", "b": 1}, {"a": "y", "b": 2}]
    assert catalog.in_order(rows, catalog.statement("v", "neo4j")) == rows
