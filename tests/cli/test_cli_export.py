"""Exports as people run them, and templates: each comes back, nothing is overwritten in silence."""

from __future__ import annotations

import json

import pytest

BOTH_WAYS = ("json", "yaml", "csv", "xlsx", "archimate")


@pytest.mark.parametrize("form", BOTH_WAYS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_exported_is_imported_without_change(run, portfolio_folder, form, lang) -> None:
    assert run("export", form, "-o", f"out.{form}", "--lang", lang).exit_code == 0
    words = ("--dry-run", "--exit-code", "--source", "sample-worked-example")
    again = run("import", f"out.{form}", *words)
    assert again.exit_code == 0, again.stdout


@pytest.mark.parametrize("form", ["yaml", "csv", "parquet"])
def test_a_folder_is_not_overwritten_unless_asked(run, portfolio_folder, form) -> None:
    assert run("export", form, "-o", "out").exit_code == 0
    done = run("export", form, "-o", "out")
    assert done.exit_code == 6
    assert "add --replace" in done.stderr
    assert run("export", form, "-o", "out", "--replace").exit_code == 0


def test_a_script_goes_to_stdout_or_a_file(run, portfolio_folder) -> None:
    done = run("export", "cypher")
    assert done.stdout.startswith("// A portfolio, exported by archrepo.")
    assert run("export", "cypher", "-o", "portfolio.cypher").exit_code == 0
    assert (portfolio_folder / "portfolio.cypher").read_text(encoding="utf-8") == done.stdout


def test_what_archimate_cannot_say_is_said(run, portfolio_folder) -> None:
    done = run("export", "archimate", "-o", "portfolio.xml")
    assert "1 REPLACED_BY as Association" in done.stderr
    assert "Not in the file: which source states what" in done.stderr
    assert run("export", "archimate").stdout == (portfolio_folder / "portfolio.xml").read_text(
        encoding="utf-8"
    )


def test_a_workbook_goes_to_a_pipe_and_folders_do_not(run, portfolio_folder) -> None:
    assert run("export", "xlsx", "-o", "portfolio.xlsx").exit_code == 0
    assert run("export", "xlsx").stdout_bytes == (portfolio_folder / "portfolio.xlsx").read_bytes()
    done = run("export", "csv", "-o", "-")
    assert done.exit_code == 2
    assert "a folder of files" in done.stderr
    assert not (portfolio_folder / "-").exists()


def test_an_unknown_form_is_told_the_nearest(run, portfolio_folder) -> None:
    done = run("export", "exel")
    assert done.exit_code == 2
    assert "xlsx" in run("export").stdout


def test_an_export_goes_to_stdout_or_a_file(run, portfolio_folder) -> None:
    done = run("export", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["schema"] == "archrepo/portfolio/1"
    assert run("export", "json", "-o", "all.json").exit_code == 0
    assert (portfolio_folder / "all.json").read_text(encoding="utf-8") == done.stdout


def test_a_template_comes_in_the_readers_language(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("template", "portefeuille.xlsx", "--lang", "fr")
    assert done.exit_code == 0
    assert (tmp_path / "portefeuille.xlsx").read_bytes().startswith(b"PK")
    assert "Ensuite\u00a0: " in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("export", "json", "-o", "missing/all.json"),
        ("list", "application", "--format", "csv", "-o", "missing/all.csv"),
        ("template", "missing/t.xlsx"),
        ("list", "application", "--format", "csv", "-o", "."),
    ],
)
def test_an_output_that_cannot_be_written(run, portfolio_folder, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_form_follows_the_suffix_of_the_file(run, portfolio_folder) -> None:
    assert run("list", "application", "-o", "apps.csv").exit_code == 0
    assert (portfolio_folder / "apps.csv").read_text().startswith("id,name")
    done = run("list", "application", "-o", "apps.docx")
    assert done.exit_code == 2
    assert ".docx" in done.stderr
