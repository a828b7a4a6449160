"""What is printed where an encoding lacks characters: told as well as it can be, never lost."""

from __future__ import annotations

import os
import sys

import pytest

from archrepo.cli.streams import nearest


def settings_of(encoding: str) -> dict[str, object]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return {"env": environment, "encoding": encoding}


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp850"])
def test_people_read_what_is_nearest(run_process, portfolio_folder, encoding: str) -> None:
    drawn = run_process("map", "capability", "--lang", "fr", **settings_of(encoding))
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert "périmètres" in drawn.stdout
    tree = run_process("map", "impact", "retire", "pim1", "--lang", "fr", **settings_of(encoding))
    assert "projets engagés" in tree.stdout
    told = run_process("show", "nothing-of-it", "--lang", "fr", **settings_of(encoding))
    assert told.returncode == 3
    assert "Erreur\xa0: rien ne s" in told.stderr


@pytest.mark.parametrize(
    "asked", ["map capability --format dot", "list application --json", "export json"]
)
def test_tools_read_utf8_whatever_the_locale(run_process, portfolio_folder, asked: str) -> None:
    assert run_process("set", "pim2", "name=Café → Σ", "--yes").returncode == 0
    done = run_process(*asked.split(), **{**settings_of("cp1252"), "encoding": "utf-8"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Café → Σ" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no stream is closed so there")
@pytest.mark.parametrize("asked", ["list application", "export json"])
def test_what_is_closed_is_no_fault(run_process, portfolio_folder, asked: str) -> None:
    done = run_process(*asked.split(), preexec_fn=lambda: os.close(1))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_signs_have_something_near_in_ascii() -> None:
    signs = {"→": "->", "’": "'", "\u202f": " ", "\u2009": " ", "é": "e", "œ": "oe", "│": "|"}
    signs |= {"█": "#", "▇": "#", "▒": ":", "├": "+", "Σ": "?", "😀": "?"}
    assert {sign: nearest(sign) for sign in signs} == signs
