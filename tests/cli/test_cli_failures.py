"""What happens when something goes wrong beyond what users do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis import inventory
from archrepo.errors import QueryError

if TYPE_CHECKING:
    from pathlib import Path


def break_list(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(inventory, "list_nodes", broken)


def test_the_unexpected_is_told_without_a_traceback(
    run, portfolio_folder, tmp_path: Path, monkeypatch
) -> None:
    break_list(monkeypatch, KeyError("surprise"))
    done = run("list", "application")
    assert done.exit_code == 70
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "surprise" in done.stderr
    (log,) = (tmp_path / "state").rglob("*.log")
    assert str(log) in done.stderr
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_a_failed_statement_is_our_fault(run, portfolio_folder, monkeypatch) -> None:
    break_list(monkeypatch, QueryError("statement find.names failed"))
    done = run("list", "application")
    assert done.exit_code == 70
    assert "find.names" in done.stderr
    assert ".log" in done.stderr


def test_debug_shows_where_it_comes_from(run, portfolio_folder, monkeypatch) -> None:
    break_list(monkeypatch, KeyError("surprise"))
    done = run("--debug", "list", "application")
    assert isinstance(done.exception, KeyError)
    done = run("list", "application", "--debug")
    assert isinstance(done.exception, KeyError)


def test_interruption(run, portfolio_folder, monkeypatch) -> None:
    break_list(monkeypatch, KeyboardInterrupt())
    done = run("list", "application")
    assert done.exit_code == 130
    assert "Traceback" not in done.stderr


def test_interrupted_while_it_asks(portfolio_folder) -> None:
    import pty

    (portfolio_folder / "new.yaml").write_text("applications:\n- {id: cdp, name: CDP}\n")
    before = (portfolio_folder / ".archrepo" / "portfolio.lbug").read_bytes()
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "archrepo", "import", "new.yaml"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heeds_interruption,
    ) as process:
        assert process.stderr is not None
        said = b""
        while b"Apply" not in said:
            some = os.read(process.stderr.fileno(), 1000)
            assert some, said
            said += some
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        try:
            _, error = process.communicate(timeout=60)
        finally:
            process.kill()
            os.close(ours)
            os.close(theirs)
    assert process.returncode == 130
    assert b"Traceback" not in error
    assert (portfolio_folder / ".archrepo" / "portfolio.lbug").read_bytes() == before


def _heeds_interruption() -> None:
    """Take Ctrl-C as programs do: what a shell starts with `&` ignores it, and so do its own."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_reader_that_goes_away_is_no_error(portfolio_folder) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "archrepo", "export", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    writer.stdout.close()
    assert writer.stderr is not None
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait(30) == 141


def test_a_reader_of_both_streams_that_goes_away_is_no_error(portfolio_folder) -> None:
    broken = "applications:\n- {id: crm, criticality: VITAL}\n"
    (portfolio_folder / "bad.yaml").write_text(broken, encoding="utf-8")
    writer = subprocess.Popen(
        [sys.executable, "-m", "archrepo", "import", "bad.yaml", "--yes"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert writer.stdout is not None
    writer.stdout.close()
    assert writer.wait(30) == 141


@pytest.mark.parametrize(
    ("variables", "words", "colored"),
    [
        ({}, (), False),
        ({}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, ("--color", "auto"), False),
    ],
)
def test_colour_is_for_terminals_unless_asked_for(
    run_process, portfolio_folder, variables: dict[str, str], words: tuple[str, ...], colored: bool
) -> None:
    done = run_process("show", "crm", *words, env={**os.environ, **variables})
    assert ("\x1b[" in done.stdout) is colored


def on_a_terminal(*words: str, **variables: str) -> str:
    """Return what a command prints when stdout is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "archrepo", *words],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", **variables},
    )
    os.close(theirs)
    told = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:
            break
        if not more:
            break
        told += more
    os.close(ours)
    assert process.wait(30) == 0
    return told.decode()


def test_a_terminal_gets_colour_but_for_no_color_and_dumb_ones(portfolio_folder) -> None:
    assert "\x1b[" in on_a_terminal("show", "crm")
    assert "\x1b[" not in on_a_terminal("show", "crm", NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal("show", "crm", TERM="dumb")


@pytest.mark.parametrize("columns", [40, 120])
def test_tables_fit_the_terminal(portfolio_folder, columns: int) -> None:
    told = on_a_terminal("list", "application", COLUMNS=str(columns), NO_COLOR="1")
    assert max(len(line.rstrip()) for line in told.splitlines()) <= columns


def test_a_pipe_gets_whole_lines(run_process, portfolio_folder) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = run_process("list", "flow", "--columns", "description,name", env=environment)
    assert len(done.stdout.splitlines()) == 6 + 2


@pytest.mark.parametrize(
    "words",
    [
        ("show", "R\udce9f"),
        ("impact", "retire", "R\udce9f"),
        ("data", "trace", "R\udce9f"),
        ("parity", "pim1", "--by", "R\udce9f"),
        ("set", "R\udce9f", "name=X", "--yes"),
        ("search", "R\udce9f"),
    ],
)
def test_words_of_a_terminal_that_is_not_utf8_are_no_fault(run, portfolio_folder, words) -> None:
    done = run(*words)
    assert done.exit_code in (0, 2, 3), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_of_files_that_are_no_text_are_told(run, portfolio_folder) -> None:
    stem = "donn\udce9es"
    for suffix in ("csv", "yaml", "json", "xml", "xlsx"):
        name = f"{stem}.{suffix}"
        (portfolio_folder / name).write_text("applications: [{id: q, name: Q}]", encoding="utf-8")
        for command in (("import", name, "--dry-run"), ("mapping", "guess", name)):
            done = run(*command)
            assert done.exit_code == 5, done.stderr
            assert "its name is not text in UTF-8" in done.stderr
    assert run("db", "backup", f"{stem}.lbug").exit_code == 0
    for command in (("db", "restore", f"{stem}.lbug", "--yes"), ("init", stem)):
        done = run(*command)
        assert done.exit_code == 4, done.stderr
        assert "its name is not text in UTF-8" in done.stderr
    assert run("export", "json", "-o", f"{stem}2.json").exit_code == 0
