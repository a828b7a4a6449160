"""A portfolio made once and copied for each test, and a way to run the command line in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

if TYPE_CHECKING:
    from collections.abc import Callable

Run = "Callable[..., Result]"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the worked example in an embedded store; never changed."""
    from archrepo.portfolio import Portfolio

    folder = tmp_path_factory.mktemp("made") / "portfolio"
    Portfolio.create(folder, sample="worked-example").close()
    return folder


@pytest.fixture(autouse=True)
def _plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own settings, variables and terminal out of the tests."""
    for name in list(os.environ):
        if name.startswith(("ARCHREPO_", "XDG_")) and name != "ARCHREPO_TEST_NEO4J_URI":
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)


@pytest.fixture
def portfolio_folder(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a portfolio of the test's own, which is the current folder."""
    folder = tmp_path / "portfolio"
    shutil.copytree(made_once, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return what runs the command line in this process, its streams apart."""
    from archrepo.cli.root import cli

    def call(*words: str, **settings: object) -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words], **settings)  # type: ignore[arg-type]

    return call


@pytest.fixture
def run_process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return what runs the command line in a process of its own."""

    def call(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "archrepo", *(str(word) for word in words)]
        options = {"capture_output": True, "text": True, "timeout": 60, "check": False, **settings}
        return subprocess.run(command, **options)  # type: ignore[call-overload, no-any-return]

    return call
