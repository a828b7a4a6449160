"""What people get wrong is told with what to do, in French too, and changes nothing."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.portfolio_files import state

MISTAKES = [
    (("add", "application", "name=Foo", "--yes"), 2, "archrepo add application 'Foo' …"),
    (("add", "application", " name=L'été", "--yes"), 2, "archrepo add application 'NAME' …"),
    (("add", "application", "id=foo", "--yes"), 2, "le nom vient d’abord"),
    (("set", "pim1", "id=other", "--yes"), 2, "'archrepo merge pim1 --into ID'"),
    (("set", "pim1", "criticality=", "--yes"), 2, "'criticality=-' efface ce qui s’y trouve"),
    (("impact", "outage", "pim1", "--hours", "soon"), 2, "'soon' n’est pas un nombre admis."),
    (("impact", "retire", "pim1", "--earliest", "--format", "svg"), 2, "cette réponse n’a pas de"),
    (("legacy", "--at", "05/03/2027"), 2, "écrivez 2027-03-05 ou 2027-05-03"),
    (("legacy", "--at", "T3 2027"), 2, "n’est pas un jour tel que 2026-12-31"),
    (("map", "compare"), 2, "donnez --to DATE, --to-plan PLAN"),
    (("map", "impact", "pim1"), 2, "au choix : retire, change, outage, data, project, scope"),
    (("coverage", "matrix", "--format", "svg"), 2, "admise ; au choix : 'text', 'csv'"),
    (("apply", "archrepo.toml", "--yes"), 5, "n’est pas du JSON : ligne 1, colonne 1"),
    (("import", "/dev/null", "--yes"), 5, "acceptés : un dossier de fichiers YAML"),
    (("export", "xlsx", "-o", "book.csv"), 2, "nommez-le book.xlsx"),
    (("template", "archrepo.toml"), 2, "nommez-le archrepo.xlsx"),
    (("site", "-o", "-"), 2, "nommez-la portfolio.html"),
    (("init", "archrepo.toml"), 4, "le fichier existe déjà"),
    (("map", "capability", "-o", f"{'a' * 300}.svg"), 2, "nom de fichier trop long"),
    (("query", "MATCH (n) RETURN n.foo"), 2, "'n' n’a pas d’attribut 'foo'"),
    (("query", "MATCH (n:Aplication) RETURN n.id"), 2, "ni type ni relation 'Aplication'"),
]


def test_what_shells_write_in_utf16_is_read_and_what_is_no_text_is_told(
    run, portfolio_folder, tmp_path: Path
) -> None:
    file = tmp_path / "in"
    report = ("map", "capability", "--heat", "impact", "--report", file)
    query = ("query", "--file", file)
    shown = run("impact", "retire", "pim1", "--at", "2026-12-31", "--json").stdout
    for asked, text in ((report, shown), (query, "MATCH (a:Application) RETURN a.id")):
        for encoding in ("utf-8-sig", "utf-16"):
            file.write_text(text, encoding)
            assert run(*asked).exit_code == 0
        file.write_bytes(b"\x80")
        done = run(*asked)
        assert (done.exit_code, "save it as UTF-8" in done.stderr) == (5, True)
    file.write_text("[" * 100_000, "utf-8")
    assert "is nested too deep" in run(*report).stderr


@pytest.mark.parametrize(("words", "code", "said"), MISTAKES, ids=lambda v: str(v)[:40])
def test_mistakes_are_told_in_french_and_change_nothing(
    run, portfolio_folder, words: tuple[str, ...], code: int, said: str
) -> None:
    before = state(portfolio_folder)
    done = run("--lang", "fr", *words)
    assert done.exit_code == code
    assert said in done.stderr.replace("\u00a0", " ").replace("\u202f", " ")
    assert state(portfolio_folder) == before


@pytest.mark.parametrize("day", ["31/12/2026", "31.12.2026", "31 décembre 2026", "20261231"])
def test_days_are_taken_as_they_are_printed_and_imported(
    run, portfolio_folder: Path, day: str
) -> None:
    done = run("--lang", "fr", "legacy", "--at", day)
    assert (done.exit_code, "Au 31/12/2026" in done.stdout) == (0, True)


def test_a_node_is_shown_by_a_name_that_it_alone_bears(run, portfolio_folder) -> None:
    (portfolio_folder / "more.yaml").write_text(
        "applications:\n- {id: a, name: Caisse, aliases: [Tills]}\n"
        "- {id: b, name: Guichet}\n- {id: c, name: guichet}\n",
        encoding="utf-8",
    )
    assert run("import", "more.yaml", "--yes").exit_code == 0
    assert json.loads(run("show", "tills", "--json").stdout)["id"] == "a"
    several = run("show", "Guichet")
    assert (several.exit_code, "one of b, c" in several.stderr) == (3, True)
    assert run("show", "Guiche").exit_code == 3


def test_an_export_does_not_look_through_a_whole_disk(run, portfolio_folder, monkeypatch) -> None:
    from archrepo.writers import output

    monkeypatch.setattr(output, "_MOST_LOOKED_AT", 2)
    for number in range(4):
        (portfolio_folder / f"{number}.txt").touch()
    refused = run("export", "yaml", "-o", ".")
    assert (refused.exit_code, "more than 2 files" in refused.stderr) == (6, True)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "words",
    [("export", "json"), ("map", "capability", "-o", "map.png"), ("--help",), ("map", "--help")],
)
def test_a_full_disk_is_no_fault_of_ours(
    portfolio_folder, monkeypatch, words: tuple[str, ...], unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    command = [sys.executable, "-m", "archrepo", *words]
    limited = f'ulimit -f 1; exec "$@" > {portfolio_folder}/answer'
    done = subprocess.run(
        ["/bin/sh", "-c", limited, "sh", *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert "fault of archrepo" not in done.stderr
    assert "Traceback" not in done.stderr


def test_what_may_not_be_read_is_no_fault_of_ours(run, portfolio_folder, monkeypatch) -> None:
    opened = Path.open

    def refuse(path: Path, *how: object, **more: object) -> object:
        if path.name == "portfolio.lbug":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *how, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    done = run("--lang", "fr", "list", "application")
    assert done.exit_code == 4
    assert "accès refusé" in done.stderr
    assert "restore" not in done.stderr


def test_no_line_is_narrower_than_words_need(run, portfolio_folder, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "1")
    assert "Coverage gaps" in run("coverage", "gaps").stdout


@pytest.mark.parametrize(
    "words", [("template",), ("export", "json", "-o"), ("export", "xlsx", "-o")]
)
def test_a_file_without_a_name_is_told(run, portfolio_folder, words) -> None:
    for place in ("", "."):
        done = run(*words, place)
        assert (done.exit_code, "Error: " in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("hours", ["nan", "inf", "1e999"])
def test_an_outage_lasts_a_number_of_hours(run, portfolio_folder, hours: str) -> None:
    for words in (("outage", "pim1", "--hours", hours), ("retire", "pim1", "--also")):
        also = () if "--hours" in words else (f"outage pim2 --hours {hours}",)
        done = run("impact", *words, *also)
        assert (done.exit_code, "nothing is down for" in done.stderr) == (2, True), done.stderr


def test_a_new_class_is_told_by_its_label(run, portfolio_folder) -> None:
    asked = ("impact", "data", "product-sheet", "reclassify", "--to", "RESTRICTED")
    assert "to restricted" in run(*asked).stdout
    assert "en restreinte" in run(*asked, "--lang", "fr").stdout


def test_a_sheet_that_somebody_filled_in_is_not_written_over(run, portfolio_folder) -> None:
    assert run("add", "person", "Ada", "--yes").exit_code == 0
    assert run("link", "ada", "RESPONSIBLE_FOR", "pim1", "role=IT_OWNER", "--yes").exit_code == 0
    for _ in range(2):
        assert run("freshness", "campaign", "-o", "asked").exit_code == 0
    sheet = sorted((portfolio_folder / "asked").iterdir())[0]
    sheet.write_text("filled in", encoding="utf-8")
    refused = run("freshness", "campaign", "-o", "asked")
    assert (refused.exit_code, sheet.name in refused.stderr) == (6, True)
    assert sheet.read_text(encoding="utf-8") == "filled in"


def test_what_the_yaml_library_says_is_said_in_french(run, portfolio_folder) -> None:
    broken = portfolio_folder / "broken.yaml"
    broken.write_text("applications:\n  - id: a\n  name: x\n", encoding="utf-8")
    done = run("--lang", "fr", "import", "broken.yaml", "--yes")
    assert (done.exit_code, "un '-' est attendu" in done.stderr) == (5, True)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_a_circle_are_told(run, portfolio_folder) -> None:
    (portfolio_folder / "round.csv").symlink_to("round.csv")
    done = run("import", "round.csv", "--yes")
    assert done.exit_code == 5
    assert "symbolic links" in done.stderr


def test_yearly_days_are_read_as_french_reads_days(run, portfolio_folder) -> None:
    (portfolio_folder / "freeze.yaml").write_text(
        "periods:\n- {id: z, name: Gel, category: FREEZE, yearly: true, starts_on: 2020-12-15,"
        " ends_on: 2021-01-10}\n",
        encoding="utf-8",
    )
    assert run("import", "freeze.yaml", "--yes").exit_code == 0
    asked = ("impact", "retire", "pim1", "--earliest", "--at", "2026-12-31")
    assert "12-15 → 01-10" in run(*asked).stdout
    assert "15/12 → 10/01" in run("--lang", "fr", *asked).stdout


def test_what_a_parser_of_json_says_is_told_in_french(run, portfolio_folder, tmp_path) -> None:
    file = tmp_path / "cut.json"
    file.write_text('{"nodes": [', encoding="utf-8")
    done = run("import", str(file), "--dry-run", "--lang", "fr")
    assert done.exit_code == 5
    assert "une valeur est attendue" in done.stderr
    assert "Expecting" not in done.stderr
