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
    shown = run("history").stdout.splitlines()
    assert shown[0].split()[0] == "Batch"
    assert "(change.yaml)" in " ".join(shown)
    assert run("history", "--lang", "fr").stdout.startswith("Lot")
    assert run("history", "--format", "markdown").stdout.startswith("| Batch |")


def test_history_of_a_node_and_of_a_batch(run, last_batch) -> None:
    told = run("history", "pim1").stdout
    assert "Criticality: — → Business operational" in told
    assert "+ pim1 covers s1" in told
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
