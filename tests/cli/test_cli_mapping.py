"""From a spreadsheet to a map; renames, decisions, stdin and the difference of a domain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.newcomer import APPLICATIONS, write_newcomer


@pytest.fixture
def empty(run, tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("init", "p").exit_code == 0
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p"


def test_a_newcomers_spreadsheet_goes_to_a_map_in_three_commands(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = write_newcomer(tmp_path / "portefeuille.xlsx")
    assert run("init", "p").exit_code == 0
    monkeypatch.chdir(tmp_path / "p")
    done = run("import", f"../{file.name}", "--yes")
    assert done.exit_code == 0, done.stderr
    assert "AR117 guessed: Application: Code appli → id" in done.stderr
    drawn = run("map", "capability", "--at", "2026-12-31").stdout
    assert "Gestion des offres" in drawn
    assert "Boutique en ligne" in drawn
    again = run("import", f"../{file.name}", "--dry-run", "--exit-code")
    assert again.exit_code == 0, again.stdout


def test_a_guess_is_written_corrected_checked_and_imported(run, empty):
    file = empty / "parc.csv"
    file.write_text("Application;Criticité\nCRM;Vital\nERP;Zzz\n", encoding="cp1252")
    refused = run("import", "parc.csv", "--dry-run")
    assert refused.exit_code == 5
    assert "what is 'Zzz' in 'Criticité'?" in refused.stderr
    assert "archrepo mapping guess parc.csv" in refused.stderr
    done = run("mapping", "guess", "parc.csv", "-o", "parc.mapping.yaml")
    assert done.exit_code == 0
    assert "what is 'Zzz'" in done.stderr
    assert json.loads(run("mapping", "guess", "parc.csv", "--json").stdout)["certain"] is False
    mapping = Path("parc.mapping.yaml")
    text = mapping.read_text(encoding="utf-8")
    assert "Vital: MISSION_CRITICAL  # guess" in text
    mapping.write_text(text.replace("Zzz: null", "Zzz: Zzz"), encoding="utf-8")
    checked = run("mapping", "check", "parc.csv", "--mapping", "parc.mapping.yaml")
    assert checked.exit_code == 1
    assert "parc.csv:3:2: error AR104 criticality: 'Zzz' is no criticality" in checked.stdout
    mapping.write_text(text.replace("Zzz: null", "Zzz: ADMINISTRATIVE"), encoding="utf-8")
    words = ("--mapping", "parc.mapping.yaml")
    assert run("mapping", "check", "parc.csv", *words).exit_code == 0
    assert run("import", "parc.csv", *words, "--yes").exit_code == 0


def test_a_rename_waits_for_a_decision(run, empty):
    Path("applications.csv").write_text("id,name\ncrm,CRM\n")
    run("import", "applications.csv", "--yes")
    Path("applications.csv").write_text("id,name\ncrm,Sales tool\n")
    refused = run("import", "applications.csv", "--yes")
    assert refused.exit_code == 6
    assert "! Application Sales tool (crm)" in refused.stdout
    assert "--accept-renames" in refused.stderr
    Path("identity.yaml").write_text("same:\n- {kind: Application, name: Sales tool, as: crm}\n")
    done = run("import", "applications.csv", "--yes", "--json")
    assert done.exit_code == 0, done.stderr
    [node] = json.loads(done.stdout)["nodes"]
    assert (node["status"], node["identity"]) == ("UPDATE", "id")


def test_wrong_decisions_are_told_with_their_line(run, empty):
    Path("identity.yaml").write_text(
        "same:\n- {kind: Aplication, name: a, as: b}\n- {kind: Scope, name: a}\nsmae: []\n"
    )
    Path("applications.csv").write_text("id,name\ncrm,CRM\n")
    refused = run("import", "applications.csv", "--dry-run")
    assert refused.exit_code == 5
    for told in (
        "identity.yaml:2:3: error AR120 unknown kind 'Aplication' (did you mean 'Application'",
        "identity.yaml:3:3: error AR120 a 'name' or an 'id', and 'as' are expected",
        "identity.yaml:4:7: error AR120 unknown key 'smae' (did you mean 'same'?)",
    ):
        assert told in refused.stderr


def test_stdin_is_a_file_called_dash(run, run_process, empty):
    text = "id;name;criticality\ncrm;CRM;Zzz\n"
    words = ("import", "-", "--from", "csv", "--dry-run")
    refused = run_process(*words, input=text)
    assert refused.returncode == 5
    assert "-: " in refused.stderr
    Path("m.yaml").write_text(
        "name: m\nrules:\n- {table: '*', node: Application, id: '{id}',"
        " columns: {name: name, criticality: criticality}}\n"
    )
    refused = run(*words, "--mapping", "m.yaml", input=text)
    assert "-:2:3: error AR104" in refused.stderr
    done = run(*words, "--mapping", "m.yaml", "--json", input=text.replace("Zzz", ""))
    assert json.loads(done.stdout)["source"] == "stdin"
    assert run("import", "-", "--dry-run", input=text).exit_code == 2


def test_a_domains_difference_leaves_other_domains_out(run, empty):
    Path("a").mkdir()
    Path("a/domains.csv").write_text("id,name\nsales,Sales\nit,IT\n")
    Path("a/scopes.csv").write_text("id,name,parent\noffers,Offers,sales\nbackup,Backup,it\n")
    Path("a/applications.csv").write_text("id,name,covers\ncrm,CRM,offers\nvault,Vault,backup\n")
    done = run("import", "a", "--yes")
    assert done.exit_code == 0, done.stderr
    whole = json.loads(run("diff", "--since", "2000-01-01", "--json").stdout)
    part = json.loads(run("diff", "--since", "2000-01-01", "--domain", "sales", "--json").stdout)
    assert {node["id"] for node in whole["nodes"]} > {node["id"] for node in part["nodes"]}
    assert {node["id"] for node in part["nodes"]} == {"sales", "offers", "crm"}
    assert part["domain"] == "sales"
    unknown = run("diff", "--since", "2000-01-01", "--domain", "sale")
    assert unknown.exit_code == 3
    assert "did you mean 'sales'" in unknown.stderr


def test_a_second_year_reads_as_what_changed(run, empty):
    first = write_newcomer(empty / "parc.xlsx")
    assert run("import", first.name, "--source", "parc", "--yes").exit_code == 0
    rows = [list(row) for row in APPLICATIONS]
    rows[0][6] = "Moyenne"
    write_newcomer(empty / "parc.xlsx", applications=rows)
    done = run("import", "parc.xlsx", "--source", "parc", "--mode", "replace", "--dry-run")
    assert done.exit_code == 0, done.stderr
    assert "~ Application CRM (app-001)" in done.stdout
    assert "~ 1 to change" in done.stdout
