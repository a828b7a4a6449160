"""The same commands on a real Neo4j, and portfolios that go from one engine to the other."""

from __future__ import annotations

import json
import re

import pytest

from tests.contract.engines import newest_server_only


@pytest.fixture
def on_server(neo4j_server, monkeypatch, tmp_path):
    """Let commands log in to the server, from a folder that leads to it."""
    monkeypatch.setenv("ARCHREPO_NEO4J_USER", neo4j_server.user)
    monkeypatch.setenv("ARCHREPO_NEO4J_PASSWORD", neo4j_server.password)
    folder = tmp_path / "server"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return neo4j_server.url


def without_batches(text: str) -> str:
    return re.sub(r"\d{8}-\d{6}-[0-9a-f]{6}", "BATCH", text)


def test_a_portfolio_lives_on_a_server(run, on_server, portfolio_folder, tmp_path, monkeypatch):
    embedded = {
        words: run(*words, "--json").stdout
        for words in (
            ("list", "application"),
            ("search", "product"),
            ("impact", "retire", "pim1", "--at", "2026-12-31"),
            ("map", "capability", "--at", "2026-12-31"),
        )
    }
    exported = run("export", "json").stdout
    monkeypatch.chdir(tmp_path / "server")
    done = run("init", "--sample", "worked-example", "--url", on_server)
    assert done.exit_code == 0, done.stderr
    for words, answer in embedded.items():
        assert without_batches(run(*words, "--json").stdout) == without_batches(answer)
    assert run("export", "json").stdout == exported
    sheet = json.loads(run("show", "pim1", "--json").stdout)
    assert {r["node"]["id"] for r in sheet["relations"]} >= {"s1", "f1", "p1", "pim2"}
    dated = next(r for r in sheet["relations"] if r["node"]["id"] == "p1")
    assert dated["values"]["date"] == "2026-12-31"
    unknown = run("show", "pim")
    assert (unknown.exit_code, "'pim1'" in unknown.stderr) == (3, True)
    refused = run("query", "CREATE (a:Application {id: 'x'})")
    assert refused.exit_code == 2
    assert run("init", "again", "--url", on_server).exit_code == 6


@newest_server_only
def test_a_portfolio_is_copied_there_and_back(run, on_server, portfolio_folder):
    exported = run("export", "json").stdout
    assert run("db", "copy", "--to", on_server).exit_code == 0
    assert run("export", "json", "--url", on_server).stdout == exported
    assert run("db", "copy", "--to", on_server).exit_code == 6
    back = f"ladybug://{portfolio_folder}/back.lbug"
    assert run("db", "copy", "--url", on_server, "--to", back).exit_code == 0
    assert run("export", "json", "--url", back).stdout == exported


@newest_server_only
def test_a_server_is_backed_up_and_restored(run, on_server, portfolio_folder):
    exported = run("export", "json").stdout
    run("db", "copy", "--to", on_server)
    assert run("db", "backup", "kept.lbug", "--url", on_server).exit_code == 0
    (portfolio_folder / "new.yaml").write_text("applications:\n- {id: cdp, name: CDP}\n")
    assert run("import", "new.yaml", "--yes", "--url", on_server).exit_code == 0
    assert run("show", "cdp", "--url", on_server).exit_code == 0
    assert run("db", "restore", "--yes", "--url", on_server).exit_code == 2
    assert run("db", "restore", "kept.lbug", "--yes", "--url", on_server).exit_code == 0
    assert run("export", "json", "--url", on_server).stdout == exported


@newest_server_only
def test_a_wrong_password_is_told_and_not_repeated(run, on_server, monkeypatch):
    monkeypatch.setenv("ARCHREPO_NEO4J_PASSWORD", "not-the-one")
    done = run("list", "application", "--url", on_server)
    assert done.exit_code == 4
    assert "not-the-one" not in done.stderr
    assert "ARCHREPO_NEO4J_PASSWORD" in done.stderr


@newest_server_only
def test_changes_on_a_server_are_told_edited_and_taken_back(run, on_server, portfolio_folder):
    server = ("--url", on_server)
    assert run("db", "copy", "--to", on_server).exit_code == 0
    exported = run("export", "json", *server).stdout
    assert run("merge", "pim1", "--into", "pim2", "--yes", *server).exit_code == 0
    assert run("remove", "pim2", "--yes", *server).exit_code == 0
    batches = json.loads(run("history", "--json", *server).stdout)
    assert [batch["source"] for batch in batches][:2] == ["manual", "manual"]
    refused = run("undo", batches[1]["id"], "--yes", *server)
    assert (refused.exit_code, "AR220" in refused.stderr) == (6, True)
    for batch in batches[:2]:
        assert run("undo", batch["id"], "--yes", *server).exit_code == 0
    assert run("export", "json", *server).stdout == exported
    assert run("diff", batches[2]["id"], "--exit-code", *server).exit_code == 0
