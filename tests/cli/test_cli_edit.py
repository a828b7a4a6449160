"""Single edits from the command line: a plan is shown, agreed to, applied, and can be undone."""

from __future__ import annotations

import json

import pytest


def relations(run) -> set[str]:
    listed = json.loads(run("export", "json").stdout)["relations"]
    return {f"{r['type']} {r['from']} {r['to']}" for r in listed}


def test_a_node_is_added_changed_and_removed(run, portfolio_folder) -> None:
    before = run("export", "json").stdout
    added = run("add", "application", "Customer data platform", "id=cdp", "run_cost=12", "--yes")
    assert (added.exit_code, "+ Application Customer data platform (cdp)" in added.stdout) == (
        0,
        True,
    )
    looked = run("set", "cdp", "disposition=INVEST", "run_cost=-", "--dry-run")
    assert "Disposition: — → Invest" in looked.stdout
    assert "INVEST" not in run("export", "json").stdout
    assert run("set", "cdp", "disposition=INVEST").exit_code == 2  # nobody to ask
    assert run("set", "cdp", "disposition=INVEST", "--yes").exit_code == 0
    assert run("remove", "cdp", "--yes").exit_code == 0
    assert run("export", "json").stdout == before


def test_relations_are_made_and_cut(run, portfolio_folder) -> None:
    linked = run("link", "pim2", "covers", "s4", "level=FULL", "--yes")
    assert linked.exit_code == 0, linked.stderr
    assert "COVERS pim2 s4" in relations(run)
    assert run("unlink", "pim2", "covers", "s4", "--yes").exit_code == 0
    assert "COVERS pim2 s4" not in relations(run)


def test_a_removal_shows_what_goes_along(run, portfolio_folder) -> None:
    shown = run("remove", "pim1", "--dry-run")
    assert shown.exit_code == 0
    assert "- PIM1 (pim1) covers Product reference (s1)" in shown.stdout
    assert "(f1) feeds PIM1 (pim1)" in shown.stdout
    before = relations(run)
    run("remove", "pim1", "--yes")
    assert not any(" pim1" in name for name in relations(run))
    batch = json.loads(run("history", "--json").stdout)[0]["id"]
    assert run("undo", batch, "--yes").exit_code == 0
    assert relations(run) == before


def test_two_nodes_become_one(run, portfolio_folder) -> None:
    done = run("merge", "pim1", "--into", "pim2", "--yes", "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["batch"]
    assert "COVERS pim2 s1" in relations(run)
    sheet = json.loads(run("show", "pim2", "--json").stdout)
    assert "pim1" in sheet["values"]["aliases"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("set", "pim", "run_cost=1"), 3, "'pim1'"),
        (("set", "pim1", "run_cots=1"), 2, "'run_cost'"),
        (("set", "pim1", "run_cost"), 2, "attribute=value"),
        (("set", "pim1", "disposition=SOON"), 5, "AR104"),
        (("add", "application", "PIM1"), 6, "already"),
        (("add", "aplication", "X"), 2, "'application'"),
        (("remove", "nobody"), 3, "nobody"),
        (("link", "pim1", "cover", "s1"), 2, "'COVERS'"),
        (("link", "s1", "covers", "pim1"), 5, "ST-07"),
        (("unlink", "pim1", "covers", "s4"), 3, "no such COVERS"),
        (("move", "s1", "--under", "nobody"), 3, "nobody"),
        (("merge", "pim1", "--into", "s1"), 2, "one kind"),
    ],
)
def test_what_cannot_be_is_refused(run, portfolio_folder, words, code, told) -> None:
    done = run(*words, "--yes")
    assert (done.exit_code, told in done.stderr) == (code, True), done.stderr
    assert len(json.loads(run("history", "--json").stdout)) == 1


def test_near_names_are_told_as_they_are_written(run, portfolio_folder) -> None:
    assert run("add", "scope", "Référentiel – Produit", "id=x1", "--yes").exit_code == 0
    for words in (("set", "Referentiel produits", "name=X"), ("remove", "Referentiel produits")):
        told = run(*words, "--yes").stderr
        assert "Hint: did you mean 'Référentiel – Produit'?" in told
    covers = "applications:\n- {id: new, name: New, covers: [{scope: Referentiel produits}]}\n"
    (portfolio_folder / "new.yaml").write_text(covers, encoding="utf-8")
    told = run("import", "new.yaml", "--yes").stderr
    assert "(did you mean 'Référentiel – Produit'?)" in told


@pytest.mark.usefixtures("portfolio_folder")
def test_a_node_is_not_merged_into_itself(run) -> None:
    done = run("merge", "s4", "--into", "s4", "--yes")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-2:] == [
        "Error: both are 's4'",
        "Hint: name the duplicate, then the one to keep",
    ]
