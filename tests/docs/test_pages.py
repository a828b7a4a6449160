"""The documentation is what the program says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archrepo.analysis.explanations import diagnostic_texts
from archrepo.cli.root import cli
from tests.newcomer import write_newcomer

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def test_the_example_of_the_python_api_runs(tmp_path: Path) -> None:
    command = [sys.executable, str(DOCS / "import_portfolio.py"), str(tmp_path / "made")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "a second time: {'UNCHANGED': 16}" in done.stdout
    assert "retiring the PIM is CRITICAL" in done.stdout
    assert "Web shop: INPUT_LOST (RET-06)" in done.stdout
    assert (tmp_path / "made" / "portfolio.json").is_file()


def test_every_diagnostic_has_a_page_in_both_languages() -> None:
    raised: set[str] = set()
    for folder in ("importing", "readers", "domain"):
        for path in (ROOT / "archrepo" / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            raised |= set(re.findall(r"\"(AR\d{3}|(?:ID|ST|LC)-\d{2})\"", text))
    assert raised <= set(diagnostic_texts())
    for texts in diagnostic_texts().values():
        assert set(texts) == {"en", "fr"}
        for told in texts.values():
            assert set(told) == {"title", "cause", "remedy"}
            assert all(told.values())


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_the_readme_shows_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\$ archrepo (\S+)", text, re.MULTILINE)
    assert shown
    assert set(shown) <= set(cli.list_commands(cli.make_context("archrepo", [])))


def test_the_session_from_a_spreadsheet_to_a_map_runs(tmp_path: Path) -> None:
    text = (DOCS / "from-a-spreadsheet.md").read_text(encoding="utf-8")
    first = re.findall(r"```console\n(.*?)```", text, re.DOTALL)[0]
    write_newcomer(tmp_path / "portefeuille.xlsx")
    commands = [line.removeprefix("$ ") for line in first.splitlines()]
    assert len(commands) == 3
    script = "\n".join(commands).replace("archrepo", f"{sys.executable} -m archrepo")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for line in re.findall(r"^\.\./portefeuille.*", text, re.MULTILINE):
        assert line.removesuffix("…") in done.stderr
    assert "Gestion des offres" in done.stdout
