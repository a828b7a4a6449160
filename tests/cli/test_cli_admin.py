"""`config show` and `doctor`: what is in force here, what is wrong and what to do."""

from __future__ import annotations

import json

from tests.cli.portfolio_files import write


def findings(done) -> dict[str, dict[str, str]]:
    return {found["name"]: found for found in json.loads(done.stdout)["findings"]}


def test_each_setting_is_told_with_where_it_was_set(
    run, portfolio_folder, tmp_path, monkeypatch
) -> None:
    own = write(tmp_path, "config/archrepo/config.toml", "[check]\nmax_domains = 7\n")
    file = write(portfolio_folder, "archrepo.toml", '[impact.rules."RET-12"]\noff = true\n')
    monkeypatch.setenv("ARCHREPO_TIMEOUT", "3")
    monkeypatch.setenv("ARCHREPO_NEO4J_PASSWORD", "not-to-be-told")
    done = run("config", "show", "--lang", "fr", "--json")
    told = json.loads(done.stdout)
    found = {s["name"]: (s["value"], s["origin"]) for s in told["settings"]}
    assert found["check.max_domains"] == ("7", str(own))
    assert found["impact.rules.RET-12.off"] == ("true", str(file))
    assert found["timeout"] == ("3.0", "environment ARCHREPO_TIMEOUT")
    assert found["language"] == ("fr", "flag")
    assert found["graphviz"] == ("auto", "default")
    assert found["url"] == (f"ladybug://{portfolio_folder}/.archrepo/portfolio.lbug", "default")
    assert (told["project_file"], told["user_file_read"]) == (str(file), True)
    assert "not-to-be-told" not in done.stdout
    in_words = run("config", "show", "--lang", "fr").stdout
    assert in_words.splitlines()[0].split() == ["Réglage", "Valeur", "Origine"]
    assert f"réglages du portefeuille\u00a0: {file}" in in_words


def test_settings_are_shown_where_there_is_no_portfolio(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("config", "show")
    assert done.exit_code == 0
    assert "there is no archrepo.toml here" in done.stdout


def test_a_healthy_portfolio_has_nothing_wrong(run, portfolio_folder) -> None:
    done = run("doctor")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing is wrong.")
    found = findings(run("doctor", "--json"))
    assert {one["state"] for one in found.values()} == {"ok"}
    revision = json.loads(run("db", "info", "--json").stdout)["revision"]
    assert revision in found["store"]["found"]


def test_what_an_engine_left_behind_is_named(run, portfolio_folder) -> None:
    write(portfolio_folder, ".archrepo/portfolio.lbug.shadow", "x")
    (portfolio_folder / ".archrepo" / ".portfolio.lbug.next").mkdir()
    done = run("doctor", "--lang", "fr")
    assert done.stdout.splitlines()[-1] == "3 points à regarder."
    found = findings(run("doctor", "--json"))
    assert "portfolio.lbug.shadow" in found["leftovers"]["found"]
    assert found["workshop"]["state"] == "warning"
    assert found["store"]["state"] == "error"  # no reader passes a stale log of the engine


def test_a_store_that_cannot_be_read_is_told_with_what_to_do(run, portfolio_folder) -> None:
    write(portfolio_folder, ".archrepo/portfolio.lbug", "not a store")
    done = run("doctor", "--json")
    assert done.exit_code == 1
    assert findings(done)["store"]["state"] == "error"
    assert "db restore" in findings(done)["store"]["advice"]
    assert findings(done)["graphviz"]["state"] == "ok"


def test_broken_settings_do_not_stop_the_doctor(run, portfolio_folder) -> None:
    write(portfolio_folder, "archrepo.toml", 'langauge = "fr"\n')
    assert run("doctor").exit_code == 1
    broken = findings(run("doctor", "--json"))["settings"]
    assert "archrepo.toml:1: langauge" in broken["found"]
    assert broken["advice"] == "did you mean 'language'?"


def test_without_a_portfolio_the_doctor_says_how_to_make_one(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("doctor", "--json")
    assert done.exit_code == 0
    assert findings(done)["store"]["state"] == "warning"
    assert "archrepo init" in findings(done)["store"]["advice"]


def test_a_graphviz_that_is_not_there_is_told(run, portfolio_folder, monkeypatch) -> None:
    monkeypatch.setenv("ARCHREPO_GRAPHVIZ", "dot")
    monkeypatch.setenv("PATH", str(portfolio_folder))
    found = findings(run("doctor", "--json"))
    assert found["graphviz"]["state"] == "error"
    assert "pip install pygraphviz" in found["graphviz"]["advice"]


def test_info_is_told_in_the_readers_language(run, portfolio_folder) -> None:
    told = run("db", "info").stdout
    size = (portfolio_folder / ".archrepo" / "portfolio.lbug").stat().st_size
    assert f"{size:,} bytes\n" in told
    said = run("db", "info", "--lang", "fr").stdout
    assert f"{size:,} octets\n".replace(",", "\u202f") in said
    labels = {line.split("  ")[0] for line in said.splitlines()}
    assert {"adresse", "révision", "taille", "fichier", "schéma"} <= labels
    assert not {"url", "revision", "bytes", "file", "previous", "schema"} & labels
    assert json.loads(run("db", "info", "--json").stdout)["details"]["bytes"] == str(size)
