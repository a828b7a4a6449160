"""`coverage`, `data`, `legacy`, `roadmap`, `obsolescence`, `map time`, `freshness` as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("portfolio_folder")

AT = ("--at", "2026-12-31")
COMMANDS = {
    "coverage matrix": "archrepo/coverage-matrix/1",
    "coverage gaps": "archrepo/coverage-gaps/1",
    "coverage overlaps": "archrepo/coverage-overlaps/1",
    "coverage without pim1": "archrepo/residual-coverage/1",
    "data show product-sheet": "archrepo/data-object/1",
    "data matrix": "archrepo/data-matrix/1",
    "data register": "archrepo/data-register/1",
    "data circulation": "archrepo/data-circulation/1",
    "legacy": "archrepo/legacy/1",
    "roadmap": "archrepo/roadmap/1",
    "obsolescence": "archrepo/obsolescence/1",
    "map time": "archrepo/time-chart/1",
    "freshness report": "archrepo/maturity/1",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_answers_on_stdout_for_people_and_for_scripts(run, command: str) -> None:
    words = command.split()
    told, en_francais = run(*words, *AT), run(*words, *AT, "--lang", "fr")
    assert (told.exit_code, told.stderr) == (0, "")
    assert (en_francais.exit_code, en_francais.stderr) == (0, "")
    assert told.stdout != en_francais.stdout
    assert "\x1b" not in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 80
    scripted = run(*words, *AT, "--json")
    assert (scripted.exit_code, scripted.stderr) == (0, "")
    assert json.loads(scripted.stdout)["schema"] == COMMANDS[command]


@pytest.mark.parametrize(
    ("words", "code", "nearest"),
    [
        (("coverage", "without", "pim3"), 3, "pim1"),
        (("data", "show", "product-shet"), 3, "product-sheet"),
        (("coverage", "matrix", "--domain", "prodct"), 3, "product"),
        (("coverage", "gap"), 2, "gaps"),
        (("freshness", "raport"), 2, "report"),
    ],
)
def test_a_typo_is_told_with_the_nearest_name(
    run, words: tuple[str, ...], code: int, nearest: str
) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert nearest in done.stderr


@pytest.mark.parametrize(
    ("command", "name", "start"),
    [
        ("coverage matrix", "coverage.xlsx", b"PK"),
        ("coverage matrix", "coverage.html", b"<!"),
        ("data matrix", "data.csv", b"id,name"),
        ("data register", "register.csv", b"purpose,"),
        ("data circulation", "circulation.xlsx", b"PK"),
        ("legacy", "legacy.md", b"# "),
        ("map time", "time.svg", b"<svg"),
        ("roadmap", "roadmap.csv", b""),
    ],
)
def test_files_are_written_in_the_form_their_name_says(
    run, command: str, name: str, start: bytes
) -> None:
    done = run(*command.split(), *AT, "-o", name)
    assert (done.exit_code, done.stdout) == (0, "")
    written = Path(name).read_bytes().removeprefix(b"\xef\xbb\xbf")
    assert written.lstrip().startswith(start)
    assert len(written) > 20


def test_a_form_there_is_not_names_those_there_are(run) -> None:
    done = run("legacy", "-o", "legacy.docx")
    assert done.exit_code == 2
    assert "csv" in done.stderr
    assert not Path("legacy.docx").exists()


def test_a_campaign_writes_files_that_import_reads_back(run) -> None:
    done = run("freshness", "campaign", *AT, "-o", "asked")
    assert done.exit_code == 0
    files = sorted(Path("asked").glob("*.csv"))
    assert files
    assert f"Wrote {len(files)} files into asked" in done.stderr
    back = run("import", *files, "--dry-run")
    assert back.exit_code == 0


def test_a_campaign_needs_a_folder(run) -> None:
    done = run("freshness", "campaign")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--output" in done.stderr
