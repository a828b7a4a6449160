"""`init`: what it makes, and that nothing is left behind where it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.portfolio_files import state, write


def test_init_makes_a_portfolio_and_says_what_next(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", "mine")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Next: cd mine" in done.stderr
    assert sorted(p.name for p in (tmp_path / "mine").iterdir()) == [
        ".archrepo",
        ".gitignore",
        "archrepo.toml",
    ]
    monkeypatch.chdir(tmp_path / "mine")
    assert json.loads(run("db", "info", "--json").stdout)["nodes"] == {}


def test_the_settings_file_init_writes_is_valid_with_every_example_in_force(
    run, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "--lang", "fr")
    file = tmp_path / "archrepo.toml"
    lines = [
        line.removeprefix("# ")
        for line in file.read_text().splitlines()
        if "=" in line or line.startswith(("# [", "["))
    ]
    file.write_text("\n".join(lines))
    info = json.loads(run("db", "info", "--json").stdout)
    assert {s["name"]: s["value"] for s in info["settings"]}["language"] == "fr"


def test_init_refuses_where_there_is_one(run, portfolio_folder) -> None:
    before = state(portfolio_folder)
    done = run("init")
    assert done.exit_code == 6
    assert "is a portfolio already" in done.stderr
    assert state(portfolio_folder) == before


def test_an_unknown_sample_is_guessed_and_nothing_is_made(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", "mine", "--sample", "worked-exampel")
    assert done.exit_code == 2
    assert "'worked-example'" in done.stderr
    assert not (tmp_path / "mine").exists()


def test_init_leaves_nothing_behind_when_the_server_is_not_there(
    run, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", "mine", "--url", "bolt://127.0.0.1:9")
    assert done.exit_code == 4
    assert "127.0.0.1:9" in done.stderr
    assert not (tmp_path / "mine").exists()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder nobody may write here")
def test_init_in_a_folder_nobody_may_write(run) -> None:
    done = run("init", "/proc/mine")
    assert done.exit_code == 4
    assert "cannot write into '/proc/mine'" in done.stderr


def test_init_where_a_file_stands(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "taken", "x")
    done = run("init", "taken")
    assert done.exit_code == 4
    assert "taken" in done.stderr
