"""Messages and help in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def test_usage_errors_come_in_french(run: Any) -> None:
    done = run("--lang", "fr", "shw")
    assert done.exit_code == 2
    assert (
        "Erreur\u00a0: La commande 'shw' n’existe pas. Vouliez-vous dire 'show'\u202f?"
        in done.stderr
    )


def test_the_language_may_be_asked_for_after_the_help(run: Any) -> None:
    done = run("list", "--help", "--lang", "fr")
    assert done.stdout.startswith("Usage\u00a0:")
    assert "Afficher cette aide et quitter." in done.stdout


@pytest.mark.parametrize("name", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_the_locale_decides_where_nothing_else_does(
    run: Any, portfolio_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.setenv(name, "fr_BE.UTF-8")
    assert run("list", "domain").stdout.endswith("2 domaines métier\n")
    assert "Erreur\u00a0: " in run("shw").stderr


def test_a_portfolio_states_its_language(run: Any, portfolio_folder: Path) -> None:
    settings = portfolio_folder / "archrepo.toml"
    settings.write_text('language = "fr"\n', encoding="utf-8")
    assert "Erreur\u00a0: " in run("shw").stderr
    assert "Error: " in run("--lang", "en", "shw").stderr


def test_broken_settings_are_told_all_the_same(run: Any, portfolio_folder: Path) -> None:
    (portfolio_folder / "archrepo.toml").write_text('language = "de"\n', encoding="utf-8")
    done = run("list", "domain")
    assert done.exit_code == 2
    assert "archrepo.toml:1: language" in done.stderr


def test_what_is_wrong_with_a_file_is_told_in_french(run: Any, portfolio_folder: Path) -> None:
    mapping = portfolio_folder / "m.yaml"
    mapping.write_text("name: x\nrules:\n- {table: a, nod: Application}\n", encoding="utf-8")
    (portfolio_folder / "a.csv").write_text("id,name\nx,X\n", encoding="utf-8")
    told = run("--lang", "fr", "import", "a.csv", "--mapping", "m.yaml", "--dry-run").stderr
    assert "'nod' n’est pas connu ici" in told
    told = run("--lang", "fr", "set", "s4", "criticality=HIGH", "--yes").stderr
    assert "criticality\u00a0: 'HIGH' n’est pas de type criticality" in told


def test_help_has_the_spaces_of_french(run: Any) -> None:
    shown = run("--lang", "fr", "search", "--help").stdout
    assert "\nOptions\u00a0:\n" in shown
    assert "100\u202f; x>=1]" in shown
    assert "\nOptions:\n" in run("--lang", "en", "search", "--help").stdout


def test_kinds_are_told_in_french_but_in_commands(run: Any, portfolio_folder: Path) -> None:
    told = run("--lang", "fr", "impact", "scope", "nowhere", "retire").stderr
    assert "périmètre 'nowhere' introuvable" in told
    assert "archrepo list scope" in told


GUESSED = """Application;Criticité;Remarque
CRM;Vital;à revoir
ERP;Élevé;
MDM;Plutôt élevé;
CDP;Vital;
"""
MAPPING = """name: own
rules:
- table: rows
  where: {kind: app}
  node: Application
  columns: {name: name}
  properties: [note]
"""


def test_what_a_guess_asks_and_keeps_is_told_in_french(run: Any, portfolio_folder: Path) -> None:
    (portfolio_folder / "asked.csv").write_text(GUESSED, encoding="utf-8")
    told = run("--lang", "fr", "import", "asked.csv", "--dry-run").stderr
    assert "; " not in told.replace("\u202f; ", "")
    for english in (" is '", "what is", "kept as", "more"):
        assert english not in told
    assert run("import", "asked.csv", "--dry-run").stderr.count("what is '") == 2


def test_what_became_of_rows_is_told_in_french(run: Any, portfolio_folder: Path) -> None:
    (portfolio_folder / "m.yaml").write_text(MAPPING, encoding="utf-8")
    rows = "kind,name,note\napp,CDP,new\nother,x,y\n"
    (portfolio_folder / "rows.csv").write_text(rows, encoding="utf-8")
    asked = ("import", "rows.csv", "--mapping", "m.yaml", "--dry-run")
    told = run("--lang", "fr", *asked)
    assert "1 rows → refusé\u00a0: aucune règle ne retient la ligne" in told.stdout
    assert "1 rows.note → propriétés" in told.stdout
    assert "remarque AR115" in told.stderr
    told = run("--lang", "fr", "mapping", "check", "rows.csv", "--mapping", "m.yaml").stdout
    assert "1 rows.note → propriétés" in told
    assert "1 rows → refused: no rule takes the row" in run(*asked).stdout


def test_toml_that_is_none_is_told_in_french_with_what_to_write(
    run: Any, portfolio_folder: Path
) -> None:
    (portfolio_folder / "archrepo.toml").write_text("[check]\nfail_on = MAJOR\n", encoding="utf-8")
    told = run("--lang", "fr", "list", "domain").stderr
    assert "archrepo.toml:2:11\u00a0: TOML non valide" in told
    assert 'les textes se mettent entre guillemets\u00a0: fail_on = "…"' in told
