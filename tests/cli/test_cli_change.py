"""`init`, `import`, `export`, `template` and `db`: what changes a portfolio, and what cannot."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest


def state(folder: Path) -> bytes:
    return (folder / ".archrepo" / "portfolio.lbug").read_bytes()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


NEW_APPLICATION = "applications:\n- {id: cdp, name: CDP, criticality: BUSINESS_CRITICAL}\n"


# init


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


# import


def test_a_dry_run_shows_the_plan_and_changes_nothing(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    before = state(portfolio_folder)
    done = run("import", "new.yaml", "--dry-run")
    assert done.exit_code == 0
    assert "+ Application CDP (cdp)" in done.stdout
    assert done.stdout.splitlines()[-1] == "+ 1 to add"
    assert state(portfolio_folder) == before


def test_exit_code_tells_whether_there_are_changes(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    assert run("import", "new.yaml", "--dry-run", "--exit-code").exit_code == 1
    assert run("import", "new.yaml", "--yes").exit_code == 0
    again = run("import", "new.yaml", "--dry-run", "--exit-code")
    assert again.exit_code == 0
    assert "Nothing to change: 1 fact is as stated." in again.stdout


def test_an_import_is_applied_and_says_its_batch(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    done = run("import", "new.yaml", "--yes")
    assert done.exit_code == 0
    revision = json.loads(run("db", "info", "--json").stdout)["revision"]
    assert f"Applied as batch {revision}." in done.stderr
    assert "Next: " in done.stderr
    assert run("show", "cdp").exit_code == 0


def test_a_change_is_told_field_by_field_with_its_place(run, portfolio_folder) -> None:
    write(portfolio_folder, "more.yaml", "applications:\n- {id: dmp, users_count: 12}\n")
    done = run("import", "more.yaml", "--dry-run")
    assert "~ Application DMP (dmp)" in done.stdout
    assert "— → 12" in done.stdout
    assert "more.yaml:2" in done.stdout


def test_the_plan_as_json_is_alone_on_stdout(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    plan = json.loads(run("import", "new.yaml", "--dry-run", "--json").stdout)
    assert plan["schema"] == "archrepo/plan/1"
    assert plan["counts"] == {"NEW": 1}
    assert [change["id"] for change in plan["nodes"]] == ["cdp"]
    assert "batch" not in plan
    applied = json.loads(run("import", "new.yaml", "--yes", "--json").stdout)
    assert applied["batch"]


def test_errors_are_all_told_and_nothing_is_imported(run, portfolio_folder) -> None:
    write(
        portfolio_folder,
        "bad.yaml",
        "applications:\n"
        "- {id: one, name: One, criticality: MISION_CRITICAL}\n"
        "- {id: two, name: Two, covers: [{scope: s11}]}\n"
        "- {id: three, name: Three, disposition: KEEP}\n",
    )
    before = state(portfolio_folder)
    done = run("import", "bad.yaml", "--yes")
    assert done.exit_code == 5
    assert "bad.yaml:2" in done.stderr
    assert "did you mean 'MISSION_CRITICAL'" in done.stderr
    assert "s11" in done.stderr
    assert "KEEP" in done.stderr
    assert done.stderr.splitlines()[-2] == "Error: 3 errors; nothing is changed"
    assert state(portfolio_folder) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("applications:\n- {id: a, name: A, covers: [{scope: s99}]}", "ST-06"),
        ("applications:\n- {id: a, name: A}\n- {id: a, name: B}", "ID-01"),
        ("scopes:\n- {id: crm, name: CRM}", "ID-01"),
        ("scopes:\n- {id: x, name: X, parent: y}\n- {id: y, name: Y, parent: x}", "ST-01"),
        (
            "domains:\n- {id: d1, name: D1, contains: [x]}\n- {id: d2, name: D2, contains: [x]}\n"
            "scopes:\n- {id: x, name: X}",
            "ST-03",
        ),
        ("applications:\n- {id: a, name: A, active: 2027-01-01, retired: 2026-01-01}", "LC-01"),
        ("applications:\n- {id: a, name: A, criticality: HIGHEST}", "AR104"),
        ("scopes:\n- {id: x, name: X, parent: crm}", "ST-07"),
    ],
)
def test_what_would_not_hold_together_is_refused_with_its_place(
    run, portfolio_folder, content: str, code: str
) -> None:
    write(portfolio_folder, "bad.yaml", content)
    before = state(portfolio_folder)
    done = run("import", "bad.yaml", "--yes")
    assert done.exit_code == 5
    assert code in done.stderr
    assert "bad.yaml:" in done.stderr
    assert state(portfolio_folder) == before


def test_a_flood_of_problems_is_cut_on_screen_and_whole_in_json(run, portfolio_folder) -> None:
    rows = "".join(f"- {{id: a{n}, name: A{n}, disposition: KEEP{n}}}\n" for n in range(262))
    write(portfolio_folder, "bad.yaml", f"applications:\n{rows}")
    done = run("import", "bad.yaml", "--dry-run")
    assert done.exit_code == 5
    assert "… and 212 more" in done.stderr
    assert done.stderr.count("error AR104") == 50
    plan = json.loads(run("import", "bad.yaml", "--dry-run", "--json").stdout)
    assert len(plan["problems"]) == 262


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.yaml", b""),
        ("empty.json", b""),
        ("empty.xlsx", b""),
        ("empty.csv", b""),
        ("cut.json", b'{"schema": "archrepo/portfolio/1", "nodes": ['),
        ("latin.yaml", "- {name: Référentiel}".encode("latin-1")),
        ("strange.bin", bytes(range(256))),
    ],
)
def test_a_file_that_cannot_be_read(run, portfolio_folder, name: str, content: bytes) -> None:
    write(portfolio_folder, name, content)
    before = state(portfolio_folder)
    done = run("import", name, "--yes")
    assert done.exit_code == 5
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert state(portfolio_folder) == before


def test_a_missing_file(run, portfolio_folder) -> None:
    done = run("import", "nowhere.xlsx", "--yes")
    assert done.exit_code == 5
    assert "nowhere.xlsx" in done.stderr


def test_without_a_terminal_nobody_is_asked(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    before = state(portfolio_folder)
    done = run("import", "new.yaml")
    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert "--dry-run" in done.stderr
    assert state(portfolio_folder) == before


@pytest.mark.parametrize(("answer", "known"), [("y", 0), ("n", 3)])
def test_on_a_terminal_the_plan_is_shown_then_asked_about(
    run, portfolio_folder, answer: str, known: int
) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "archrepo", "import", "new.yaml"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(ours, f"{answer}\n".encode())
    out, err = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert "+ 1 to add" in out
    assert "Apply this plan?" in err
    assert run("show", "cdp").exit_code == known


def test_bad_cells_are_set_aside_and_come_back_corrected(run, portfolio_folder) -> None:
    write(
        portfolio_folder,
        "applications.csv",
        "id,name,criticality\ncdp,CDP,URGENT\nsearch,Search engine,BUSINESS_CRITICAL\n",
    )
    assert run("import", "applications.csv", "--yes").exit_code == 5
    done = run("import", "applications.csv", "--yes", "--rejects", "bad.csv")
    assert done.exit_code == 0
    assert "URGENT" in done.stderr
    assert "rows to correct in bad.csv: 1" in done.stderr
    assert "criticality" not in json.loads(run("show", "cdp", "--json").stdout)["values"]
    corrected = (
        (portfolio_folder / "bad.csv").read_text("utf-8-sig").replace("URGENT", "MISSION_CRITICAL")
    )
    write(portfolio_folder, "applications.csv", corrected)
    assert run("import", "applications.csv", "--yes").exit_code == 0
    values = json.loads(run("show", "cdp", "--json").stdout)["values"]
    assert values["criticality"] == "MISSION_CRITICAL"


def test_create_missing_makes_what_is_referred_to(run, portfolio_folder) -> None:
    write(
        portfolio_folder,
        "new.yaml",
        "applications:\n- {id: cdp, name: CDP, covers: [{scope: Consent}]}\n",
    )
    assert run("import", "new.yaml", "--yes").exit_code == 5
    done = run("import", "new.yaml", "--yes", "--create-missing")
    assert done.exit_code == 0
    assert json.loads(run("show", "consent", "--json").stdout)["kind"] == "Scope"


# export and template


def test_what_is_exported_is_imported_without_change(run, portfolio_folder) -> None:
    done = run("export", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["schema"] == "archrepo/portfolio/1"
    assert run("export", "json", "-o", "all.json").exit_code == 0
    assert (portfolio_folder / "all.json").read_text(encoding="utf-8") == done.stdout
    assert run("export", "yaml", "-o", "folder").exit_code == 0
    for exported in ("all.json", "folder"):
        again = run(
            "import", exported, "--dry-run", "--exit-code", "--source", "sample-worked-example"
        )
        assert again.exit_code == 0, again.stdout


def test_a_template_comes_in_the_readers_language(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("template", "portefeuille.xlsx", "--lang", "fr")
    assert done.exit_code == 0
    assert (tmp_path / "portefeuille.xlsx").read_bytes().startswith(b"PK")
    assert "Ensuite\u00a0: " in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("export", "json", "-o", "missing/all.json"),
        ("list", "application", "--format", "csv", "-o", "missing/all.csv"),
        ("template", "missing/t.xlsx"),
        ("list", "application", "--format", "csv", "-o", "."),
    ],
)
def test_an_output_that_cannot_be_written(run, portfolio_folder, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_form_follows_the_suffix_of_the_file(run, portfolio_folder) -> None:
    assert run("list", "application", "-o", "apps.csv").exit_code == 0
    assert (portfolio_folder / "apps.csv").read_text().startswith("id,name")
    done = run("list", "application", "-o", "apps.docx")
    assert done.exit_code == 2
    assert ".docx" in done.stderr


# db


def test_backup_and_restore(run, portfolio_folder) -> None:
    before = run("export", "json").stdout
    assert run("db", "backup", "kept.lbug").exit_code == 0
    assert run("db", "backup", "kept.lbug").exit_code == 6
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    run("import", "new.yaml", "--yes")
    assert run("export", "json").stdout != before
    assert run("db", "restore", "kept.lbug", "--yes").exit_code == 0
    assert run("export", "json").stdout == before


def test_restore_brings_back_the_previous_generation(run, portfolio_folder) -> None:
    before = run("export", "json").stdout
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    run("import", "new.yaml", "--yes")
    assert run("db", "restore").exit_code == 2  # nobody to ask
    assert run("db", "restore", "--yes").exit_code == 0
    assert run("export", "json").stdout == before


def test_restore_of_a_file_that_is_not_there(run, portfolio_folder) -> None:
    assert run("db", "restore", "nowhere.lbug", "--yes").exit_code == 3


def test_copy_to_another_store(run, portfolio_folder) -> None:
    target = f"ladybug://{portfolio_folder}/other.lbug"
    assert run("db", "copy", "--to", target).exit_code == 0
    assert run("export", "json", "--url", target).stdout == run("export", "json").stdout
    refused = run("db", "copy", "--to", target)
    assert refused.exit_code == 6
    assert "not empty" in refused.stderr


# stores that cannot be used


def test_no_portfolio_here(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("list", "application")
    assert done.exit_code == 3
    assert "archrepo init" in done.stderr


@pytest.mark.parametrize("kept", [0, 100, 5000, 200_000])
def test_a_store_cut_short(run, portfolio_folder, kept: int) -> None:
    store = portfolio_folder / ".archrepo" / "portfolio.lbug"
    store.write_bytes(store.read_bytes()[:kept])
    done = run("list", "application")
    assert done.exit_code == 4
    assert "portfolio.lbug" in done.stderr
    assert "db restore" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cut_store_is_restored(run, portfolio_folder) -> None:
    before = run("export", "json").stdout
    run("db", "backup", "kept.lbug")
    store = portfolio_folder / ".archrepo" / "portfolio.lbug"
    store.write_bytes(store.read_bytes()[:5000])
    assert run("db", "restore", "kept.lbug", "--yes").exit_code == 0
    assert run("export", "json").stdout == before


def test_a_server_that_is_not_there(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    start = time.monotonic()
    done = run("list", "application", "--url", "bolt://127.0.0.1:9")
    assert done.exit_code == 4
    assert "127.0.0.1:9" in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("url", ["mysql://h/x", "bolt://user:secret@127.0.0.1:9"])
def test_a_url_that_cannot_be_used(run, tmp_path, monkeypatch, url: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("list", "application", "--url", url)
    assert done.exit_code == 2
    assert "secret" not in done.stderr


def test_a_locked_store_says_who_holds_it(run, portfolio_folder) -> None:
    held = (
        "import sys, time; from pathlib import Path\n"
        "from archrepo.store.ladybug.lock import writer_lock\n"
        "with writer_lock(Path('.archrepo/portfolio.lbug.lock'), 1):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", held]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        write(portfolio_folder, "new.yaml", NEW_APPLICATION)
        before = state(portfolio_folder)
        done = run("import", "new.yaml", "--yes", env={"ARCHREPO_TIMEOUT": "0.3"})
        assert run("list", "application").exit_code == 0
        holder.kill()
    assert done.exit_code == 4
    assert str(holder.pid) in done.stderr
    assert state(portfolio_folder) == before


def test_a_mistake_in_the_settings_is_told_with_its_line(run, portfolio_folder) -> None:
    write(portfolio_folder, "archrepo.toml", '# mine\nlangauge = "fr"\n')
    done = run("list", "application")
    assert done.exit_code == 2
    assert "archrepo.toml:2" in done.stderr
    assert "'language'" in done.stderr
