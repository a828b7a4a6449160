"""The command line by itself: what it loads, how it helps, how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from archrepo import __version__
from archrepo.cli.root import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAVY = {
    "ladybug",
    "neo4j",
    "pyarrow",
    "lxml",
    "rich",
    "pydantic",
    "pygraphviz",
    "graphviz",
    "yaml",
    "jinja2",
    "rapidfuzz",
    "openpyxl",
    "python_calamine",
}


def every_command(
    command: click.Command = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from every_command(below, (*path, name))


COMMANDS = dict(every_command())
LEAVES = {path: c for path, c in COMMANDS.items() if not isinstance(c, click.Group)}


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["impact", "retire", "--help"]])
def test_nothing_heavy_is_loaded_to_help(words: list[str]) -> None:
    code = (
        "import sys\n"
        "from archrepo.cli.root import cli\n"
        f"cli({words!r}, prog_name='archrepo', standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stderr.split()) == set()


def test_version(run) -> None:
    done = run("--version")
    assert (done.exit_code, done.stdout) == (0, f"archrepo {__version__}\n")


@pytest.mark.parametrize("words", [(), ("-h",), ("--help",)])
def test_alone_it_prints_its_help_on_stdout(run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 0
    assert done.stderr == ""
    for section in ("Explore:", "Analyse:", "Change:", "Admin:", "Start here:"):
        assert section in done.stdout


@pytest.mark.parametrize("group", [p for p, c in COMMANDS.items() if p and p not in LEAVES])
def test_a_group_alone_prints_its_help(run, group: tuple[str, ...]) -> None:
    done = run(*group)
    assert (done.exit_code, done.stderr) == (0, "")
    below = [path[-1] for path in COMMANDS if path[:-1] == group]
    assert all(f"\n  {name}" in done.stdout for name in below)


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_helps_within_80_columns_with_an_example(run, path: tuple[str, ...]) -> None:
    done = run(*path, "-h")
    assert done.exit_code == 0
    assert f"archrepo {' '.join(path)}" in done.stdout.partition("Examples:")[2]
    assert max(map(len, done.stdout.splitlines())) <= 92  # examples are not folded


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_examples_name_options_that_exist(path: tuple[str, ...]) -> None:
    known = {name for command in LEAVES.values() for p in command.params for name in p.opts}
    known |= {"--help", "--"}
    examples = (COMMANDS[path].help or "").partition("Examples:")[2]
    # What follows a pipe, or a line of another program, has options of its own.
    ours = [line for line in examples.splitlines() if line.strip().startswith("archrepo")]
    words = {word for line in ours for word in line.partition(" | ")[0].split()}
    used = {word for word in words if word.startswith("-") and word.strip("-")}
    assert used <= known


def test_a_mistyped_command_is_guessed(run) -> None:
    done = run("serach", "x")
    assert done.exit_code == 2
    assert "'search'" in done.stderr
    assert done.stdout == ""


def test_a_mistyped_option_is_guessed(run) -> None:
    done = run("show", "crm", "--fromat", "json")
    assert done.exit_code == 2
    assert "--format" in done.stderr


def test_options_cannot_be_abbreviated(run) -> None:
    assert run("show", "crm", "--form", "json").exit_code == 2


def test_a_mistyped_word_is_guessed(run) -> None:
    done = run("show", "crm", "--format", "tabel")
    assert done.exit_code == 2
    assert "did you mean 'table'?" in done.stderr


@pytest.mark.parametrize("day", ["2026-13-01", "32/12/2026", "yesterday"])
def test_a_day_that_is_none(run, day: str) -> None:
    done = run("show", "crm", "--at", day)
    assert done.exit_code == 2
    assert day in done.stderr
    assert "2026-12-31" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_scripts(run, shell: str) -> None:
    done = run("completion", shell)
    assert done.exit_code == 0
    assert "_ARCHREPO_COMPLETE" in done.stdout


def complete(line: str, **variables: str) -> list[str]:
    """Return what bash would offer after `line`."""
    words = line.split(" ")
    asked = {
        "_ARCHREPO_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-c", "from archrepo.__main__ import main; main()"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **asked, **variables},
    )
    assert done.stderr == ""
    return [offer.partition(",")[2] for offer in done.stdout.split()]


def test_ids_are_completed_from_the_store(portfolio_folder) -> None:
    assert complete("archrepo show pim") == ["pim1", "pim2"]
    assert complete("archrepo impact retire d") == ["dam", "dmp"]


def test_completion_is_silent_without_a_portfolio(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete("archrepo show pim") == []


def test_kinds_are_completed() -> None:
    assert complete("archrepo list da") == ["data_object"]
