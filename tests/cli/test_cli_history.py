"""`history` and `undo`: what changed the portfolio, and taking it back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def last_batch(run, portfolio_folder):
    """Import a change, and return what gives the id of the last batch."""
    file = Path("change.yaml")
    file.write_text(
        "applications:\n- {id: cdp, name: CDP}\n- {id: pim1, criticality: BUSINESS_OPERATIONAL}\n"
    )
    assert run("import", file, "--source", "files", "--yes").exit_code == 0

    def last() -> str:
        return str(json.loads(run("history", "--json").stdout)[0]["id"])

    return last


def test_history_lists_batches_the_newest_first(run, last_batch) -> None:
    listed = json.loads(run("history", "--json").stdout)
    assert [batch["source"] for batch in listed] == ["files", "sample-worked-example"]
    assert listed[0]["counts"] == {"NEW": 1, "UPDATE": 1}
    assert set(listed[0]) == {
        "id",
        "applied_at",
        "actor",
        "source",
        "file",
        "counts",
        "undone_at",
    }
    shown = run("history", env={"COLUMNS": "200"}).stdout.splitlines()
    assert shown[0].split()[0] == "Batch"
    assert "(change.yaml)" in " ".join(shown)
    assert "Annulé" in run("history", "--lang", "fr").stdout
    assert run("history", "--format", "markdown").stdout.startswith("| Batch |")


def test_history_of_a_node_and_of_a_batch(run, last_batch) -> None:
    told = run("history", "pim1").stdout
    assert "Criticality: — → Business operational" in told
    assert "+ PIM1 (pim1) covers Product reference (s1)" in told
    assert "+ Application CDP (cdp)" in run("history", last_batch()).stdout
    unknown = run("history", "nobody")
    assert (unknown.exit_code, unknown.stdout) == (3, "")
    assert "archrepo history" in unknown.stderr


def test_undo_gives_back_what_stood(run, portfolio_folder, last_batch) -> None:
    changed = run("export", "json").stdout
    batch = last_batch()
    looked = run("undo", batch, "--dry-run")
    assert "~ 1 to change, - 1 to remove" in looked.stdout
    assert run("export", "json").stdout == changed
    assert run("undo", batch).exit_code == 2  # nobody to ask
    done = run("undo", batch, "--yes")
    assert (done.exit_code, f"archrepo undo {last_batch()}" in done.stderr) == (0, True)
    assert run("show", "cdp").exit_code == 3
    again = run("undo", batch, "--yes")
    assert (again.exit_code, "undone already" in again.stderr) == (6, True)
    assert run("undo", "nothing", "--yes").exit_code == 3
    assert run("undo", last_batch(), "--yes").exit_code == 0
    assert run("export", "json").stdout == changed


def test_a_later_change_stands_against_an_undo(run, portfolio_folder, last_batch) -> None:
    batch = last_batch()
    Path("later.yaml").write_text("applications:\n- {id: pim1, criticality: MISSION_CRITICAL}\n")
    run("import", "later.yaml", "--yes")
    before = run("export", "json").stdout
    refused = run("undo", batch, "--yes")
    assert refused.exit_code == 6
    assert "! Application PIM1 (pim1)" in refused.stdout
    assert "AR220" in refused.stderr
    assert last_batch() in refused.stderr
    assert run("export", "json").stdout == before
    done = run("undo", batch, "--leave-conflicts", "--yes")
    assert done.exit_code == 0
    assert run("show", "cdp").exit_code == 3
    assert "Mission critical" in run("show", "pim1").stdout


def test_a_plan_is_saved_and_applied_later(run, portfolio_folder) -> None:
    Path("change.yaml").write_text("applications:\n- {id: pim1, disposition: ELIMINATE}\n")
    Path("other.yaml").write_text("applications:\n- {id: pim2, run_cost: 12}\n")
    before = run("export", "json").stdout
    saved = run("import", "change.yaml", "--dry-run", "--out", "plan.json")
    assert (saved.exit_code, "archrepo apply plan.json" in saved.stderr) == (0, True)
    assert run("export", "json").stdout == before
    run("import", "other.yaml", "--yes")  # elsewhere
    assert "Disposition: — → Eliminate" in run("apply", "plan.json", "--dry-run").stdout
    assert run("apply", "plan.json").exit_code == 2  # nobody to ask
    done = run("apply", "plan.json", "--yes")
    assert (done.exit_code, "Applied as batch" in done.stderr) == (0, True)
    assert "ELIMINATE" in run("export", "json").stdout
    stale = run("apply", "plan.json", "--yes")
    assert (stale.exit_code, "Application 'pim1' is not as it was" in stale.stderr) == (6, True)


def test_a_plan_that_cannot_be_saved_or_read(run, portfolio_folder) -> None:
    Path("bad.yaml").write_text("applications:\n- {id: pim1, disposition: SOON}\n")
    refused = run("import", "bad.yaml", "--dry-run", "--out", "plan.json")
    assert (refused.exit_code, Path("plan.json").exists()) == (5, False)
    assert run("import", "bad.yaml", "--out", "plan.json").exit_code == 2
    Path("plan.json").write_text("{}")
    damaged = run("apply", "plan.json", "--yes")
    assert (damaged.exit_code, "AR221" in damaged.stderr) == (5, True)
    assert run("apply", "nowhere.json", "--yes").exit_code == 5


def test_a_source_is_replaced_and_its_removals_are_asked_for(run, portfolio_folder) -> None:
    whole = "".join(f"- {{id: tool-{n}, name: Tool {n}}}\n" for n in range(30))
    Path("tools.yaml").write_text(f"applications:\n{whole}")
    assert run("import", "tools.yaml", "--yes").exit_code == 0
    Path("tools.yaml").write_text("applications:\n- {id: tool-0, name: Tool 0}\n")
    refused = run("import", "tools.yaml", "--mode", "replace", "--yes")
    assert (refused.exit_code, "--allow-removals 29" in refused.stderr) == (5, True)
    done = run("import", "tools.yaml", "--mode", "replace", "--allow-removals", "29", "--yes")
    assert (done.exit_code, "- 29 to remove" in done.stdout) == (0, True)
    gone = run("import", "tools.yaml", "--mode", "remove", "--yes")
    assert (gone.exit_code, "- Application Tool 0 (tool-0)" in gone.stdout) == (0, True)
    assert run("show", "pim1").exit_code == 0
    mixed = run("import", "tools.yaml", "--mode", "replace", "--rejects", "bad.xlsx", "--yes")
    assert mixed.exit_code == 2


def test_diff_tells_what_changed_since(run, portfolio_folder, last_batch) -> None:
    first = json.loads(run("history", "--json").stdout)[-1]["id"]
    note = run("diff", first, "--format", "markdown")
    assert (note.exit_code, note.stdout.startswith("# What changed")) == (0, True)
    assert "(1 batch)" in note.stdout.partition("\n")[0]
    assert "`+` Application CDP (cdp)" in note.stdout
    assert run("diff", first, "--exit-code").exit_code == 1
    assert run("diff", last_batch(), "--exit-code").exit_code == 0
    found = json.loads(run("diff", "--since", "2020-01-01", "--json").stdout)
    assert found["schema"] == "archrepo/difference/1"
    assert len(found["batches"]) == 2
    assert run("diff").exit_code == 2
    assert run("diff", "nothing").exit_code == 3
    assert run("diff", last_batch(), first).exit_code == 2
