"""`db`: copies and backups; stores and settings that cannot be used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.portfolio_files import NEW_APPLICATION, state, write


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


def test_a_portfolio_of_other_settings_is_written_anew(run, portfolio_folder) -> None:
    before = run("export", "json").stdout
    assert "Nothing to upgrade" in run("db", "upgrade").stderr
    with (portfolio_folder / "archrepo.toml").open("a") as settings:
        settings.write('[attributes.application]\nseats = "int"\n')
    assert "archrepo db upgrade" in run("doctor").stdout
    assert run("db", "upgrade").stderr.startswith("Upgraded")
    assert "archrepo db upgrade" not in run("doctor").stdout
    assert run("export", "json").stdout == before
    assert run("db", "restore", "--yes").exit_code == 0
    assert "archrepo db upgrade" in run("doctor").stdout


def test_values_of_attributes_taken_out_of_the_settings_are_not_dropped_unasked(
    run, portfolio_folder
) -> None:
    settings = portfolio_folder / "archrepo.toml"
    without = settings.read_text(encoding="utf-8")
    declared = without + '[attributes.application]\nseats = "int"\nroom = "string"\n'
    settings.write_text(declared, encoding="utf-8")
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    assert run("import", "new.yaml", "--yes").exit_code == 0
    assert run("set", "cdp", "seats=7", "--yes").exit_code == 0
    before = run("export", "json").stdout
    settings.write_text(without, encoding="utf-8")
    for change in (["set", "cdp", "name=Newest", "--yes"], ["db", "upgrade"]):
        refused = run(*change)
        assert refused.exit_code == 6
        assert "archrepo.toml does not have: Application.seats (1)" in refused.stderr
        assert "--drop" in refused.stderr
    assert "Application.seats (1)" in run("doctor").stdout
    for export in (["export", "json"], ["export", "csv"], ["site", "-o", "site.html"]):
        told = run(*export)
        assert told.exit_code == 0
        assert "does not have these attributes: Application.seats (1)" in told.stderr
    assert run("db", "backup", "kept.lbug").exit_code == 0
    assert run("db", "copy", "--to", "copy.lbug").exit_code == 0
    settings.write_text(declared, encoding="utf-8")
    for url in ((), ("--url", "kept.lbug"), ("--url", "copy.lbug")):
        whole = run("export", "json", *url)
        assert (whole.stdout, whole.stderr) == (before, "")
    settings.write_text(without, encoding="utf-8")
    assert run("db", "upgrade", "--drop").stderr.startswith("Upgraded")
    assert run("set", "cdp", "name=Newest", "--yes").exit_code == 0


def test_a_backup_is_made_and_brought_back_while_the_settings_give_an_attribute_another_type(
    run, portfolio_folder
) -> None:
    settings = portfolio_folder / "archrepo.toml"
    plain = settings.read_text(encoding="utf-8")
    settings.write_text(f'{plain}[attributes.application]\nnote = "int"\n', encoding="utf-8")
    assert run("set", "dmp", "note=7", "--yes").exit_code == 0
    before = run("export", "json").stdout
    changed = f'{plain}[attributes.application]\nnote = "string"\n'
    settings.write_text(changed, encoding="utf-8")
    refused = run("list", "application")
    assert refused.exit_code == 2
    assert "'Application.note' (int, not string)" in refused.stderr
    assert run("db", "backup", "kept.lbug").exit_code == 0
    assert run("db", "copy", "--to", "copy.lbug").exit_code == 0
    told = run("db", "restore", "kept.lbug", "--yes")
    assert told.exit_code == 0
    assert "archrepo.toml says: 'Application.note' (int, not string)" in told.stderr
    told = run("db", "restore", "kept.lbug", "--yes", "--lang", "fr")
    assert "'Application.note' (int, et non string)\n" in told.stderr
    settings.write_text(plain, encoding="utf-8")
    told = run("db", "restore", "kept.lbug", "--yes")
    assert "archrepo.toml does not have: Application.note (1)" in told.stderr
    settings.write_text(f'{plain}[attributes.application]\nnote = "int"\n', encoding="utf-8")
    for url in ((), ("--url", "kept.lbug"), ("--url", "copy.lbug")):
        assert run("export", "json", *url).stdout == before


@pytest.mark.parametrize("content", ["applications:\n- {id: cdp}\n", "", "LBUG" * 1024])
def test_restoring_what_is_no_backup_says_what_one_is(run, portfolio_folder, content: str) -> None:
    write(portfolio_folder, "other.yaml", content)
    before = state(portfolio_folder)
    done = run("db", "restore", "other.yaml", "--yes")
    assert done.exit_code == 4
    assert "other.yaml" in done.stderr.splitlines()[0]
    assert done.stderr.splitlines()[1].startswith("Hint: name a file that 'archrepo db backup'")
    assert "db restore" not in done.stderr
    assert state(portfolio_folder) == before


def test_restoring_a_database_of_another_program_is_refused(run, portfolio_folder) -> None:
    import ladybug

    with ladybug.Database("theirs.lbug") as theirs, ladybug.Connection(theirs) as connection:
        connection.execute("CREATE NODE TABLE A(id STRING PRIMARY KEY)")
    done = run("db", "restore", "theirs.lbug", "--yes")
    assert done.exit_code == 4
    assert "theirs.lbug is not a portfolio of archrepo" in done.stderr
    assert "archrepo db backup" in done.stderr


def test_restore_of_a_file_that_is_not_there(run, portfolio_folder) -> None:
    assert run("db", "restore", "nowhere.lbug", "--yes").exit_code == 3
    assert run("db", "restore", "nowhere.lbug").exit_code == 3  # before anybody is asked


def test_there_is_nothing_to_ask_where_there_is_nothing_to_restore(run, portfolio_folder) -> None:
    (portfolio_folder / ".archrepo" / "portfolio.lbug.previous").unlink(missing_ok=True)
    done = run("db", "restore")
    assert (done.exit_code, "no previous generation" in done.stderr) == (4, True)


def test_copy_to_another_store(run, portfolio_folder) -> None:
    target = f"ladybug://{portfolio_folder}/other.lbug"
    assert run("db", "copy", "--to", target).exit_code == 0
    assert run("export", "json", "--url", target).stdout == run("export", "json").stdout
    refused = run("db", "copy", "--to", target)
    assert refused.exit_code == 6
    assert "not empty" in refused.stderr


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
    monkeypatch.setenv("ARCHREPO_TIMEOUT", "3600")  # nothing is waited for
    done = run("list", "application", "--url", "bolt://127.0.0.1:9")
    assert done.exit_code == 4
    assert "127.0.0.1:9" in done.stderr
    assert len(done.stderr.splitlines()) <= 2


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
