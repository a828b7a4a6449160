"""What is printed where an encoding lacks characters: told as well as it can be, never lost."""

from __future__ import annotations

import os

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
    told = run_process("show", "nothing-of-it", "--lang", "fr", **settings_of(encoding))
    assert told.returncode == 3
    assert "Erreur\xa0: aucun n" in told.stderr


@pytest.mark.parametrize(
    "asked", ["map capability --format dot", "list application --json", "export json"]
)
def test_tools_read_utf8_whatever_the_locale(run_process, portfolio_folder, asked: str) -> None:
    assert run_process("set", "pim2", "name=Café → Σ", "--yes").returncode == 0
    done = run_process(*asked.split(), **{**settings_of("cp1252"), "encoding": "utf-8"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Café → Σ" in done.stdout


def test_signs_have_something_near_in_ascii() -> None:
    signs = {"→": "->", "’": "'", "\u202f": " ", "\u2009": " ", "é": "e", "œ": "oe", "│": "|"}
    signs |= {"█": "#", "▇": "#", "▒": ":", "├": "+", "Σ": "?", "😀": "?"}
    assert {sign: nearest(sign) for sign in signs} == signs
