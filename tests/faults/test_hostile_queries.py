"""Each known way in that a read-only Ladybug connection leaves open, tried through `user_query`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError
from archrepo.store.opening import create_store, open_store
from tests.plans import node, put, relation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archrepo.domain.ports import GraphStore

WAYS_IN = (
    # writing files
    "COPY (MATCH (a:Application) RETURN a.id) TO '{out}.csv'",
    "COPY (MATCH (a:Application) RETURN a.id) TO '{out}.parquet'",
    "MATCH (a:Application) RETURN a.id; COPY (MATCH (a:Application) RETURN a.id) TO '{out}.csv'",
    "WITH 1 AS x COPY (MATCH (a:Application) RETURN a.id) TO '{out}.csv'",
    "EXPORT DATABASE '{out}'",
    "MATCH (a) RETURN a; EXPORT DATABASE '{out}'",
    "EXPLAIN MATCH (a) RETURN a; EXPORT DATABASE '{out}'",
    # reading files
    "LOAD FROM '{secret}' (file_format='csv', header=false) RETURN *",
    "LOAD WITH HEADERS (line STRING) FROM '{secret}' (file_format='csv') RETURN *",
    "MATCH (a:Application) LOAD FROM '{secret}' (file_format='csv', header=false) RETURN *",
    "UNWIND [1] AS x LOAD FROM '{secret}' (file_format='csv', header=false) RETURN *",
    "WITH 1 AS x LOAD/**/FROM '{secret}' (file_format='csv', header=false) RETURN *",
    "RETURN 'a' AS column0 UNION ALL LOAD FROM '{secret}' (file_format='csv', header=false)"
    " RETURN column0",
    "COPY Application FROM '{secret}'",
    "IMPORT DATABASE '{secret}'",
    # settings, and what the engine says of itself
    "CALL threads=1",
    "CALL timeout=1",
    "CALL spill_to_disk=true",
    "CALL home_directory='/tmp'",
    "CALL file_search_path='/tmp'",
    "CALL show_tables() RETURN *",
    "CALL table_info('Application') RETURN *",
    "CALL storage_info('Application') RETURN *",
    "CALL clear_warnings()",
    "MATCH (a:Application) CALL show_tables() RETURN *",
    # a log that keeps readers out
    "CHECKPOINT",
    "checkpoint;",
    " \n CHECKPOINT",
    "// MATCH (a) RETURN a\nCHECKPOINT",
    "/* MATCH */ CHECKPOINT",
    "MATCH (a) RETURN a; CHECKPOINT",
    "RETURN 1;CHECKPOINT;",
    "EXPLAIN MATCH (a) RETURN a; CHECKPOINT",
    "PROFILE MATCH (a) RETURN a; CHECKPOINT",
    "RETURN 1 // ;\n; CHECKPOINT",
    "BEGIN TRANSACTION",
    "BEGIN TRANSACTION; MATCH (a) RETURN a; COMMIT",
    "RETURN 1; BEGIN TRANSACTION",
    # other databases and code
    "ATTACH '{store}' AS other (dbtype lbug)",
    "ATTACH '{out}.db' AS other (dbtype 'sqlite')",
    "DETACH other",
    "USE other",
    "INSTALL json",
    "LOAD EXTENSION json",
    "LOAD EXTENSION '{out}.so'",
    "LOAD json",
    "UNINSTALL json",
    "RETURN 1; INSTALL httpfs",
    # changes
    "CREATE (:Application {{id: 'x'}})",
    "MATCH (a:Application) CREATE (:Scope {{id: a.id}})",
    "MATCH (a:Application) SET a.name = 'x'",
    "MATCH (a:Application) SET a.name = 'x' RETURN a.id",
    "MATCH (a:Application) DELETE a",
    "MATCH (a:Application) DETACH DELETE a",
    "MERGE (a:Application {{id: 'x'}}) RETURN a.id",
    "MATCH (a:Application) MERGE (b:Scope {{id: 'x'}}) RETURN b.id",
    "CREATE NODE TABLE T(id STRING PRIMARY KEY)",
    "DROP TABLE COVERS",
    "ALTER TABLE Application ADD x STRING",
    "CREATE MACRO f(x) AS x + 1",
    "CREATE SEQUENCE s",
    "COMMENT ON TABLE Application IS 'x'",
    "CALL PROJECT_GRAPH('G', ['Application'], ['RUNS_ON'])",
    "CALL CREATE_FTS_INDEX('Application', 'i', ['name'])",
    "CREATE USER x",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    (tmp_path / "secret.csv").write_text("the secret\n", encoding="utf-8")
    (tmp_path / "portfolio").mkdir()
    made = create_store(str(tmp_path / "portfolio" / "p.lbug"), builtin_metamodel())
    crm, sales = node("Application", "crm"), node("Scope", "sales")
    put(made, [crm, sales, relation("COVERS", crm, sales)])
    yield made
    made.close()


def test_every_way_in_is_refused_and_leaves_nothing(store: GraphStore, tmp_path: Path) -> None:
    before = _files(tmp_path)
    path = tmp_path / "portfolio" / "p.lbug"
    places = {"out": tmp_path / "out", "secret": tmp_path / "secret.csv", "store": path}
    for way in WAYS_IN:
        text = way.format(**places)
        with pytest.raises(ConfigError) as caught:
            store.user_query(text, {})
        assert "the secret" not in caught.value.message, text
        assert _files(tmp_path) == before, text
        again = open_store(str(path), builtin_metamodel())
        assert again.scan("COVERS").num_rows == 1, text
        again.close()
    put(store, [node("Application", "pim")], "batch-2")
    assert store.scan("Application").num_rows == 2


def test_names_and_texts_that_look_like_commands_are_only_names(store: GraphStore) -> None:
    text = (
        "MATCH (a:Application) RETURN 'CHECKPOINT; LOAD FROM x' AS `COPY TO`, a.id AS `LOAD FROM`"
    )
    result = store.user_query(text, {})
    assert result.columns == ["COPY TO", "LOAD FROM"]
    assert result.rows == [["CHECKPOINT; LOAD FROM x", "crm"]]


def test_a_name_drawn_like_a_plan_cannot_hide_what_is_done(store: GraphStore) -> None:
    for name in ("PROJECTION[0]", "Function: READ_FTABLE", "SCAN_NODE_TABLE[1]", "│ FILTER[3] │"):
        with pytest.raises(ConfigError):
            store.user_query(f"CALL show_tables() RETURN name AS `{name}`", {})


def test_a_query_that_never_ends_is_stopped(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archrepo.store.ladybug.vetting.SECONDS", 0.5)
    endless = "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN sum(x * y)"
    with pytest.raises(ConfigError, match="took longer"):
        store.user_query(endless, {})
    assert store.user_query("MATCH (a:Application) RETURN a.id", {}).rows == [["crm"]]


def _files(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns if path.is_file() else 0
        for path in sorted(folder.rglob("*"))
    }
