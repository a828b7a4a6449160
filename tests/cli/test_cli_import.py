"""`import`: the plan is shown, agreed to and applied, or nothing is changed."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest

from tests.cli.portfolio_files import NEW_APPLICATION, state, write


def test_a_dry_run_shows_the_plan_and_changes_nothing(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    before = state(portfolio_folder)
    done = run("import", "new.yaml", "--dry-run")
    assert done.exit_code == 0
    assert "+ Application CDP (cdp)" in done.stdout
    assert done.stdout.splitlines()[-1] == "+ 1 to add"
    assert state(portfolio_folder) == before


def test_exit_code_tells_whether_there_are_changes(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    assert run("import", "new.yaml", "--dry-run", "--exit-code").exit_code == 1
    assert run("import", "new.yaml", "--yes").exit_code == 0
    again = run("import", "new.yaml", "--dry-run", "--exit-code")
    assert again.exit_code == 0
    assert "Nothing to change: 1 fact is as stated." in again.stdout


def test_an_import_is_applied_and_says_its_batch(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    done = run("import", "new.yaml", "--yes")
    assert done.exit_code == 0
    revision = json.loads(run("db", "info", "--json").stdout)["revision"]
    assert f"Applied as batch {revision}." in done.stderr
    assert "Next: " in done.stderr
    assert run("show", "cdp").exit_code == 0


@pytest.mark.parametrize(
    ("content", "step"),
    [
        (NEW_APPLICATION, "archrepo map capability, or archrepo impact retire APPLICATION"),
        ("scopes:\n- {id: tax, name: Tax}\n", "archrepo map capability"),
        ("people:\n- {id: ann, name: Head of tax}\n", "archrepo check"),
    ],
)
def test_the_next_step_is_one_that_what_was_read_allows(
    run, portfolio_folder, content: str, step: str
) -> None:
    write(portfolio_folder, "new.yaml", content)
    assert f"Next: {step}\n" in run("import", "new.yaml", "--yes").stderr


def test_a_change_is_told_field_by_field_with_its_place(run, portfolio_folder) -> None:
    write(portfolio_folder, "more.yaml", "applications:\n- {id: dmp, users_count: 12}\n")
    done = run("import", "more.yaml", "--dry-run")
    assert "~ Application DMP (dmp)" in done.stdout
    assert "— → 12" in done.stdout
    assert "more.yaml:2" in done.stdout


def test_the_plan_as_json_is_alone_on_stdout(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    plan = json.loads(run("import", "new.yaml", "--dry-run", "--json").stdout)
    assert plan["schema"] == "archrepo/plan/1"
    assert plan["counts"] == {"NEW": 1}
    assert [change["id"] for change in plan["nodes"]] == ["cdp"]
    assert "batch" not in plan
    applied = json.loads(run("import", "new.yaml", "--yes", "--json").stdout)
    assert applied["batch"]


def test_errors_are_all_told_and_nothing_is_imported(run, portfolio_folder) -> None:
    write(
        portfolio_folder,
        "bad.yaml",
        "applications:\n"
        "- {id: one, name: One, criticality: MISION_CRITICAL}\n"
        "- {id: two, name: Two, covers: [{scope: s11}]}\n"
        "- {id: three, name: Three, disposition: KEEP}\n",
    )
    before = state(portfolio_folder)
    done = run("import", "bad.yaml", "--yes")
    assert done.exit_code == 5
    assert "bad.yaml:2" in done.stderr
    assert "did you mean 'MISSION_CRITICAL'" in done.stderr
    assert "s11" in done.stderr
    assert "KEEP" in done.stderr
    assert done.stderr.splitlines()[-2] == "Error: 3 errors; nothing is changed"
    assert state(portfolio_folder) == before


@pytest.mark.parametrize("form", ["table", "json"])
def test_mistakes_are_told_where_nobody_can_be_asked_and_only_a_good_file_waits_for_yes(
    run, portfolio_folder, form: str
) -> None:
    two = "applications:\n- {id: one, disposition: KEEP}\n- {id: two, criticality: MUCH}\n"
    write(portfolio_folder, "bad.yaml", two)
    write(portfolio_folder, "good.yaml", NEW_APPLICATION)
    before = state(portfolio_folder)
    told, looked = (run("import", "bad.yaml", "--format", form, *w) for w in ((), ("--dry-run",)))
    assert (told.exit_code, told.stdout, told.stderr) == (5, looked.stdout, looked.stderr)
    assert "bad.yaml:2" in told.stderr
    assert "bad.yaml:3" in told.stderr
    waits = run("import", "good.yaml", "--format", form)
    assert waits.exit_code == 2
    assert "nobody to ask here: add --yes to apply" in waits.stderr
    assert run("import", "missing.yaml", "--format", form).exit_code == 5
    assert state(portfolio_folder) == before
    assert run("import", "good.yaml", "--yes").exit_code == 0
    assert run("import", "good.yaml", "--format", form).exit_code == 0  # nothing to agree to


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("applications:\n- {id: a, name: A, covers: [{scope: s99}]}", "ST-06"),
        ("applications:\n- {id: a, name: A}\n- {id: a, name: B}", "ID-01"),
        ("scopes:\n- {id: crm, name: CRM}", "ID-01"),
        ("scopes:\n- {id: x, name: X, parent: y}\n- {id: y, name: Y, parent: x}", "ST-01"),
        (
            "domains:\n- {id: d1, name: D1, contains: [x]}\n- {id: d2, name: D2, contains: [x]}\n"
            "scopes:\n- {id: x, name: X}",
            "ST-03",
        ),
        ("applications:\n- {id: a, name: A, active: 2027-01-01, retired: 2026-01-01}", "LC-01"),
        ("applications:\n- {id: a, name: A, criticality: HIGHEST}", "AR104"),
        ("scopes:\n- {id: x, name: X, parent: crm}", "ST-07"),
    ],
)
def test_what_would_not_hold_together_is_refused_with_its_place(
    run, portfolio_folder, content: str, code: str
) -> None:
    write(portfolio_folder, "bad.yaml", content)
    before = state(portfolio_folder)
    done = run("import", "bad.yaml", "--yes")
    assert done.exit_code == 5
    assert code in done.stderr
    assert "bad.yaml:" in done.stderr
    assert state(portfolio_folder) == before


def test_a_flood_of_problems_is_cut_on_screen_and_whole_in_json(run, portfolio_folder) -> None:
    rows = "".join(f"- {{id: a{n}, name: A{n}, disposition: KEEP{n}}}\n" for n in range(262))
    write(portfolio_folder, "bad.yaml", f"applications:\n{rows}")
    done = run("import", "bad.yaml", "--dry-run")
    assert done.exit_code == 5
    assert "… and 212 more" in done.stderr
    assert done.stderr.count("error AR104") == 50
    plan = json.loads(run("import", "bad.yaml", "--dry-run", "--json").stdout)
    assert len(plan["problems"]) == 262


def test_counts_are_written_as_the_language_writes_them(run, portfolio_folder) -> None:
    rows = "".join(f"- {{id: a{n}, disposition: KEEP}}\n" for n in range(1200))
    write(portfolio_folder, "bad.yaml", f"applications:\n{rows}")
    told = run("import", "bad.yaml").stderr.splitlines()
    assert told[-4:-1] == [
        "… and 1,150 more (--format json gives all)",
        "1,200 errors (1,200 AR104)",
        "Error: 1,200 errors; nothing is changed",
    ]
    told = run("import", "bad.yaml", "--lang", "fr").stderr.splitlines()
    assert told[-4].startswith("… et 1\u202f150 de plus")
    assert told[-3] == "1\u202f200 erreurs (1\u202f200 AR104)"
    assert told[-2].endswith(": 1\u202f200 erreurs\u202f; rien n’est modifié")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.yaml", b""),
        ("empty.json", b""),
        ("empty.xlsx", b""),
        ("empty.csv", b""),
        ("cut.json", b'{"schema": "archrepo/portfolio/1", "nodes": ['),
        ("latin.yaml", "- {name: Référentiel}".encode("latin-1")),
        ("strange.bin", bytes(range(256))),
    ],
)
def test_a_file_that_cannot_be_read(run, portfolio_folder, name: str, content: bytes) -> None:
    write(portfolio_folder, name, content)
    before = state(portfolio_folder)
    done = run("import", name, "--yes")
    assert done.exit_code == 5
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert state(portfolio_folder) == before


def test_a_missing_file(run, portfolio_folder) -> None:
    done = run("import", "nowhere.xlsx", "--yes")
    assert done.exit_code == 5
    assert "nowhere.xlsx" in done.stderr


def test_without_a_terminal_nobody_is_asked(run, portfolio_folder) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    before = state(portfolio_folder)
    done = run("import", "new.yaml")
    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert "--dry-run" in done.stderr
    assert state(portfolio_folder) == before


@pytest.mark.parametrize(("answer", "known"), [("y", 0), ("n", 3)])
def test_on_a_terminal_the_plan_is_shown_then_asked_about(
    run, portfolio_folder, answer: str, known: int
) -> None:
    write(portfolio_folder, "new.yaml", NEW_APPLICATION)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "archrepo", "import", "new.yaml"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(ours, f"{answer}\n".encode())
    out, err = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert "+ 1 to add" in out
    assert "Apply this plan?" in err
    assert run("show", "cdp").exit_code == known


def test_bad_cells_are_set_aside_and_come_back_corrected(run, portfolio_folder) -> None:
    write(
        portfolio_folder,
        "applications.csv",
        "id,name,criticality\ncdp,CDP,URGENT\nsearch,Search engine,BUSINESS_CRITICAL\n",
    )
    assert run("import", "applications.csv", "--yes").exit_code == 5
    done = run("import", "applications.csv", "--yes", "--rejects", "bad.csv")
    assert done.exit_code == 0
    assert "URGENT" in done.stderr
    assert "rows to correct in bad.csv: 1" in done.stderr
    assert "criticality" not in json.loads(run("show", "cdp", "--json").stdout)["values"]
    corrected = (
        (portfolio_folder / "bad.csv").read_text("utf-8-sig").replace("URGENT", "MISSION_CRITICAL")
    )
    write(portfolio_folder, "applications.csv", corrected)
    assert run("import", "applications.csv", "--yes").exit_code == 0
    values = json.loads(run("show", "cdp", "--json").stdout)["values"]
    assert values["criticality"] == "MISSION_CRITICAL"


def test_create_missing_makes_what_is_referred_to(run, portfolio_folder) -> None:
    write(
        portfolio_folder,
        "new.yaml",
        "applications:\n- {id: cdp, name: CDP, covers: [{scope: Consent}]}\n",
    )
    assert run("import", "new.yaml", "--yes").exit_code == 5
    done = run("import", "new.yaml", "--yes", "--create-missing")
    assert done.exit_code == 0
    assert json.loads(run("show", "consent", "--json").stdout)["kind"] == "Scope"
