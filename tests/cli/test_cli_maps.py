"""`map`: every picture from the command line, what it refuses, and states of the past compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archrepo.portfolio import Portfolio

pytestmark = pytest.mark.usefixtures("portfolio_folder")


@pytest.mark.parametrize(
    "words",
    [
        ("capability", "--heat", "obsolescence"),
        ("capability", "--heat", "violations"),
        ("compare", "--to", "2027-06-30"),
        ("board", "--to", "2027-06-30"),
        ("landscape",),
        ("flows", "pim1"),
        ("data", "product-sheet"),
        ("roadmap",),
    ],
)
def test_every_picture_answers_and_draws(run, words: tuple[str, ...], tmp_path: Path) -> None:
    said = run("map", *words, "--at", "2026-12-01")
    assert (said.exit_code, said.stderr) == (0, "")
    assert max(map(len, said.stdout.splitlines())) <= 80
    file = tmp_path / "drawn.svg"
    drawn = run("map", *words, "--at", "2026-12-01", "--theme", "dark", "-o", str(file))
    assert drawn.exit_code == 0, drawn.stderr
    assert file.read_bytes().startswith(b"<?xml")


def test_an_impact_report_is_laid_over_the_map(run) -> None:
    report = run("impact", "retire", "pim1", "--at", "2026-12-31", "--json").stdout
    done = run("map", "capability", "--heat", "impact", "--report", "-", input=report)
    assert done.stdout.startswith("Retiring PIM1")
    assert "2026-12-31" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("capability", "--heat", "coverrage"), 2, "coverage"),
        (("capability", "--heat", "impact"), 2, "--report"),
        (("flows", "pim"), 3, "pim1"),
        (("journey", "none"), 3, "journey"),
        (("board",), 2, "--to"),
        (("compare", "--batch", "none"), 3, "history"),
    ],
)
def test_what_is_refused_says_what_to_do(run, words: tuple[str, ...], code: int, hint: str) -> None:
    done = run("map", *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert hint in done.stderr


def test_a_state_of_the_past_is_compared(run, tmp_path: Path) -> None:
    batch = json.loads(run("history", "--json").stdout)[0]["id"]
    backup = tmp_path / "before.lbug"
    assert run("db", "backup", str(backup)).exit_code == 0
    assert run("unlink", "dam", "COVERS", "s2", "--yes").exit_code == 0
    for state in (("--batch", batch), ("--backup", str(backup))):
        told = run("map", "compare", "--at", "2026-12-01", *state, "--json")
        assert told.exit_code == 0, told.stderr
        (change,) = (c for c in json.loads(told.stdout)["changes"] if c["kind"] == "Application")
        assert (change["id"], change["sign"]) == ("dam", "REMOVED")


def test_a_comparison_with_nothing_to_compare_with_is_refused(run) -> None:
    told = run("map", "compare")
    assert told.exit_code == 2
    assert "--to DATE" in told.stderr


def test_a_landscape_tells_how_to_see_who_stands_in_no_group(run, tmp_path, monkeypatch) -> None:
    facts = [
        *({"kind": "Application", "id": one, "name": one.upper()} for one in ("a", "b")),
        {"kind": "Flow", "id": "f", "name": "F"},
        {"type": "EMITS", "from": "a", "to": "f"},
        {"type": "FEEDS", "from": "f", "to": "b"},
    ]
    with Portfolio.create(tmp_path / "loose") as portfolio:
        portfolio.plan(facts).apply()
    monkeypatch.chdir(tmp_path / "loose")
    folded = run("map", "landscape").stdout
    assert "2 applications stand in no group: --expand '~nowhere'" in " ".join(folded.split())
    drawn = run("map", "landscape", "--expand", "~nowhere", "--format", "dot").stdout
    assert "stand in no group" not in drawn
    assert drawn.count(" -> ") == 1
